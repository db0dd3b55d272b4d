import rule from '../../../src/rules/cookie/set-over-http.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'http://example.com/login'

testRule(rule, {
  valid: [
    { code: 'sid=1', url: 'https://example.com/login' },
    { code: 'sid=1', url: 'http://localhost/login' },
    { code: 'sid=1', url: 'http://app.localhost/login' },
    { name: 'dropped, says another rule', code: 'sid=1; Secure', url },
    { name: 'a deletion', code: 'sid=; Max-Age=0', url },
    { name: 'a redirector that remembers the language', code: 'lang=en', url },
    { code: 'AWSALB=1', url },
  ],
  invalid: [
    { code: 'sid=1; HttpOnly', url, errors: [{ messageId: 'set', severity: 'error', pointer: 'name', says: 'session cookie' }] },
    { code: 'refresh_token=1', url: 'http://10.0.0.1/', errors: [{ messageId: 'set', severity: 'error' }] },
    { code: 'user_token=1', url, errors: [{ messageId: 'set', severity: 'warn', confidence: 'tentative' }] },
  ],
})
