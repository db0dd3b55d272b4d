// Tokens without a type, as standards show them and as issuers document theirs: which are told apart by what they hold, and which
// are not. Names of claims and forms of values are theirs; values are made up.
import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import type { TokenKind } from '../../src/core/policy.ts'
import { parseJwt, type Carrier } from '../../src/jwt/jwt.ts'
import { tokenType } from '../../src/jwt/token-type.ts'
import { testNow } from '../subjects.ts'
import { unsigned } from '../tokens.ts'

type Claims = Readonly<Record<string, unknown>>

const typeOf = (claims: Claims, carrier?: Carrier) => tokenType(parseJwt(Excerpt.of(new Source('test', unsigned({ alg: 'RS256', kid: '1' }, claims, 'x'))), carrier))
const day = 86_400
const lasting = (seconds: number): Claims => ({ iat: testNow, exp: testNow + seconds })
const hour = lasting(3600)
const server = { iss: 'https://server.example.com', sub: '248289761001', aud: 's6BhdRkqt3', ...hour }
const uuid = '3f1c9a0e-5f0b-4c52-9d0e-2a6b7c1d8e9f'
const entra = { iss: `https://login.microsoftonline.com/${uuid}/v2.0`, ...lasting(3900), nbf: testNow, oid: uuid, rh: '0.AbC', sub: 'AAA-x', tid: uuid, uti: 'x1', ver: '2.0' }
const auth0 = { iss: 'https://tenant.auth0.com/', sub: 'auth0|1', ...lasting(day) }

