import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { parseJwt, type Carrier } from '../../src/jwt/jwt.ts'
import { normalizedTyp, tokenType } from '../../src/jwt/token-type.ts'
import { testNow } from '../subjects.ts'
import { unsigned } from '../tokens.ts'

const typeOf = (claims: unknown, header: object = {}, carrier?: Carrier, suffix = '') =>
  tokenType(parseJwt(Excerpt.of(new Source('test', unsigned({ alg: 'RS256', ...header }, claims, 'x') + suffix)), carrier))

const times = { iat: testNow, exp: testNow + 600 }

describe('what the user says', () => {
  it('is believed', () => {
    const parsed = parseJwt(Excerpt.of(new Source('test', unsigned({ alg: 'RS256', typ: 'at+jwt' }))))
    expect(tokenType(parsed, 'id-token')).toEqual({ kind: 'id-token', confidence: 'certain', reason: 'you said so' })
  })
})

describe('certain markers', () => {
  it.each<[string, object, object, string, string]>([
    ['RFC 9068 section 2.1', {}, { typ: 'at+jwt' }, 'access-token', 'typ is at+jwt'],
    ['the full media type', {}, { typ: 'application/AT+JWT' }, 'access-token', 'typ is at+jwt'],
    ['RFC 9449 section 4.2', {}, { typ: 'dpop+jwt' }, 'dpop-proof', 'typ is dpop+jwt'],
    ['a DPoP proof without typ', { htm: 'POST', htu: 'https://server.example.com/token' }, { jwk: {} }, 'dpop-proof', 'it has jwk, htm and htu'],
    ['Back-Channel Logout section 2.4', {}, { typ: 'logout+jwt' }, 'logout-token', 'typ is logout+jwt'],
    ['a logout token without typ', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, {}, 'logout-token', 'events has the back-channel logout member'],
    ['RFC 8417 section 2.3', { events: { 'urn:x': {} } }, { typ: 'secevent+jwt' }, 'security-event', 'typ is secevent+jwt'],
    ['a logout token is a security event too', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, { typ: 'secevent+jwt' }, 'logout-token', 'events has'],
    ['RFC 9901 section 4.3', { sd_hash: 'x' }, { typ: 'kb+jwt' }, 'key-binding', 'typ is kb+jwt'],
    ['another explicit type', { scope: 'a', client_id: 'b' }, { typ: 'oauth-authz-req+jwt' }, 'generic', 'typ is oauth-authz-req+jwt, a kind of its own'],
    ['RFC 8225 section 4.1', {}, { typ: 'passport' }, 'generic', 'typ is passport'],
    ['an SD-JWT type', {}, { typ: 'dc+sd-jwt' }, 'generic', 'typ is dc+sd-jwt'],
    ['Cognito, ID', { token_use: 'id' }, {}, 'id-token', 'token_use is id'],
    ['Cognito, access', { token_use: 'access' }, {}, 'access-token', 'token_use is access'],
    // A Keycloak access token carries what an ID token carries.
    ['Keycloak, access', { typ: 'Bearer', azp: 'a', aud: 'a', acr: '1', name: 'A', email: 'b@c.example', nonce: 'n' }, {}, 'access-token', 'typ is Bearer'],
    ['Keycloak, offline', { typ: 'Offline' }, {}, 'refresh-token', 'typ is Offline'],
    ['Keycloak, ID', { typ: 'ID' }, {}, 'id-token', 'typ is ID'],
    ['Simple JWT', { token_type: 'refresh' }, {}, 'refresh-token', 'token_type is refresh'],
    ['Flask-JWT-Extended', { type: 'access' }, {}, 'access-token', 'type is access'],
  ])('%s', (_, claims, header, kind, reason) => {
    const type = typeOf(claims, header)
    expect(type).toMatchObject({ kind, confidence: 'certain' })
    expect(type.reason).toContain(reason)
  })

  it.each<[Carrier, string, string]>([
    [{ kind: 'json', name: 'access_token' }, 'access-token', 'certain'],
    [{ kind: 'json', name: 'accessToken' }, 'access-token', 'certain'],
    [{ kind: 'url', name: 'id_token' }, 'id-token', 'certain'],
    [{ kind: 'url', name: 'id_token_hint' }, 'id-token', 'certain'],
    [{ kind: 'header', name: 'DPoP' }, 'dpop-proof', 'certain'],
    [{ kind: 'cookie', name: '__Host-refresh_token' }, 'refresh-token', 'firm'],
    [{ kind: 'env', name: 'ACCESS_TOKEN' }, 'access-token', 'firm'],
    [{ kind: 'json', name: 'token' }, 'generic', 'firm'],
    [{ kind: 'json', name: '__proto__' }, 'generic', 'firm'],
  ])('carried as %j', (carrier, kind, confidence) => expect(typeOf({}, {}, carrier)).toMatchObject({ kind, confidence }))

  it('believes the token before the field it came in', () => {
    expect(typeOf({ token_use: 'id' }, {}, { kind: 'json', name: 'access_token' }).kind).toBe('id-token')
  })

  it.each([
    ['typ JWT', { typ: 'JWT' }, {}],
    ['a typ that is no text', { typ: 5 }, {}],
    ['a typ of the prototype', { typ: 'constructor' }, {}],
    ['a token_use of the prototype', {}, { token_use: 'constructor' }],
    ['a type of something else', {}, { type: 'user' }],
  ])('%s marks nothing', (_, header, claims) => expect(typeOf(claims, header)).toMatchObject({ kind: 'generic', confidence: 'firm' }))

  // What marks a token of another trade must be whole: parts of it stand in ordinary tokens too.
  it.each<[string, object, object]>([
    ['a client with a response type in its name', { response_type: 'code', sub: '1' }, {}],
    ['an access token that names the software of its client', { software_id: '4NRB1', sub: 'u_42', iss: 'https://as.example', aud: 'api' }, {}],
    ['a user who has a code', { iss: 'a', aud: 'b', sub: 'u_42', code: 'x' }, {}],
    ['an audience with a path', { aud: 'https://push.example/x', sub: 'mailto:a@b.example', exp: 1 }, { alg: 'ES256' }],
    ['an issuer beside the contact', { iss: 'a', aud: 'https://push.example', sub: 'mailto:a@b.example' }, { alg: 'ES256' }],
    ['a key id of another length', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'ES256', kid: '2026-11' }],
    ['another algorithm', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'HS256', kid: 'ABC123DEFG' }],
  ])('%s is no other trade', (_, claims, header) => expect(typeOf(claims, header).ownProfile).toBeUndefined())

  it('knows SD-JWT and JWE by their shape', () => {
    expect(typeOf({}, {}, undefined, '~')).toMatchObject({ kind: 'generic', confidence: 'certain', reason: 'it is an SD-JWT' })
    const jwe = (header: object) => tokenType(parseJwt(Excerpt.of(new Source('test', `${unsigned(header, '').split('.')[0]}.a.b.c.d`))))
    expect(jwe({ alg: 'RSA-OAEP-256' })).toMatchObject({ kind: 'generic', confidence: 'firm' })
    expect(jwe({ alg: 'RSA-OAEP-256', typ: 'at+jwt' })).toMatchObject({ kind: 'access-token', confidence: 'certain' })
  })
})

