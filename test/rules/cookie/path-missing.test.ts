import rule from '../../../src/rules/cookie/path-missing.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; Path=/',
    { name: 'no secret', code: 'theme=dark' },
    { name: 'a deletion', code: 'sid=; Max-Age=0' },
    { name: 'what is missing is unknown', code: 'sid=1', attributesComplete: false },
    { name: 'the prefix rule says it', code: '__Host-sid=1; Secure' },
  ],
  invalid: [
    { code: 'sid=1', errors: [{ messageId: 'missing', severity: 'info', says: 'the folder of the URL' }] },
    { code: 'sid=1', url: 'https://example.com/auth/login', errors: [{ messageId: 'missing', says: '/auth and below' }] },
    { code: 'sid=1', url: 'https://example.com/login', errors: [{ messageId: 'missing', says: 'Path=/;' }] },
    { name: 'a guess', code: 'my_session=1', errors: [{ messageId: 'missing', confidence: 'tentative' }] },
  ],
})
