// Tokens that do what their standard or their issuer documents: no rule may say more than information about them.
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../../src/core/policy.ts'
import type { Rule } from '../../src/core/rule.ts'
import { lint } from '../../src/engine/lint.ts'
import { activeRules } from '../../src/engine/settings.ts'
import type { Carrier } from '../../src/jwt/jwt.ts'
import { rules } from '../../src/rules/index.ts'
import { jwtSubject, testNow } from '../subjects.ts'
import { unsigned } from '../tokens.ts'

const rsa = Buffer.alloc(256, 7).toString('base64url')
const ecdsa = Buffer.alloc(64, 7).toString('base64url')
const living = (seconds: number) => ({ iat: testNow - 10, exp: testNow - 10 + seconds })
const jti = '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11'
const thumbprint = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'

interface Case {
  readonly header?: object
  readonly claims: object
  readonly policy?: Partial<Policy>
  readonly carrier?: Carrier
  readonly signature?: string
  readonly kind: string
}

const cases: Record<string, Case> = {
  'an ID token, OpenID Connect Core section 2': {
    claims: { iss: 'https://server.example.com', sub: '24400320', aud: 's6BhdRkqt3', nonce: 'n-0S6_WzA2Mj', auth_time: testNow - 20, acr: 'urn:mace:incommon:iap:silver', ...living(1000) },
    kind: 'id-token',
  },
  'an ID token with standard claims': {
    claims: {
      iss: 'https://server.example.com', sub: '24400320', aud: 's6BhdRkqt3', at_hash: '77QmUPtjPfzWtF2AnpK9RQ', name: 'Jane Doe', given_name: 'Jane', family_name: 'Doe', gender: 'female',
      birthdate: '0000-10-31', email: 'janedoe@example.com', phone_number: '+1 (425) 555-1212', picture: 'http://example.com/janedoe/me.jpg', ...living(3600),
    },
    kind: 'id-token',
  },
  'an ID token of Google': {
    claims: { iss: 'https://accounts.google.com', azp: '1.apps.googleusercontent.com', aud: '1.apps.googleusercontent.com', sub: '10769150350006150715113082367', at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q', hd: 'example.com', email: 'jsmith@example.com', email_verified: true, nonce: '0394852-3190485-2490358', ...living(3600) },
    policy: { issuers: ['https://accounts.google.com'], clientId: '1.apps.googleusercontent.com', nonce: '0394852-3190485-2490358' },
    kind: 'id-token',
  },
  'an access token, RFC 9068 section 2.2.4.1': {
    header: { typ: 'at+jwt', kid: 'RjEwOwOA' },
    claims: { iss: 'https://authorization-server.example.com/', sub: '5ba552d67', aud: 'https://rs.example.com/', jti: 'dbe39bf3a3ba4238a513f51d6e1691c4', client_id: 's6BhdRkqt3', scope: 'openid profile reademail', ...living(3600) },
    policy: { issuers: ['https://authorization-server.example.com/'], audiences: ['https://rs.example.com/'] },
    kind: 'access-token',
  },
  'an access token bound by DPoP, RFC 9449 section 6.1': {
    header: { typ: 'at+jwt' },
    claims: { iss: 'https://server.example.com', sub: 'someone@example.com', aud: 'https://rs.example.com', client_id: 'c', jti, cnf: { jkt: thumbprint }, ...living(900) },
    kind: 'access-token',
  },
  'an access token of Cognito': {
    claims: {
      sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', 'cognito:groups': ['testgroup'], iss: 'https://cognito-idp.us-west-2.amazonaws.com/us-west-2_example', version: 2, client_id: 'xxxxxxxxxxxxexample', origin_jti: jti, event_id: jti,
      token_use: 'access', scope: 'phone openid profile email', auth_time: testNow - 10, jti, username: 'my-test-user', ...living(3600),
    },
    kind: 'access-token',
  },
  'an access token of Entra': {
    claims: {
      aud: 'api://6e74172b-be56-4843-9ff4-e66a39bb12e3', iss: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0', nbf: testNow - 10, aio: 'AXQAi', azp: '6e74172b-be56-4843-9ff4-e66a39bb12e3', azpacr: '0',
      oid: jti, rh: 'I', scp: 'access_as_user', sub: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ', tid: '72f988bf-86f1-41af-91ab-2d7cd011db47', uti: 'fqiBqXLPj0eQa82S-IYFAA', ver: '2.0', ...living(3600),
    },
    kind: 'access-token',
  },
  'an access token of Keycloak': {
    claims: {
      jti, iss: 'https://auth.example.com/realms/demo', aud: 'account', sub: jti, typ: 'Bearer', azp: 'app', sid: jti, acr: '1', realm_access: { roles: ['offline_access'] }, scope: 'openid email profile', email_verified: true,
      preferred_username: 'jane', ...living(300),
    },
    kind: 'access-token',
  },
  'an access token of Auth0, with its userinfo endpoint as second audience': {
    claims: { iss: 'https://tenant.auth0.com/', sub: 'auth0|5f7c8ec7c33c6c004bbafe82', aud: ['https://api.example.com', 'https://tenant.auth0.com/userinfo'], azp: 'client', scope: 'openid profile', jti, ...living(3600) },
    kind: 'access-token',
  },
  'a refresh token of Keycloak': {
    claims: { iss: 'https://auth.example.com/realms/demo', aud: 'https://auth.example.com/realms/demo', sub: jti, typ: 'Refresh', azp: 'app', sid: jti, scope: 'openid', jti, ...living(1800) },
    kind: 'refresh-token',
  },
  'a logout token, OpenID Connect Back-Channel Logout section 2.4': {
    header: { typ: 'logout+jwt' },
    claims: { iss: 'https://server.example.com', sub: '248289761001', aud: 's6BhdRkqt3', jti: 'bWJqbWJqbWJqbWJq', sid: '08a5019c-17e1-4977-8f42-65a12843ea02', events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, ...living(120) },
    kind: 'logout-token',
  },
  'a security event, RFC 8417 section 2.1.1': {
    header: { typ: 'secevent+jwt' },
    claims: { iss: 'https://idp.example.com/', jti: '756E69717565206964656E746966696572', iat: testNow - 10, aud: '636C69656E745F6964', events: { 'https://schemas.openid.net/secevent/risc/event-type/account-disabled': { subject: { subject_type: 'iss-sub' } } } },
    kind: 'security-event',
  },
  'a client assertion, RFC 7523 section 3': {
    claims: { iss: 'https://client.example.com', sub: 'https://client.example.com', aud: 'https://server.example.com/token', jti, ...living(300) },
    kind: 'client-assertion',
  },
  'an SD-JWT credential, RFC 9901': {
    header: { typ: 'dc+sd-jwt' },
    claims: { iss: 'https://issuer.example.com', vct: 'https://credentials.example.com/identity_credential', _sd_alg: 'sha-256', _sd: ['09vKrJMOlyTWM0sjpu_pdOBVBQ2M1y3KhpH515nXkpY'], cnf: { jwk: { kty: 'EC', crv: 'P-256', x: 'TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc', y: 'ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ' } }, ...living(9e7) },
    kind: 'generic',
  },
  'a service account token of Kubernetes': {
    claims: {
      aud: ['https://kubernetes.default.svc'], iss: 'https://kubernetes.default.svc', jti, 'kubernetes.io': { namespace: 'default', pod: { name: 'app', uid: jti }, serviceaccount: { name: 'default', uid: jti } },
      nbf: testNow - 10, sub: 'system:serviceaccount:default:default', ...living(3600),
    },
    kind: 'generic',
  },
  'an OIDC token of a CI job': {
    claims: { jti, sub: 'repo:octo-org/octo-repo:environment:prod', environment: 'prod', aud: 'https://github.com/octo-org', ref: 'refs/heads/main', repository: 'octo-org/octo-repo', actor: 'octocat', iss: 'https://token.actions.githubusercontent.com', nbf: testNow - 10, ...living(300) },
    kind: 'generic',
  },
  'a request object without a type, OpenID Connect Core section 6.1': {
    claims: { iss: 's6BhdRkqt3', aud: 'https://server.example.com', response_type: 'code id_token', client_id: 's6BhdRkqt3', redirect_uri: 'https://client.example.org/cb', scope: 'openid', state: 'af0ifjsldkj', nonce: 'n-0S6_WzA2Mj', max_age: 86400 },
    kind: 'generic',
  },
  'a software statement, RFC 7591 section 2.3': { claims: { software_id: '4NRB1-0XZABZI9E6-5SM3R', client_name: 'Example Statement-based Client', client_uri: 'https://client.example.net/' }, kind: 'generic' },
  'an answer to an authorization request, JARM section 2.1': {
    claims: { iss: 'https://accounts.example.com', aud: 's6BhdRkqt3', exp: testNow + 590, code: 'PyyFaux2o7Q0YfXBU32jhw.5FXSQpvr8akv9CeRDSd0QA', state: 'S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw' },
    kind: 'generic',
  },
  'an answer that refuses, JARM section 2.1': { claims: { iss: 'https://accounts.example.com', aud: 's6BhdRkqt3', exp: testNow + 590, error: 'access_denied', state: 'S8NJ7uqk5fY4EjNvP' }, kind: 'generic' },
  'what a push service is shown, RFC 8292 section 2.2': { header: { typ: 'JWT', alg: 'ES256' }, claims: { aud: 'https://push.example.net', exp: testNow + 43200, sub: 'mailto:push@example.com' }, signature: ecdsa, kind: 'generic' },
  'what Apple asks for with a push message: iat ages it': { header: { alg: 'ES256', kid: 'ABC123DEFG' }, claims: { iss: 'DEF123GHIJ', iat: testNow - 10 }, signature: ecdsa, kind: 'generic' },
  'the client secret that Apple has developers sign, six months at most': {
    header: { alg: 'ES256', kid: 'ABC123DEFG' },
    claims: { iss: 'DEF123GHIJ', iat: testNow - 10, exp: testNow - 10 + 15777000, aud: 'https://appleid.apple.com', sub: 'com.example.app' },
    signature: ecdsa,
    kind: 'generic',
  },
  'what App Store Connect is shown': { header: { alg: 'ES256', kid: '2X9R4HXF34', typ: 'JWT' }, claims: { iss: jti, ...living(1200), aud: 'appstoreconnect-v1', scope: ['GET /v1/apps'] }, signature: ecdsa, kind: 'generic' },
  'what a service account of Google exchanges for an access token': {
    claims: { iss: '761326798069-r5m@developer.gserviceaccount.com', scope: 'https://www.googleapis.com/auth/prediction', aud: 'https://oauth2.googleapis.com/token', ...living(3600) },
    kind: 'client-assertion',
  },
  'the id of a workload, SPIFFE JWT-SVID section 3': { claims: { aud: ['spiffe://example.org/db'], exp: testNow + 290, iat: testNow - 10, sub: 'spiffe://example.org/web' }, kind: 'generic' },
  'an ID token of LinkedIn, which has neither nonce nor at_hash': {
    claims: {
      iss: 'https://www.linkedin.com/oauth', aud: '77ov3wtr3zi9rz', sub: '782bbtaQ', name: 'Jane Doe', given_name: 'Jane', family_name: 'Doe', picture: 'https://media.licdn.example/x', email: 'jane@example.com',
      email_verified: 'true', locale: 'en_US', ...living(3600),
    },
    kind: 'id-token',
  },
  'a session token of Supabase': {
    header: { alg: 'ES256', typ: 'JWT' },
    claims: {
      aal: 'aal1', amr: [{ method: 'password', timestamp: testNow - 30 }], app_metadata: { provider: 'email', providers: ['email'] }, aud: 'authenticated', email: 'jane@example.com', is_anonymous: false,
      iss: 'https://abcdefgh.supabase.co/auth/v1', phone: '', role: 'authenticated', session_id: jti, sub: jti, user_metadata: { email: 'jane@example.com', email_verified: true }, ...living(3600),
    },
    signature: ecdsa,
    kind: 'generic',
  },
  'an ID token of Firebase': {
    claims: {
      name: 'Jane', picture: 'https://lh3.example.com/a/x', iss: 'https://securetoken.google.com/my-proj', aud: 'my-proj', auth_time: testNow - 500, user_id: 'Xy1abc', sub: 'Xy1abc', email: 'jane@example.com', email_verified: false,
      firebase: { identities: { 'google.com': ['1101'] }, sign_in_provider: 'google.com' }, ...living(3600),
    },
    kind: 'id-token',
  },
  'a job token of GitLab': {
    claims: {
      namespace_id: '72', project_path: 'my-group/my-project', user_login: 'sample-user', user_email: 'sample-user@example.com', pipeline_source: 'push', job_id: '302', ref: 'main', ref_type: 'branch', runner_environment: 'self-hosted', jti,
      iss: 'https://gitlab.example.com', sub: 'project_path:my-group/my-project:ref_type:branch:ref:main', aud: 'https://vault.example.com', nbf: testNow - 15, ...living(3600),
    },
    kind: 'generic',
  },
  'what an identity-aware proxy hands on': {
    header: { alg: 'ES256', typ: 'JWT' },
    claims: { aud: '/projects/123456789/apps/my-project', azp: '/projects/123456789/apps/my-project', email: 'jane@example.com', hd: 'example.com', identity_source: 'GOOGLE', iss: 'https://cloud.google.com/iap', sub: 'accounts.google.com:1137', ...living(600) },
    signature: ecdsa,
    kind: 'generic',
  },
  'a session token of fifteen minutes': { claims: { iss: 'my-app', aud: 'my-app', sub: 'u_42', jti, ...living(900) }, carrier: { kind: 'set-cookie', name: '__Host-session', cookie: { httpOnly: true, secure: true, expires: null } }, kind: 'generic' },
}

const jwtRules = activeRules(rules as readonly Rule[]).get('jwt') ?? []

describe('compliant tokens', () => {
  it.each(Object.entries(cases))('%s', (_, { header, claims, policy, carrier, kind, signature = rsa }) => {
    const token = unsigned({ alg: 'RS256', ...header }, claims, signature)
    const subject = jwtSubject(token, { ...(policy ? { policy } : {}), ...(carrier ? { carrier } : {}) })
    const findings = lint(subject, jwtRules, { policy: { ...defaultPolicy, ...policy }, now: testNow })
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
    expect(subject.view({ showSecrets: false })).toMatchObject({ jwt: { type: kind, claimsCheck: { status: expect.stringMatching(/^(?:ok|not-checked)$/) } } })
  })
})
