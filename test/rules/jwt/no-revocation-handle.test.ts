import rule from '../../../src/rules/jwt/no-revocation-handle.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const living = (seconds: number, claims: object = {}) => unsigned({ alg: 'ES256' }, { iat: testNow, exp: testNow + seconds, ...claims }, 'x')
const access = { policy: { tokenKind: 'access-token' as const } }

testRule(rule, {
  valid: [
    { name: '15 minutes', code: living(900), ...access },
    ...['jti', 'sid', 'session_id', 'ver', 'token_version', 'tv', 'uti'].map((name) => ({ name, code: living(3600, { [name]: 'x' }), ...access })),
    { name: 'a status list', code: living(3600, { status: { status_list: { idx: 0, uri: 'https://a.example' } } }), ...access },
    { name: 'a token of no kind', code: living(3600) },
    { name: 'an ID token', code: living(3600, { token_use: 'id' }) },
    { name: 'no exp is another rule', code: unsigned({ alg: 'ES256' }, {}, 'x'), ...access },
  ],
  invalid: [
    { name: 'an access token', code: living(901), ...access, errors: [{ messageId: 'none', severity: 'warn', pointer: 'claims', says: 'This access token is valid for 15 minutes 1 second' }] },
    { name: 'a refresh token', code: living(86400, { token_type: 'refresh' }), errors: [{ messageId: 'none', says: 'This refresh token is valid for 1 day' }] },
    { name: 'an empty jti', code: living(3600, { jti: '', status: {} }), ...access, errors: [{ messageId: 'none' }] },
    { name: 'at least what is left', code: unsigned({ alg: 'ES256' }, { exp: testNow + 3600 }, 'x'), ...access, errors: [{ messageId: 'none', says: 'at least 1 hour' }] },
    { name: 'own limit', code: living(400), ...access, options: { warnAboveSeconds: 300 }, errors: [{ messageId: 'none' }] },
  ],
})
