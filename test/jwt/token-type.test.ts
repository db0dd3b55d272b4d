import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { parseJwt, type Carrier } from '../../src/jwt/jwt.ts'
import { normalizedTyp, tokenType, typOfKind } from '../../src/jwt/token-type.ts'
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

  it.each<[string, string, string]>([
    ['client-authentication+jwt', 'client-assertion', 'RFC 7523 bis'],
    ['okta-internal-at+jwt', 'access-token', 'Okta'],
    ['rt+jwt', 'refresh-token', 'in use for refresh tokens'],
    ['JWT+AT+JWT', 'generic', 'a type of its own'],
    ['x.application/at+jwt', 'generic', 'a media type within another'],
  ])('typ %s: %s (%s)', (typ, kind) => expect(typeOf({}, { typ })).toMatchObject({ kind, confidence: 'certain' }))

  it.each([' at+jwt', 'at +jwt', '+jwt', 'at+jwt '])('"%s" is no media type, and marks nothing', (typ) => expect(typeOf({}, { typ })).toMatchObject({ kind: 'generic', confidence: 'firm' }))

  it.each<[string, Readonly<Record<string, string>>]>([
    ...['token_use', 'token_type', 'tokenType'].map((claim): [string, Readonly<Record<string, string>>] => [
      claim,
      { id: 'id-token', id_token: 'id-token', access: 'access-token', access_token: 'access-token', bearer: 'access-token', refresh: 'refresh-token', refresh_token: 'refresh-token' },
    ]),
    ['typ', { id: 'id-token', bearer: 'access-token', refresh: 'refresh-token', offline: 'refresh-token', logout: 'logout-token' }],
    ['type', { access: 'access-token', access_token: 'access-token', refresh: 'refresh-token', refresh_token: 'refresh-token', id_token: 'id-token' }],
  ])('the claim %s', (claim, kinds) => {
    for (const [value, kind] of Object.entries(kinds)) expect(typeOf({ [claim]: value }), value).toEqual({ kind, confidence: 'certain', reason: `${claim} is ${value}` })
  })

  it('the field it came in, by the names of OAuth 2.0 and OpenID Connect', () => {
    const kinds = { id_token: 'id-token', id_token_hint: 'id-token', access_token: 'access-token', refresh_token: 'refresh-token', logout_token: 'logout-token', client_assertion: 'client-assertion' }
    for (const [name, kind] of Object.entries(kinds)) expect(typeOf({}, {}, { kind: 'json', name }), name).toEqual({ kind, confidence: 'certain', reason: `it came as ${name}` })
  })

  it.each<[Carrier, string, string]>([
    [{ kind: 'json', name: 'access_token' }, 'access-token', 'certain'],
    [{ kind: 'json', name: 'accessToken' }, 'access-token', 'certain'],
    [{ kind: 'url', name: 'id_token' }, 'id-token', 'certain'],
    [{ kind: 'url', name: 'id_token_hint' }, 'id-token', 'certain'],
    [{ kind: 'header', name: 'DPoP' }, 'dpop-proof', 'certain'],
    [{ kind: 'cookie', name: '__Host-refresh_token' }, 'refresh-token', 'firm'],
    [{ kind: 'cookie', name: '__Secure-id-token' }, 'id-token', 'firm'],
    [{ kind: 'cookie', name: 'x__Host-id_token' }, 'generic', 'firm'],
    [{ kind: 'env', name: 'ACCESS_TOKEN' }, 'access-token', 'firm'],
    [{ kind: 'header', name: 'X-Forwarded-Access-Token' }, 'generic', 'firm'],
    [{ kind: 'header', name: 'access_token' }, 'generic', 'firm'],
    [{ kind: 'text', name: 'access_token' }, 'generic', 'firm'],
    [{ kind: 'bare', name: 'access_token' }, 'generic', 'firm'],
    [{ kind: 'json', name: 'token' }, 'generic', 'firm'],
    [{ kind: 'json', name: '__proto__' }, 'generic', 'firm'],
  ])('carried as %j', (carrier, kind, confidence) => expect(typeOf({}, {}, carrier)).toMatchObject({ kind, confidence }))

  it('believes the token before the field it came in', () => {
    expect(typeOf({ token_use: 'id' }, {}, { kind: 'json', name: 'access_token' }).kind).toBe('id-token')
  })

  // RFC 9449 section 4.2 demands all three.
  it.each<[string, object, object]>([
    ['no key', { htm: 'GET', htu: 'https://a.example/' }, {}],
    ['no method', { htu: 'https://a.example/' }, { jwk: {} }],
    ['no address', { htm: 'GET' }, { jwk: {} }],
  ])('%s is no DPoP proof', (_, claims, header) => expect(typeOf({ ...claims, scope: 'api' }, header).kind).toBe('access-token'))

  it.each([
    ['typ JWT', { typ: 'JWT' }, {}],
    ['a typ that is no text', { typ: 5 }, {}],
    ['a typ of the prototype', { typ: 'constructor' }, {}],
    ['a token_use of the prototype', {}, { token_use: 'constructor' }],
    ['a type of something else', {}, { type: 'user' }],
  ])('%s marks nothing', (_, header, claims) => expect(typeOf(claims, header)).toMatchObject({ kind: 'generic', confidence: 'firm' }))

  const apple = { alg: 'ES256', kid: 'ABC123DEFG' }
  const push = { aud: 'https://push.example.net', exp: testNow + 43200, sub: 'mailto:push@example.com' }
  const answer = { iss: 'https://accounts.example.com', aud: 's6BhdRkqt3', exp: testNow + 600 }

  const life = { iat: testNow, exp: testNow + 600 }
  const ciba = { iss: 's6BhdRkqt3', aud: 'https://server.example.com', ...life, nbf: testNow, jti: '4LTCqACC2ESC5BWCnN3j58EnA', scope: 'openid email', client_notification_token: '8d67dc78-7faa-4d41-aabd-67707b374255', login_hint_token: 'eyJ' }
  const github = { iss: 'Iv1.8a61f9b3a7aba766', ...life }
  const snowflake = { iss: `ACC.BOB.SHA256:${Buffer.alloc(32, 7).toString('base64')}`, sub: 'ACC.BOB', ...life }
  const twilio = { jti: 'SK-1', iss: `SK${'0'.repeat(32)}`, sub: `AC${'0'.repeat(32)}`, ...life, grants: { identity: 'ada', video: { room: 'r' } } }
  const atlassian = { iss: 'jira:1314039', ...life, qsh: '8063ff4ca1e41df7bc90c8ab6d0f6207d491cf6dad7c66ea797b4614b71922e9' }

  it.each<[string, object, object, string]>([
    ['RFC 9101 section 4', { iss: 's6BhdRkqt3', aud: 'https://server.example.com', response_type: 'code id_token', client_id: 's6BhdRkqt3', redirect_uri: 'https://client.example.org/cb', scope: 'openid', nonce: 'n-0S6_WzA2Mj' }, {}, 'the parameters of an authorization request'],
    ['RFC 7591 section 2.3', { software_id: '4NRB1-0XZABZI9E6-5SM3R', client_name: 'Example Statement-based Client', client_uri: 'https://client.example.net/' }, {}, 'the metadata of a client'],
    ['a statement without software_id', { iss: 'https://as.example', client_name: 'App', redirect_uris: ['https://client.example.net/cb'] }, {}, 'the metadata of a client'],
    ['JARM section 2.1, a code', { ...answer, code: 'PyyFaux2o7Q0YfXBU32jhw', state: 'S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw' }, {}, 'the answer to an authorization request'],
    ['JARM section 2.1, an error', { ...answer, error: 'access_denied', state: 'S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw' }, {}, 'the answer to an authorization request'],
    ['RFC 8292 section 2.4', push, { alg: 'ES256' }, 'what a push service asks'],
    ['RFC 8292 section 2.1, a contact by URL', { ...push, sub: 'https://example.com/contact' }, { alg: 'ES256' }, 'what a push service asks'],
    ['a push message with more times', { ...push, iat: testNow, nbf: testNow }, { alg: 'ES256' }, 'what a push service asks'],
    ['a provider token of APNs', { iss: 'DEF123GHIJ', iat: testNow }, apple, 'Apple gave to a developer'],
    ['App Store Connect', { iss: '57246542-96fe-1a63-e053-0824d011072a', iat: testNow, exp: testNow + 1200, aud: 'appstoreconnect-v1' }, apple, 'Apple gave to a developer'],
    // OpenID Connect CIBA Core section 7.1.1.
    ['CIBA section 7.1.1', ciba, {}, 'the parameters of a backchannel authentication request'],
    ['RFC 8414 section 2.1', { iss: 'https://as.example', issuer: 'https://as.example', token_endpoint: 'https://as.example/token', response_types_supported: ['code'] }, {}, 'the metadata of a server'],
    ['RFC 9728 section 2.2', { iss: 'https://rs.example', resource: 'https://rs.example', authorization_servers: ['https://as.example'] }, {}, 'the metadata of a server'],
    // The documentation of each of these services.
    ['GitHub', github, { alg: 'RS256' }, 'GitHub'],
    ['Snowflake', snowflake, { alg: 'RS256' }, 'Snowflake'],
    ['Twilio', twilio, { alg: 'HS256', cty: 'twilio-fpa;v=1' }, 'Twilio'],
    ['LiveKit', { iss: 'APIabc', sub: 'ada', nbf: testNow, exp: testNow + 3600, video: { room: 'r', roomJoin: true } }, { alg: 'HS256' }, 'LiveKit'],
    ['Atlassian Connect', atlassian, { alg: 'HS256' }, 'Atlassian'],
  ])('%s is of another trade', (_, claims, header, words) => {
    const type = typeOf(claims, header)
    expect(type).toMatchObject({ kind: 'generic', confidence: 'certain', ownProfile: true })
    expect(type.reason).toContain(words)
  })

  it.each(['https://accounts.google.com', 'accounts.google.com', 'https://appleid.apple.com', 'https://securetoken.google.com/project-1', 'https://www.linkedin.com/oauth', 'https://access.line.me'])('what %s signs for somebody is an ID token', (iss) => {
    expect(typeOf({ iss, sub: '1', aud: 'client', iat: testNow, exp: testNow + 3600 })).toMatchObject({ kind: 'id-token', confidence: 'firm', reason: expect.stringContaining('signs ID tokens only') })
    expect(typeOf({ iss: `${iss}.evil.example`, sub: '1', aud: 'client' }).kind).toBe('generic')
    // For a service, too: Google's identity tokens for Cloud Run.
    expect(typeOf({ iss, sub: '1', azp: '1', aud: 'https://service.example', email: 'a@b.example', email_verified: true }).kind).toBe('id-token')
  })

  // What marks a token of another trade must be whole: parts of it stand in ordinary tokens too.
  it.each<[string, object, object, string?]>([
    ['a user with a response type', { response_type: 'code', sub: '1' }, {}],
    ['an access token that tells the request it was issued for', { response_type: 'code', client_id: 's6BhdRkqt3', scope: 'openid', sub: 'u_42' }, {}, 'access-token'],
    ['an access token of a client, with a response type that is no text', { response_type: ['code'], client_id: 's6BhdRkqt3', scope: 'api' }, {}, 'access-token'],
    ['an access token of a client, with an empty response type', { response_type: '', client_id: 's6BhdRkqt3', scope: 'api' }, {}, 'access-token'],
    ['an access token that names the software of its client', { software_id: '4NRB1', sub: 'u_42', iss: 'https://as.example', aud: 'api' }, {}],
    ['an access token of a client, which names its software', { software_id: '4NRB1', client_id: 's6BhdRkqt3', scope: 'api' }, {}, 'access-token'],
    ['an empty software', { software_id: '', scope: 'api' }, {}, 'access-token'],
    ['a client name alone', { client_name: 'App', scope: 'api' }, {}, 'access-token'],
    ['redirects alone', { redirect_uris: ['https://client.example.net/cb'], scope: 'api' }, {}, 'access-token'],
    ['one redirect, not a list', { redirect_uris: 'https://client.example.net/cb', client_name: 'App' }, {}],
    ['a user who has a code', { ...answer, sub: 'u_42', code: 'x' }, {}],
    ['a user who has an error', { ...answer, sub: 'u_42', error: 'x' }, {}],
    ['a code without an end, which JARM demands', { iss: answer.iss, aud: answer.aud, code: 'x' }, {}],
    ['a code and an end that is text', { ...answer, exp: '1795198200', code: 'x' }, {}],
    ['a code without an issuer', { aud: answer.aud, exp: answer.exp, code: 'x' }, {}],
    ['a code without an audience', { iss: answer.iss, exp: answer.exp, code: 'x' }, {}],
    ['a code that is a number', { ...answer, code: 7 }, {}],
    ['neither code nor error', answer, {}],
    ['an audience with a path', { ...push, aud: 'https://push.example/x' }, { alg: 'ES256' }],
    ['an audience after something else', { ...push, aud: 'x https://push.example' }, { alg: 'ES256' }],
    ['an issuer beside the contact', { ...push, iss: 'a' }, { alg: 'ES256' }],
    ['a scope beside the contact', { ...push, aud: 'https://api.example', scope: 'api' }, { alg: 'ES256' }, 'access-token'],
    ['a subject that is no contact', { ...push, sub: 'u_42' }, { alg: 'ES256' }],
    ['a subject that holds a contact', { ...push, sub: 'u_42 mailto:ada@example.com' }, { alg: 'ES256' }],
    ['a contact without an end, which RFC 8292 demands', { aud: push.aud, sub: push.sub }, { alg: 'ES256' }],
    ['a contact under another algorithm', push, { alg: 'HS256' }],
    ['a CIBA request without jti', { ...ciba, jti: undefined }, {}, 'access-token'],
    ['a CIBA request that stands for somebody', { ...ciba, sub: 'u_42' }, {}, 'access-token'],
    ['a login hint that is no text', { ...ciba, login_hint_token: {} }, {}, 'access-token'],
    ['a resource without its servers', { iss: 'https://rs.example', resource: 'https://rs.example' }, {}],
    ['a token that names its resource and servers', { iss: 'https://rs.example', resource: 'x', authorization_servers: [], sub: 'u_42' }, {}],
    ['an app of GitHub with rights', { ...github, scope: 'api' }, { alg: 'RS256' }, 'access-token'],
    ['an app of GitHub with a secret', github, { alg: 'HS256' }],
    ['an issuer that begins like one of GitHub', { ...github, iss: `${github.iss}00` }, { alg: 'RS256' }],
    ['another user of Snowflake', { ...snowflake, sub: 'ACC.ADA' }, { alg: 'RS256' }],
    ['Twilio without grants', { ...twilio, grants: undefined }, { alg: 'HS256', cty: 'twilio-fpa;v=1' }],
    ['Twilio without its content type', twilio, { alg: 'HS256' }],
    ['a hash that is none', { ...atlassian, qsh: 'x' }, { alg: 'HS256' }],
    ['a key id of another length', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'ES256', kid: '2026-11' }],
    ['a key id that holds one of ten', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'ES256', kid: 'ABC123DEFG1' }],
    ['a key id that ends like one of ten', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'ES256', kid: '-ABC123DEFG' }],
    ['no key id', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'ES256' }],
    ['an issuer that is no team', { iss: 'https://as.example', sub: 'u_42', scope: 'api' }, apple, 'access-token'],
    ['an issuer in small letters', { iss: 'def123ghij', iat: 1 }, apple],
    ['App Store Connect with a key of another', { iss: 'x', aud: 'appstoreconnect-v1' }, { alg: 'ES256', kid: 'key-1' }],
    ['another algorithm', { iss: 'DEF123GHIJ', iat: 1 }, { alg: 'HS256', kid: 'ABC123DEFG' }],
  ])('%s is no other trade', (_, claims, header, kind = 'generic') => {
    const type = typeOf(claims, header)
    expect(type.ownProfile).toBeUndefined()
    expect(type.kind).toBe(kind)
  })

  it.each<[string, object, object]>([
    ['a request', { response_type: 'code', client_id: 's6BhdRkqt3' }, {}],
    ['a statement', { software_id: '4NRB1' }, {}],
    ['an answer', { ...answer, code: 'x' }, {}],
    ['a message to a push service', push, { alg: 'ES256' }],
    ['a developer', { iss: 'DEF123GHIJ', iat: 1 }, apple],
  ])('%s does not hide what the protocol calls an access token', (_, claims, header) => {
    expect(typeOf(claims, header).ownProfile).toBe(true)
    expect(typeOf(claims, header, { kind: 'json', name: 'access_token' })).toEqual({ kind: 'access-token', confidence: 'certain', reason: 'it came as access_token' })
    expect(typeOf({ ...claims, token_use: 'access' }, header)).toMatchObject({ kind: 'access-token', confidence: 'certain' })
    expect(typeOf(claims, { ...header, typ: 'at+jwt' })).toMatchObject({ kind: 'access-token', confidence: 'certain' })
  })

  it('an explicit type of another profile is judged by that', () => {
    for (const typ of ['oauth-authz-req+jwt', 'passport', 'dc+sd-jwt']) expect(typeOf({}, { typ }).ownProfile, typ).toBe(true)
    for (const typ of ['at+jwt', 'JWT', 'passports', 'a passport', 'at+jwt;v=1', 'sd-jwt', 'x+cwt']) expect(typeOf({}, { typ }).ownProfile, typ).toBeUndefined()
  })

  it('knows SD-JWT and JWE by their shape', () => {
    expect(typeOf({}, {}, undefined, '~')).toEqual({ kind: 'generic', confidence: 'certain', reason: 'it is an SD-JWT', ownProfile: true })
    const jwe = (header: object) => tokenType(parseJwt(Excerpt.of(new Source('test', `${unsigned(header, '').split('.')[0]}.a.b.c.d`))))
    expect(jwe({ alg: 'RSA-OAEP-256' })).toEqual({ kind: 'generic', confidence: 'firm', reason: 'it is encrypted and nothing outside says what it is' })
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

describe('typOfKind', () => {
  it.each([
    ['access-token', 'at+jwt'], // RFC 9068 section 2.1
    ['logout-token', 'logout+jwt'], // OpenID Connect Back-Channel Logout section 2.4
    ['dpop-proof', 'dpop+jwt'], // RFC 9449 section 4.2
    ['id-token', undefined],
    ['refresh-token', undefined],
  ] as const)('%s: %s', (kind, typ) => expect(typOfKind(kind)).toBe(typ))
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
