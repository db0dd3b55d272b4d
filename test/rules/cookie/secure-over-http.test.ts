import rule from '../../../src/rules/cookie/secure-over-http.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; Secure',
    { code: 'sid=1; Secure', url: 'https://example.com/' },
    { code: 'sid=1; Secure', url: 'https://localhost/' },
    { code: 'sid=1', url: 'http://example.com/' },
  ],
  invalid: [
    { code: 'sid=1; Secure', url: 'http://a.example.com/', errors: [{ messageId: 'dropped', severity: 'error', pointer: 'Secure' }] },
    { name: 'a deletion is dropped too', code: 'sid=; Max-Age=0; Secure', url: 'http://a.example.com/', errors: [{ messageId: 'dropped', severity: 'error' }] },
    { code: 'AWSALBCORS=1; SameSite=None; Secure', url: 'http://a.example.com/', errors: [{ messageId: 'dropped', severity: 'info' }] },
    // Chromium 156 and Firefox 153 keep these; webhint calls the first an error.
    { code: 'sid=1; Secure', url: 'http://localhost/', errors: [{ messageId: 'local', severity: 'info', says: 'Safari drops it' }] },
    { code: 'sid=1; Secure', url: 'http://127.0.0.1:8080/', errors: [{ messageId: 'local' }] },
  ],
})
