import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { defaultPolicy, type Policy, type TokenKind } from '../../src/core/policy.ts'
import { checkClaims } from '../../src/jwt/claims-check.ts'
import { parseJwt } from '../../src/jwt/jwt.ts'
import { tokenType } from '../../src/jwt/token-type.ts'
import { testNow } from '../subjects.ts'
import { goodClaims, unsigned } from '../tokens.ts'

const check = (claims: unknown, policy: Partial<Policy> = {}, header: object = {}, kind?: TokenKind) => {
  const parsed = parseJwt(Excerpt.of(new Source('test', unsigned({ alg: 'ES256', ...header }, claims, 'x'))))
  return checkClaims(parsed, { ...defaultPolicy, ...policy }, testNow, tokenType(parsed, kind))
}
const ok = { status: 'ok', failed: [] }
const failed = (...names: string[]) => ({ status: 'failed', failed: names })
const notChecked = { status: 'not-checked', failed: [] }

describe('the claims against policy and clock', () => {
  it.each<[string, unknown, Partial<Policy>, object]>([
    ['nothing to check', {}, {}, notChecked],
    ['good claims', goodClaims, {}, ok],
    ['issuer', goodClaims, { issuers: ['https://other.example', 'https://issuer.example'] }, ok],
    ['issuer with a slash too many', { iss: 'https://issuer.example/' }, { issuers: ['https://issuer.example'] }, failed('iss')],
    ['no issuer', {}, { issuers: ['https://issuer.example'] }, failed('iss')],
    ['no accepted issuer', goodClaims, { issuers: [] }, failed('iss')],
    ['audience in a list', { aud: ['a', 'b'] }, { audiences: ['b', 'c'] }, ok],
    ['audience of another', { aud: 'a' }, { audiences: ['b'] }, failed('aud')],
    ['audience in an object', { aud: { 0: 'b' } }, { audiences: ['b'] }, failed('aud')],
    ['a prefix is no audience', { aud: 'https://api.example/v1' }, { audiences: ['https://api.example'] }, failed('aud')],
    ['subject', { sub: '1' }, { subject: '1' }, ok],
    ['a number is no subject', { sub: 1 }, { subject: '1' }, failed('sub')],
    ['nonce', { nonce: 'n' }, { nonce: 'n' }, ok],
    ['no nonce', {}, { nonce: 'n' }, failed('nonce')],
    ['azp of another', { azp: 'x' }, { clientId: 'c' }, failed('azp')],
    ['no azp', { azp: undefined }, { clientId: 'c' }, notChecked],
    ['expired within the tolerance', { exp: testNow - 59 }, {}, ok],
    ['expired to the second', { exp: testNow - 60 }, {}, failed('exp')],
    ['expired without tolerance', { exp: testNow }, { clockTolerance: 0 }, failed('exp')],
    ['a quoted exp', { exp: String(testNow + 600) }, {}, failed('exp')],
    ['exp in milliseconds', { exp: (testNow + 600) * 1000 }, {}, failed('exp')],
    ['exp null', { exp: null }, {}, failed('exp')],
    ['a negative exp', { exp: -1 }, {}, failed('exp')],
    ['a fraction', { exp: testNow + 0.5 }, { clockTolerance: 0 }, ok],
    ['an exp no double can hold', '{"exp":1e999}', {}, failed('exp')],
    ['not yet valid', { nbf: testNow + 61 }, {}, failed('nbf')],
    ['valid within the tolerance', { nbf: testNow + 60 }, {}, ok],
    ['issued in the future', { iat: testNow + 61 }, {}, failed('iat')],
    ['signed in long ago', { auth_time: testNow - 4000 }, { maxAge: 3600 }, failed('auth_time')],
    ['signed in lately', { auth_time: testNow - 3660 }, { maxAge: 3600 }, ok],
    ['no auth_time', {}, { maxAge: 3600 }, failed('auth_time')],
    ['required and there', { exp: testNow, roles: ['a'] }, { requiredClaims: ['roles'] }, ok],
    ['required and null, empty, absent', { a: null, b: '', c: [] }, { requiredClaims: ['a', 'b', 'c', 'd', 'constructor'] }, failed('a', 'b', 'c', 'd', 'constructor')],
    ['azp of the client', { azp: 'c' }, { clientId: 'c' }, ok],
    ['issued ahead, within the tolerance', { iat: testNow + 60 }, {}, ok],
    ['issued at a time that cannot be read', { iat: 'now' }, {}, failed('iat')],
    ['valid from a time that cannot be read', { nbf: [] }, {}, failed('nbf')],
    ['signed in a second too long ago', { auth_time: testNow - 3661 }, { maxAge: 3600 }, failed('auth_time')],
    ['signed in at a time that cannot be read', { auth_time: 'x' }, { maxAge: 3600 }, failed('auth_time')],
    ['required and failed: named once', {}, { issuers: ['x'], requiredClaims: ['iss', 'jti'] }, failed('iss', 'jti')],
    ['several that fail, in their order', { iss: 'a', aud: 'b', sub: 'c', exp: 1, nbf: 2e9, iat: 2e9 }, { issuers: ['x'], audiences: ['y'], subject: 'z' }, failed('iss', 'aud', 'sub', 'exp', 'nbf', 'iat')],
    ['one of several audiences that is no text', { aud: [1, 'b'] }, { audiences: ['b'] }, ok],
    ['required and there, and nothing else to check', { roles: ['a'] }, { requiredClaims: ['roles'] }, ok],
    ['nothing required', {}, { requiredClaims: [] }, notChecked],
    ['typ', {}, { typ: 'at+jwt' }, failed('typ')],
    ['claims that are no object', '[1]', {}, { status: 'failed', failed: [] }],
    ['claims that are no JSON', 'x', { issuers: ['x'] }, { status: 'failed', failed: [] }],
  ])('%s', (_, claims, policy, expected) => expect(check(claims, policy)).toEqual(expected))

  it('compares typ as a media type', () => {
    expect(check({}, { typ: 'at+jwt' }, { typ: 'application/AT+JWT' })).toEqual(ok)
  })

  it('asks of an ID token, or what could be one, what was asked of ID tokens', () => {
    const policy = { nonce: 'n', maxAge: 10, clientId: 'c' }
    expect(check({ azp: 'x' }, policy, { typ: 'at+jwt' })).toEqual(notChecked)
    expect(check({ azp: 'x', aud: 'x' }, policy, {}, 'id-token')).toEqual(failed('aud', 'nonce', 'azp', 'auth_time'))
    expect(check({ azp: 'x', aud: 'x' }, policy)).toEqual(failed('nonce', 'azp', 'auth_time'))
  })

  it('wants an ID token to be for the client, an access token for the API', () => {
    const policy = { audiences: ['https://api.example'], clientId: 'c' }
    expect(check({ aud: 'c' }, policy, {}, 'id-token')).toEqual(ok)
    expect(check({ aud: 'https://api.example' }, policy, {}, 'id-token')).toEqual(failed('aud'))
    expect(check({ aud: 'https://api.example' }, policy, {}, 'access-token')).toEqual(ok)
    // Only guessed to be an ID token: what was asked of the audience counts.
    expect(check({ aud: 'c', nonce: 'n', amr: ['pwd'] }, policy)).toEqual(failed('aud'))
  })

  it('says nothing of an encrypted token', () => {
    const parsed = parseJwt(Excerpt.of(new Source('test', `${unsigned({ alg: 'dir', enc: 'A128GCM' }, '').split('.')[0]}..a.b.c`)))
    expect(checkClaims(parsed, { ...defaultPolicy, issuers: ['x'] }, testNow, tokenType(parsed))).toEqual(notChecked)
  })
})
