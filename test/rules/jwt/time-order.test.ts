import rule from '../../../src/rules/jwt/time-order.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown) => unsigned({ alg: 'ES256' }, claims, 'x')

testRule(rule, {
  valid: [
    { name: 'in order', code: token({ iat: testNow, nbf: testNow, auth_time: testNow - 5, exp: testNow + 1 }) },
    { name: 'nbf before iat', code: token({ nbf: testNow - 300, iat: testNow, exp: testNow + 300 }) },
    { name: 'nbf after iat', code: token({ iat: testNow, nbf: testNow + 60, exp: testNow + 300 }) },
    { name: 'auth_time within the tolerance', code: token({ iat: testNow, auth_time: testNow + 60 }) },
    { name: 'unreadable times', code: token({ iat: testNow * 1000, exp: testNow, nbf: String(testNow + 5) }) },
    { name: 'one time alone', code: token({ exp: 1 }) },
  ],
  invalid: [
    { name: 'expires on issue', code: token({ iat: testNow, exp: testNow }), errors: [{ messageId: 'beforeIssue', severity: 'error', pointer: 'claims.exp', says: 'the same as iat' }] },
    { name: 'expires before issue', code: token({ iat: testNow, exp: testNow - 5400 }), errors: [{ messageId: 'beforeIssue', says: '1 hour 30 minutes before iat (2026-11-20 18:00:00 UTC)' }] },
    { name: 'expires before it is valid', code: token({ nbf: testNow, exp: testNow - 60 }), errors: [{ messageId: 'beforeValid', pointer: 'claims.exp' }] },
    { name: 'once for one wrong exp', code: token({ iat: testNow, nbf: testNow, exp: testNow - 60 }), errors: [{ messageId: 'beforeIssue' }] },
    { name: 'signed in after issue', code: token({ iat: testNow, auth_time: testNow + 61 }), errors: [{ messageId: 'signInLater', pointer: 'claims.auth_time', says: 'is 1 minute 1 second after iat' }] },
    { name: 'no tolerance', code: token({ iat: testNow, auth_time: testNow + 1 }), policy: { clockTolerance: 0 }, errors: [{ messageId: 'signInLater' }] },
  ],
})
