import rule from '../../../src/rules/cookie/jwt-lifetime-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (exp: unknown) => `token=${unsigned({ alg: 'ES256' }, { sub: '1', exp }, 'x')}`

testRule(rule, {
  valid: [
    { name: 'the same', code: `${token(testNow + 3600)}; Max-Age=3600` },
    { name: 'within five minutes', code: `${token(testNow + 3600)}; Max-Age=3300` },
    { name: 'a session cookie', code: token(testNow + 86400) },
    { name: 'no exp', code: `${token(undefined)}; Max-Age=3600` },
    { name: 'an exp that is no time', code: `${token('soon')}; Max-Age=3600` },
    { name: 'no token', code: 'sid=76667dc1e203e078b760b5d9c1b575df; Max-Age=3600' },
    { name: 'a deletion', code: `${token(testNow + 3600)}; Max-Age=0` },
    { name: 'tolerance given', code: `${token(testNow + 7200)}; Max-Age=3600`, options: { toleranceSeconds: 3600 } },
  ],
  invalid: [
    { name: 'the token lives on', code: `${token(testNow + 86400)}; Max-Age=3600`, errors: [{ messageId: 'tokenOutlives', severity: 'info', pointer: 'value', says: '23 hours' }] },
    { name: 'the cookie lives on', code: `${token(testNow + 900)}; Max-Age=604800`, errors: [{ messageId: 'cookieOutlives', severity: 'info', says: '6 days 23 hours' }] },
    { name: 'by Expires', code: `${token(testNow + 86400)}; Expires=Fri, 20 Nov 2026 19:00:00 GMT`, errors: [{ messageId: 'tokenOutlives', says: '23 hours' }] },
    { name: 'Max-Age counts before Expires', code: `${token(testNow + 86400)}; Expires=Sat, 21 Nov 2026 18:00:00 GMT; Max-Age=60`, errors: [{ messageId: 'tokenOutlives' }] },
  ],
})