describe('what adds up', () => {
  it.each<[string, object, string, string]>([
    // OpenID Connect Core section 2
    [
      'an ID token',
      { iss: 'https://server.example.com', sub: '24400320', aud: 's6BhdRkqt3', nonce: 'n-0S6_WzA2Mj', exp: 1311281970, iat: 1311280970, auth_time: 1311280969, acr: 'urn:mace:incommon:iap:silver' },
      'id-token',
      'it has nonce and how the user signed in',
    ],
    ['a Google ID token', { iss: 'https://accounts.google.com', azp: '1.apps', aud: '1.apps', sub: '1', at_hash: 'x', email: 'a@b.example', name: 'A B', ...times }, 'id-token', 'a hash of the token or code beside it'],
    // RFC 9068 section 2.2.4.1, without its typ
    [
      'an access token',
      { iss: 'https://authorization-server.example.com/', sub: '5ba552d67', aud: 'https://rs.example.com/', exp: 1639528912, iat: 1618354090, jti: 'dbe39bf3a3ba4238a513f51d6e1691c4', client_id: 's6BhdRkqt3', scope: 'openid profile reademail' },
      'access-token',
      'it has scope, a client id and an audience that is a URL',
    ],
    ['an Okta access token', { ver: 1, iss: 'https://x.okta.com', aud: 'https://x.okta.com', sub: 'a', cid: 'b', scp: ['openid'], ...times }, 'access-token', 'scope, a client id'],
    ['an Entra access token', { aud: 'api://x', iss: 'https://sts.windows.net/t/', appid: 'a', scp: 'user_impersonation', name: 'A B', upn: 'a@b.example', amr: ['pwd'], acr: '1', ...times }, 'access-token', 'scope'],
    ['a refresh token', { iss: 'https://a.example', sub: '1', jti: 'x', family: 'y', iat: testNow, exp: testNow + 7 * 86400 }, 'refresh-token', 'a life of more than a day and nothing but identifiers'],
    ['an ID token of LinkedIn', { iss: 'https://www.linkedin.com/oauth', sub: '7', aud: '77o', name: 'A B', given_name: 'A', family_name: 'B', picture: 'https://x.example/a', email: 'a@b.example', ...times }, 'id-token', 'claims about a person'],
    ['an assertion of a service account', { iss: 'a@b.example', scope: 'https://api.example/x', aud: 'https://oauth2.example/token', ...times }, 'client-assertion', 'a token endpoint as audience'],
    // RFC 7523 section 3 with RFC 7521 section 4.2
    ['a client assertion', { iss: 'client', sub: 'client', aud: 'https://as.example/token', jti: 'x', ...times }, 'client-assertion', 'an issuer that speaks about itself'],
  ])('%s', (_, claims, kind, reason) => {
    const type = typeOf(claims)
    expect(type).toMatchObject({ kind, confidence: 'firm' })
    expect(type.reason).toContain(reason)
    expect(type.rivals).toBeUndefined()
  })

  it('takes the carrier into account', () => {
    const claims = { sub: '1', iat: testNow, exp: testNow + 7 * 86400 }
    expect(typeOf(claims).kind).toBe('generic')
    expect(typeOf(claims, {}, { kind: 'cookie', name: 'refreshJwt' }).kind).toBe('refresh-token')
    expect(typeOf({ aud: 'https://api.example' }, {}, { kind: 'bearer' }).kind).toBe('access-token')
  })

  it.each<[string, object]>([
    ['nothing', {}],
    ['a plain session token', { sub: '1', iat: testNow, exp: testNow + 30 * 86400 }],
    ['a service account of Kubernetes', { iss: 'https://kubernetes.default.svc', aud: ['https://kubernetes.default.svc'], sub: 'system:serviceaccount:a:b', 'kubernetes.io': {}, ...times }],
    ['a self-issued API token of an hour', { iss: 'robot', sub: 'robot', aud: 'https://api.example/', iat: testNow, exp: testNow + 3600 }],
    ['one weak sign', { roles: ['admin'] }],
    ['empty claims', { scope: '', nonce: null, at_hash: [] }],
  ])('%s is not guessed at', (_, claims) => expect(typeOf(claims)).toMatchObject({ kind: 'generic', reason: 'nothing marks it as a particular kind' }))

  it('names both kinds when two fit', () => {
    expect(typeOf({ aud: 'client', nonce: 'n', scope: 'openid' })).toMatchObject({ kind: 'generic', rivals: ['id-token', 'access-token'] })
    const rivals = typeOf({ scope: 'api' }, {}, { kind: 'cookie', name: 'refreshJwt' })
    expect(rivals).toMatchObject({ kind: 'generic', rivals: ['access-token', 'refresh-token'], reason: 'scope speaks for one kind, a field named refresh for another' })
  })
})

describe('any claims', () => {
  it('are classified without an exception, and never for certain by score', () => {
    const name = fc.constantFrom('iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'nonce', 'at_hash', 'scope', 'scp', 'client_id', 'azp', 'roles', 'cnf', 'acr', 'amr', 'name', 'email', 'events', 'sid')
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('https://a.example', 'a', testNow, testNow + 600))), (claims) => {
        const type = typeOf(claims)
        expect(type.reason).not.toBe('')
        if (type.rivals) expect(type).toMatchObject({ kind: 'generic', confidence: 'firm' })
        if (type.kind !== 'logout-token') expect(type.confidence).toBe('firm')
      }),
    )
  })
})

describe('normalizedTyp', () => {
  it.each([
    ['JWT', 'jwt'],
    ['application/at+jwt', 'at+jwt'],
    ['APPLICATION/AT+JWT', 'at+jwt'],
    [undefined, undefined],
    [7, undefined],
  ])('%s', (typ, normal) => expect(normalizedTyp(typ)).toBe(normal))
})
