import rule from '../../../src/rules/flow/token-types-indistinguishable.ts'
import { recording } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, hmac } from '../../tokens.ts'
import { login, orders } from './refreshing.ts'

const secret = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKtB4vYq'
const jwt = (more: object = {}, header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' }) => hmac(secret, { ...goodClaims, ...more }, header)
const later = { exp: goodClaims.exp + 604800, jti: 'another-one' }
const pair = (access: string, refresh: string) => recording(login(refresh, { access_token: access }), orders())
const answered = (content: object, answer: readonly string[] = []) => recording({ request: 'POST /auth/login', body: { username: 'ada', password: 'correct-horse' }, content, answer }, orders())

testRule(rule, {
  valid: [
    { name: 'an opaque refresh token', code: pair(jwt(), '4V0nHg5kq2J7mP8xYb1RzQ') },
    { name: 'another typ', code: pair(jwt({}, { alg: 'HS256', typ: 'at+jwt' }), jwt(later)) },
    { name: 'typ of both', code: pair(jwt({}, { alg: 'HS256', typ: 'at+jwt' }), jwt(later, { alg: 'HS256', typ: 'rt+jwt' })) },
    { name: 'another audience', code: pair(jwt(), jwt({ ...later, aud: 'https://issuer.example' })) },
    { name: 'another issuer', code: pair(jwt(), jwt({ ...later, iss: 'https://refresh.example' })) },
    // As Simple JWT, Flask-JWT-Extended and Keycloak write them.
    { name: 'token_type', code: pair(jwt({ token_type: 'access' }), jwt({ ...later, token_type: 'refresh' })) },
    { name: 'type', code: pair(jwt({ type: 'access' }), jwt({ ...later, type: 'refresh' })) },
    { name: 'typ as a claim', code: pair(jwt({ typ: 'Bearer' }), jwt({ ...later, typ: 'Refresh' })) },
    { name: 'a claim of their own', code: pair(jwt(), jwt({ ...later, isRefresh: true, refresh: true })) },
    { name: 'a scope of its own', code: pair(jwt({ scope: 'orders' }), jwt({ ...later, scope: 'token:refresh' })) },
    { name: 'only one of them', code: answered({ access_token: jwt() }) },
  ],
  invalid: [
    { name: 'alike', code: pair(jwt(), jwt(later)), errors: [{ messageId: 'alike', severity: 'warn', confidence: 'firm', pointer: 'step[1]', says: 'access token (1)' }] },
    { name: 'no typ is as good as JWT', code: pair(jwt({}, { alg: 'HS256' }), jwt(later)), errors: [{ messageId: 'alike' }] },
    { name: 'other claims that say nothing', code: pair(jwt({ scope: 'orders offline_access', role: 'reader' }), jwt(later)), errors: [{ messageId: 'alike' }] },
    { name: 'audiences in another order', code: pair(jwt({ aud: ['a', 'b'] }), jwt({ ...later, aud: ['b', 'a'] })), errors: [{ messageId: 'alike' }] },
    { name: 'in cookies', code: answered({}, [`Set-Cookie: access_token=${jwt()}; Secure; HttpOnly`, `Set-Cookie: refresh_token=${jwt(later)}; Secure; HttpOnly`]), errors: [{ messageId: 'alike' }] },
    { name: 'inner objects of Simple JWT names', code: answered({ tokens: { access: jwt(), refresh: jwt(later) } }), errors: [{ messageId: 'alike' }] },
    { name: 'another algorithm', code: pair(jwt(), jwt(later, { alg: 'HS512', typ: 'JWT' })), errors: [{ messageId: 'keys', severity: 'info' }] },
    { name: 'another key', code: pair(jwt({}, { alg: 'HS256', kid: 'a' }), jwt(later, { alg: 'HS256', kid: 'b' })), errors: [{ messageId: 'keys', severity: 'info' }] },
    { name: 'said once', code: recording(login(jwt(later), { access_token: jwt() }), login(jwt({ ...later, jti: 'c' }), { access_token: jwt({ jti: 'd' }) })), errors: [{ messageId: 'alike' }] },
  ],
})