const kinds: Readonly<Partial<Record<TokenKind, readonly (readonly [name: string, claims: Claims, carrier?: Carrier])[]>>> = {
  'id-token': [
    // OpenID Connect Core, examples of appendix A
    ['with response_type=id_token', { ...server, nonce: 'n-0S6_WzA2Mj', name: 'Jane Doe', given_name: 'Jane', family_name: 'Doe', gender: 'female', birthdate: '0000-10-31', email: 'janedoe@example.com', picture: 'http://example.com/janedoe/me.jpg' }],
    ['with response_type=id_token token', { ...server, nonce: 'n-0S6_WzA2Mj', at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }],
    ['with response_type=code id_token', { ...server, nonce: 'n-0S6_WzA2Mj', c_hash: 'LDktKdoQak3Pk0cnXxCltA' }],
    // Section 3.3.2.11: the nonce may be left out where the code flow is used, and at_hash is optional there (section 3.1.3.6).
    ['of the code flow, with at_hash alone', { ...server, at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }],
    ['of Financial-grade API, with s_hash alone', { ...server, s_hash: '77QmUPtjPfzWtF2AnpK9RQ' }],
    ['with nonce and the client as azp', { ...server, azp: server.aud, nonce: 'n' }],
    ['with nonce and when the user signed in', { ...server, nonce: 'n', auth_time: testNow }],
    ['with nonce and how the user signed in', { ...server, nonce: 'n', acr: 'urn:mace:incommon:iap:silver' }],
    ['for one of two clients', { ...server, aud: [server.aud, 'other'], azp: server.aud, nonce: 'n', amr: ['pwd'] }],
    ['that lasts for two days', { ...server, ...lasting(2 * day), nonce: 'n', at_hash: 'x' }],
    // As their issuers document them
    ['of Apple', { iss: 'https://appleid.apple.com', aud: 'com.example.app', ...lasting(day), sub: '001.a.1', c_hash: 'x', email: 'a@privaterelay.appleid.com', email_verified: true, auth_time: testNow, nonce_supported: true }],
    ['of Auth0', { ...auth0, nickname: 'ada', name: 'Ada', picture: 'https://s.gravatar.com/a', updated_at: '2026-11-20T18:00:00Z', email: 'ada@example.com', email_verified: true, aud: 'AbC123', sid: 's' }],
    ['of Entra', { ...entra, aud: uuid, name: 'Ada', preferred_username: 'ada@example.com', nonce: 'n' }],
    ['of Okta', { sub: '00u1', name: 'Ada', email: 'ada@example.com', ver: 1, iss: 'https://x.okta.com', aud: '0oa1', ...hour, jti: 'ID.1', amr: ['pwd'], idp: '00o1', preferred_username: 'ada', auth_time: testNow, at_hash: 'x' }],
    ['of Google', { iss: 'https://accounts.google.com', azp: '1.apps.googleusercontent.com', aud: '1.apps.googleusercontent.com', sub: '1', email: 'ada@example.com', email_verified: true, ...hour }],
  ],
  'access-token': [
    // RFC 9068, whose typ issuers of before leave out
    ['of RFC 9068 section 2.2', { ...server, aud: 'https://rs.example.com/', jti: 'dbe39bf3a3ba4238a513f51d6e1691c4', client_id: 's6BhdRkqt3' }],
    ['of RFC 9068 section 2.2.3', { ...server, aud: 'api', jti: 'x', client_id: 's6BhdRkqt3', scope: 'read' }],
    ['of RFC 9068 section 2.2.1, which tells how the user signed in', { ...server, aud: 'https://rs.example.com/', client_id: 's6BhdRkqt3', auth_time: testNow, acr: '1', amr: ['pwd'] }],
    // RFC 8693 section 4.2 and 4.3
    ['of RFC 8693 section 4.2', { ...server, aud: 'https://consumer.example.com', scope: 'email profile phone address' }],
    ['of RFC 8693 section 4.3', { ...server, aud: 'https://consumer.example.com', client_id: 's6BhdRkqt3', sub: 'bdc' }],
    // RFC 9449 section 6.1 and RFC 8705 section 3.1 with the claims of RFC 9068
    ['bound to a key', { ...server, aud: 'https://rs.example.com/', cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } }],
    ['of RFC 9470 section 6', { ...server, aud: 'https://rs.example.com', scope: 'purchase', auth_time: testNow, acr: 'myACR' }],
    ['of Auth0', { ...auth0, aud: ['https://api.example.com', 'https://tenant.auth0.com/userinfo'], azp: 'AbC123', scope: 'openid profile read:orders' }],
    ['of Auth0, for a machine', { ...auth0, sub: 'AbC123@clients', aud: 'https://api.example.com', azp: 'AbC123', gty: 'client-credentials' }],
    ['of Entra, version 2', { ...entra, aud: uuid, azp: uuid, azpacr: '1', name: 'Ada', preferred_username: 'ada@example.com', scp: 'Orders.Read' }],
    ['of Entra, for a machine', { ...entra, ver: '1.0', aud: 'api://orders', appid: uuid, appidacr: '1', roles: ['Orders.Read.All'] }],
    ['of Okta', { ver: 1, jti: 'AT.1', iss: 'https://x.okta.com/oauth2/default', aud: 'api://default', ...hour, cid: '0oa1', uid: '00u1', sub: 'ada@example.com' }],
    // RFC 9068 section 2.2.3.1, and what Auth0, Keycloak, Spring and Cognito write; for two days, which alone would leave it open.
    ...['roles', 'role', 'permissions', 'groups', 'entitlements', 'realm_access', 'resource_access', 'authorities', 'cognito:groups'].map(
      (name) => [`with ${name}`, { ...server, ...lasting(2 * day), aud: 'https://rs.example.com/', client_id: 's6BhdRkqt3', [name]: ['admin'] }] as const,
    ),
    ['that tells whose it is, for two days', { ...server, ...lasting(2 * day), aud: 'https://rs.example.com/', scope: 'read', name: 'Ada', email: 'ada@example.com' }],
    ['in an Authorization header, for a URL', { ...server, aud: 'https://rs.example.com/' }, { kind: 'bearer' }],
    ['in a field authorization, with a client', { ...server, client_id: 'c' }, { kind: 'header', name: 'Authorization' }],
    ['of a cluster of Keycloak without typ', { ...server, azp: 'app', realm_access: { roles: ['user'] }, scope: 'email' }],
  ],
  'refresh-token': [
    ['that lasts for a week', { sub: 'u_42', jti: 'x', ...lasting(7 * day) }],
    ['of a family', { iss: 'https://a.example', sub: 'u_42', aud: 'app', family: 'f', generation: 3, ...lasting(30 * day) }],
    ['of a session', { sub: 'u_42', session_id: 's', ...lasting(30 * day) }],
    ['of an hour, by the name of its cookie', { sub: 'u_42', ...hour }, { kind: 'cookie', name: 'app_refresh' }],
    ['of a week with a role, by the name of its field', { sub: 'u_42', role: 'admin', ...lasting(7 * day) }, { kind: 'json', name: 'refreshJwt' }],
    ['of a week with an address, by the name of its cookie', { sub: 'u_42', name: 'Ada', email: 'ada@example.com', ...lasting(7 * day) }, { kind: 'cookie', name: 'refresh' }],
  ],
  'client-assertion': [
    // RFC 7523 section 3 for clients (private_key_jwt, OpenID Connect Core section 9)
    ['for the token endpoint', { iss: 's6BhdRkqt3', sub: 's6BhdRkqt3', aud: 'https://server.example.com/token', jti: 'x', ...lasting(60) }],
    ['for the issuer, as RFC 7523bis wants it', { iss: 's6BhdRkqt3', sub: 's6BhdRkqt3', aud: 'https://server.example.com', jti: 'x', ...lasting(300) }],
    ['for ten minutes', { iss: 's6BhdRkqt3', sub: 's6BhdRkqt3', aud: 'https://server.example.com', jti: 'x', ...lasting(600) }],
    ['for an hour, for the token endpoint', { iss: 's6BhdRkqt3', sub: 's6BhdRkqt3', aud: 'https://server.example.com/token', jti: 'x', ...hour }],
    ['for the token endpoint and another', { iss: 's6BhdRkqt3', sub: 's6BhdRkqt3', aud: ['https://server.example.com', 'https://server.example.com/oauth2/token'], jti: 'x', ...hour }],
    ['of Box', { iss: 'c', sub: '1', box_sub_type: 'enterprise', aud: 'https://api.box.com/oauth2/token', jti: 'x', ...lasting(45) }],
    ['of a service account of Google', { iss: 'a@p.iam.gserviceaccount.com', scope: 'https://www.googleapis.com/auth/devstorage.read_only', aud: 'https://oauth2.googleapis.com/token', ...hour }],
  ],
  // Each lacks what would tell it apart, and must not be judged as something that it may not be.
  generic: [
    ['an ID token with the least that OpenID Connect Core section 2 demands', server],
    ['an ID token that tells only when the user signed in', { ...server, auth_time: testNow }],
    ['claims of two', { sub: 'u_42', name: 'Ada', email: 'ada@example.com', ...hour }],
    ['a whole profile of a session that names no issuer', { sub: '1', name: 'A', given_name: 'A', family_name: 'B', picture: 'x', email: 'a@b.example', ...hour }],
    ['RFC 7519 section 3.1', { iss: 'joe', exp: testNow + 600, 'http://example.com/is_root': true }],
    ['RFC 7523 section 4', { iss: 'https://jwt-idp.example.com', sub: 'mailto:mike@example.com', aud: 'https://jwt-rp.example.net', nbf: testNow, exp: testNow + 600, 'http://claims.example.com/member': true }],
    ['RFC 8693 section 4.1', { ...server, aud: 'https://consumer.example.com', act: { sub: 'admin@example.com' } }],
    ['RFC 9449 section 6.1', { sub: 'someone@example.com', iss: 'https://server.example.com', nbf: testNow, exp: testNow + 3600, cnf: { jkt: 'x' } }],
    ['RFC 8705 section 3.1', { iss: 'https://server.example.com', sub: 'ty.webb@example.com', nbf: testNow, exp: testNow + 3600, cnf: { 'x5t#S256': 'x' } }],
    ['RFC 8417 section 2, without its typ', { iss: 'https://scim.example.com', iat: testNow, jti: 'x', aud: ['https://jhub.example.com/Feeds/98d52461fa5bbc879593b7754'], events: { 'urn:ietf:params:scim:event:create': {} } }],
    ['GitHub Actions', { jti: 'x', sub: 'repo:octo-org/octo-repo:environment:prod', aud: 'https://github.com/octo-org', ref: 'refs/heads/main', repository: 'octo-org/octo-repo', iss: 'https://token.actions.githubusercontent.com', ...lasting(900) }],
    ['a GitHub App', { iss: '12345', ...lasting(600) }],
    ['the registry of Docker', { iss: 'auth.docker.com', sub: 'ada', aud: 'registry.docker.com', ...lasting(600), nbf: testNow, jti: 'x', access: [{ type: 'repository', name: 'samalba/my-app', actions: ['pull'] }] }],
    ['the JWT bearer flow of Salesforce', { iss: 'c', sub: 'ada@example.com', aud: 'https://login.salesforce.com', exp: testNow + 180 }],
    ['a session of Supabase', { iss: 'https://p.supabase.co/auth/v1', sub: uuid, aud: 'authenticated', ...hour, email: 'ada@example.com', role: 'authenticated', aal: 'aal1', amr: [{ method: 'password', timestamp: testNow }], session_id: uuid }],
    ['a client that speaks about itself for eleven minutes', { iss: 'c', sub: 'c', aud: 'https://server.example.com', jti: 'x', ...lasting(660) }],
    ['a client that speaks about itself without an end', { iss: 'c', sub: 'c', aud: 'https://server.example.com', jti: 'x', iat: testNow }],
    ['a client that speaks about itself to a name', { iss: 'c', sub: 'c', aud: 'server', jti: 'x', ...lasting(60) }],
    ['an assertion for a path that only ends like the token endpoint', { iss: 'c', sub: 'u', aud: 'https://server.example.com/tokens', jti: 'x', ...lasting(60) }],
    ['a session of a day', { sub: 'u_42', jti: 'x', ...lasting(day) }],
    ['a session of a month with a name', { sub: 'u_42', jti: 'x', username: 'ada', ...lasting(30 * day) }],
    ['a session of a month with a nonce', { sub: 'u_42', nonce: 'n', ...lasting(30 * day) }],
    ['a session of an hour in an Authorization header', { sub: 'u_42', ...hour }, { kind: 'bearer' }],
    ['a session of an hour with a role, in a cookie called refresh', { sub: 'u_42', role: 'admin', ...hour }, { kind: 'cookie', name: 'refresh' }],
    ['a token for a URL in a header field of its own', { ...server, aud: 'https://rs.example.com/' }, { kind: 'header', name: 'X-Token' }],
    ['a token in a field whose name only holds the word', { sub: 'u_42', ...hour }, { kind: 'cookie', name: 'refreshments' }],
    ['a token in a field without a name that says anything', { sub: 'u_42', ...hour }, { kind: 'cookie', name: 'jwt' }],
  ],
}

