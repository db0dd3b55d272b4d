import rule from '../../../src/rules/jwt/required-claims.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { goodClaims, unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
// RFC 9068 section 2.2.4.1
const accessClaims = {
  iss: 'https://authorization-server.example.com/',
  sub: '5ba552d67',
  aud: 'https://rs.example.com/',
  exp: 1639528912,
  iat: 1618354090,
  jti: 'dbe39bf3a3ba4238a513f51d6e1691c4',
  client_id: 's6BhdRkqt3',
  scope: 'openid profile reademail',
}
const idClaims = { iss: 'https://server.example.com', sub: '24400320', aud: 's6BhdRkqt3', exp: testNow + 600, iat: testNow }
const without = (claims: object, ...names: string[]) => Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))

testRule(rule, {
  valid: [
    { name: 'the example of RFC 9068', code: token(accessClaims, 'at+jwt') },
    { name: 'an ID token', code: token(idClaims), policy: { tokenKind: 'id-token' } },
    { name: 'a token of no kind', code: token({}) },
    { name: 'what you require', code: token(goodClaims), policy: { requiredClaims: ['exp', 'jti'] } },
    // A Cognito access token has no aud; it does not follow RFC 9068 and does not say so.
    { name: 'an access token of another profile', code: token({ token_use: 'access', client_id: 'c', sub: '1', exp: testNow + 600 }) },
    { name: 'a missing exp is another rule', code: token(without(accessClaims, 'exp'), 'at+jwt') },
    { name: 'claims that cannot be read', code: token('[]', 'at+jwt') },
  ],
  invalid: [
    { name: 'RFC 9068', code: token(without(accessClaims, 'client_id', 'jti'), 'at+jwt'), errors: [{ messageId: 'accessToken', severity: 'error', pointer: 'claims', says: 'lacks client_id and jti' }] },
    { name: 'null and empty', code: token({ ...accessClaims, sub: null, aud: [], iss: '' }, 'application/at+jwt'), errors: [{ messageId: 'accessToken', says: 'iss, aud and sub' }] },
    { name: 'an ID token, as you say', code: token(without(idClaims, 'iat')), policy: { tokenKind: 'id-token' }, errors: [{ messageId: 'idToken', severity: 'error', says: 'lacks iat, which OpenID Connect requires' }] },
    { name: 'an ID token, as it seems', code: token({ ...without(idClaims, 'iat'), nonce: 'n', amr: ['pwd'] }), errors: [{ messageId: 'idToken', severity: 'warn' }] },
    { name: 'what you require', code: token({ exp: 1 }), policy: { requiredClaims: ['exp', 'roles'] }, errors: [{ messageId: 'asked', severity: 'error', says: 'lacks roles, which you require' }] },
    { name: 'each name once', code: token({ exp: 1 }, 'at+jwt'), policy: { requiredClaims: ['iss', 'tenant'] }, errors: [{ messageId: 'asked', says: 'iss and tenant' }, { messageId: 'accessToken', says: 'lacks aud, sub, client_id, iat and jti' }] },
    { name: 'the profile asked for', code: token(without(accessClaims, 'aud')), policy: { tokenKind: 'access-token' }, options: { rfc9068: true }, errors: [{ messageId: 'accessToken', severity: 'error' }] },
    { name: 'the profile asked for, the kind guessed', code: token(without(accessClaims, 'aud')), options: { rfc9068: true }, errors: [{ messageId: 'accessToken', severity: 'warn' }] },
  ],
})
