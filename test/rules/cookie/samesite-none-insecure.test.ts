import rule from '../../../src/rules/cookie/samesite-none-insecure.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; SameSite=None; Secure',
    'sid=1; SameSite=Lax',
    { name: 'the last one counts', code: 'sid=1; SameSite=None; SameSite=Strict' },
    { name: 'what is missing is unknown', code: 'sid=1; SameSite=None', attributesComplete: false },
  ],
  invalid: [
    { code: 'sid=1; SameSite=None', url: 'https://example.com/', errors: [{ messageId: 'dropped', severity: 'error', pointer: 'SameSite', says: 'SameSite=None' }] },
    { code: 'cart=1; SameSite=NONE; "Secure"', errors: [{ messageId: 'dropped', severity: 'error' }] },
    { code: 'sid=1; SameSite=Strict; SameSite=None', errors: [{ messageId: 'dropped' }] },
    { code: 'AUTH_SESSION_ID=; Path=/; Max-Age=0; HttpOnly; SameSite=None', errors: [{ messageId: 'dropped', severity: 'error', says: 'AUTH_SESSION_ID=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None' }] },
    { code: 'AWSALBCORS=1; SameSite=None', errors: [{ messageId: 'dropped', severity: 'info' }] },
  ],
})
