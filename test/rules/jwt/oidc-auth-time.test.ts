import rule from '../../../src/rules/jwt/oidc-auth-time.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const maxAge = (seconds: number) => ({ policy: { maxAge: seconds } })

testRule(rule, {
  valid: [
    { name: 'not asked', code: token({ token_use: 'id', acr: '0' }) },
    { name: 'recent', code: token({ token_use: 'id', auth_time: testNow - 3600 }), ...maxAge(3600) },
    { name: 'within the tolerance', code: token({ token_use: 'id', auth_time: testNow - 3660 }), ...maxAge(3600) },
    { name: 'an access token that came along', code: token({}, 'at+jwt'), ...maxAge(3600) },
  ],
  invalid: [
    { name: 'too old', code: token({ token_use: 'id', auth_time: testNow - 7200 }), ...maxAge(3600), errors: [{ messageId: 'tooOld', severity: 'error', pointer: 'claims.auth_time', says: '2026-11-20 16:00:00 UTC, 2 hours ago (auth_time), longer ago than the 1 hour' }] },
    { name: 'at this moment', code: token({ token_use: 'id', auth_time: testNow - 61 }), ...maxAge(0), errors: [{ messageId: 'tooOld', says: 'longer ago than the 0 seconds' }] },
    { name: 'missing', code: token({ token_use: 'id' }), ...maxAge(3600), errors: [{ messageId: 'missing', severity: 'error', pointer: 'claims' }] },
    { name: 'missing in what could be an ID token', code: token({}), ...maxAge(3600), errors: [{ messageId: 'missing' }] },
    { name: 'quoted', code: token({ token_use: 'id', auth_time: String(testNow) }), ...maxAge(3600), errors: [{ messageId: 'unreadable', severity: 'error' }] },
    { name: 'no assurance', code: token({ token_use: 'id', auth_time: testNow, acr: '0' }), ...maxAge(3600), errors: [{ messageId: 'noAssurance', severity: 'info', pointer: 'claims.acr' }] },
  ],
})
