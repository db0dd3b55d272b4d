import rule from '../../../src/rules/jwt/not-yet-valid.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown) => unsigned({ alg: 'ES256' }, claims, 'x')

testRule(rule, {
  valid: [
    { name: 'valid since a while', code: token({ nbf: testNow - 5, iat: testNow - 5 }) },
    { name: 'within the tolerance', code: token({ nbf: testNow + 60, iat: testNow + 60 }) },
    { name: 'at its own time', code: token({ nbf: testNow + 600 }), now: testNow + 600 },
    { name: 'unreadable is another rule', code: token({ nbf: String(testNow + 600), iat: (testNow + 600) * 1000 }) },
    { name: 'a required claim that is fine', code: token({ iat: testNow }), policy: { requiredClaims: ['nbf'] } },
    { name: 'nothing said', code: token({}) },
  ],
  invalid: [
    { name: 'nbf', code: token({ nbf: testNow + 720 }), errors: [{ messageId: 'notBefore', severity: 'error', pointer: 'claims.nbf', says: '2026-11-20 18:12:00 UTC, in 12 minutes' }] },
    { name: 'iat', code: token({ iat: testNow + 61 }), errors: [{ messageId: 'issuedLater', severity: 'error', pointer: 'claims.iat', says: 'in 61 seconds' }] },
    { name: 'no tolerance', code: token({ nbf: testNow + 1 }), policy: { clockTolerance: 0 }, errors: [{ messageId: 'notBefore' }] },
    { name: 'both', code: token({ nbf: testNow + 7200, iat: testNow + 7200 }), errors: [{ messageId: 'notBefore' }, { messageId: 'issuedLater' }] },
  ],
})