for (const [kind, tokens] of Object.entries(kinds))
  describe(kind === 'generic' ? 'not told apart' : `told apart as ${kind}`, () => {
    for (const [name, claims, carrier] of tokens)
      it(name, () => {
        const type = typeOf(claims, carrier)
        expect({ kind: type.kind, confidence: type.confidence, rivals: type.rivals }, type.reason).toEqual({ kind, confidence: 'firm', rivals: undefined })
      })
  })

// Some issuers write what one kind has into the other. Whoever reads it is told, not misled.
describe('two kinds in one', () => {
  it.each<[string, Claims, TokenKind, TokenKind]>([
    ['nonce beside scope', { ...server, nonce: 'n', scope: 'openid' }, 'id-token', 'access-token'],
    ['at_hash beside scp', { ...server, at_hash: 'x', scp: ['openid'] }, 'id-token', 'access-token'],
    ['c_hash beside scope', { ...server, c_hash: 'x', scope: 'openid' }, 'id-token', 'access-token'],
    ['s_hash beside scope', { ...server, s_hash: 'x', scope: 'openid' }, 'id-token', 'access-token'],
  ])('%s', (_, claims, one, other) => {
    const { kind, rivals } = typeOf(claims)
    expect([kind, ...(rivals ?? []).toSorted()]).toEqual(['generic', ...[one, other].toSorted()])
  })
})
