// Tokens as well-behaved issuers make them: no rule has more than information about any of them.
// The claims are those of the standards and of the public documentation of each issuer; the values are made up here.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../../../src/core/policy.ts'
import { lint } from '../../../src/engine/lint.ts'
import { activeRules } from '../../../src/engine/settings.ts'
import { keyRing } from '../../../src/jwt/keys.ts'
import { parseKeys, parseSecret } from '../../../src/jwt/load-keys.ts'
import type { Jwt } from '../../../src/jwt/jwt.ts'
import { rules } from '../../../src/rules/index.ts'
import { jwtSubject, testNow, type JwtCase } from '../../subjects.ts'
import { encode, hmac } from '../../tokens.ts'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 })
const kids = { RS256: 'k-rsa-2026', ES256: 'k-ec-2026' } as const
const jwks = {
  keys: [
    { ...rsa.publicKey.export({ format: 'jwk' }), kid: kids.RS256, alg: 'RS256', use: 'sig' },
    { ...ec.publicKey.export({ format: 'jwk' }), kid: kids.ES256, alg: 'ES256', use: 'sig' },
  ],
}
const keys = keyRing(parseKeys(Buffer.from(JSON.stringify(jwks)), 'file jwks.json'))

const publicJwk = ec.publicKey.export({ format: 'jwk' })

const signers: Record<keyof typeof kids, (input: Buffer) => Buffer> = {
  RS256: (input) => sign('sha256', input, rsa.privateKey),
  ES256: (input) => sign('sha256', input, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
}

function signed(header: { alg: keyof typeof kids; [name: string]: unknown }, claims: object): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${signers[header.alg](Buffer.from(input)).toString('base64url')}`
}

const rs256 = (header: object, claims: object) => signed({ alg: 'RS256', kid: kids.RS256, ...header }, claims)
const es256 = (header: object, claims: object) => signed({ alg: 'ES256', kid: kids.ES256, ...header }, claims)
const digest = (text: string) => createHash('sha256').update(text).digest('base64url')
const thumbprint = digest(JSON.stringify({ crv: publicJwk.crv, kty: publicJwk.kty, x: publicJwk.x, y: publicJwk.y }))
const secret = randomBytes(32)
const disclosure = encode([randomBytes(16).toString('base64url'), 'given_name', 'Jane'])
const leftHalf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')
const uuid = (n: number) => `6f1c1f7e-8a53-4c39-9f39-${String(n).padStart(12, '0')}`
const minutes = (n: number) => ({ iat: testNow - 60, exp: testNow - 60 + n * 60 })

const accessToken = es256(
  { typ: 'at+jwt' },
  { iss: 'https://login.example', sub: 'u_42', aud: 'https://api.example', client_id: 's6BhdRkqt3', scope: 'orders:read', jti: uuid(1), ...minutes(10) },
)
const boundAccessToken = es256(
  { typ: 'at+jwt' },
  { iss: 'https://login.example', sub: 'u_42', aud: 'https://api.example', client_id: 's6BhdRkqt3', scope: 'orders:read', jti: uuid(2), cnf: { jkt: thumbprint }, ...minutes(10) },
)

interface Compliant extends JwtCase {
  readonly name: string
  readonly token: string
  readonly policy?: Partial<Policy>
}

const tokens: readonly Compliant[] = [
  { name: 'access token (RFC 9068)', token: accessToken, policy: { issuers: ['https://login.example'], audiences: ['https://api.example'], tokenKind: 'access-token' } },
  { name: 'access token bound to a key (RFC 9449 section 6.1)', token: boundAccessToken },
  {
    name: 'ID token (OpenID Connect Core section 2)',
    token: rs256(
      {},
      { iss: 'https://login.example', sub: '24400320', aud: 's6BhdRkqt3', nonce: 'n-0S6_WzA2Mj', auth_time: testNow - 90, acr: 'urn:mace:incommon:iap:silver', at_hash: leftHalf(accessToken), ...minutes(10) },
    ),
    policy: { clientId: 's6BhdRkqt3', audiences: ['s6BhdRkqt3'], nonce: 'n-0S6_WzA2Mj', accessToken, tokenKind: 'id-token' },
  },
  {
    name: 'ID token with profile claims (OpenID Connect Core section 5.1)',
    token: es256({ typ: 'JWT' }, { iss: 'https://login.example', sub: '24400320', aud: 's6BhdRkqt3', nonce: 'n-0S6_WzA2Mj', name: 'Jane Doe', given_name: 'Jane', family_name: 'Doe', email: 'janedoe@example.com', email_verified: true, locale: 'en-GB', ...minutes(10) }),
  },
  {
    name: 'logout token (OpenID Connect Back-Channel Logout section 2.4)',
    token: es256(
      { typ: 'logout+jwt' },
      { iss: 'https://login.example', sub: '248289761001', aud: 's6BhdRkqt3', iat: testNow - 5, exp: testNow + 115, jti: uuid(3), sid: '08a5019c-17e1-4977-8f42-65a12843ea02', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    ),
  },
  {
    name: 'DPoP proof for the token endpoint (RFC 9449 section 4.2)',
    token: signed({ typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk }, { jti: '-BwC3ESc6acc2lTc8fKJ0g', htm: 'POST', htu: 'https://login.example/token', iat: testNow - 3 }),
  },
  {
    name: 'DPoP proof with its access token (RFC 9449 section 7)',
    token: signed(
      { typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk },
      { jti: 'e1j3V_bKic8-LAEB_lccDA', htm: 'GET', htu: 'https://api.example/orders', iat: testNow - 3, ath: digest(boundAccessToken), nonce: 'eyJ7S_zG.eyJH0-Z.HX4w-7v' },
    ),
    policy: { accessToken: boundAccessToken },
  },
  { name: 'client assertion (RFC 7523 section 3)', token: es256({}, { iss: 's6BhdRkqt3', sub: 's6BhdRkqt3', aud: 'https://login.example/token', jti: uuid(4), iat: testNow - 5, exp: testNow + 55 }) },
  {
    name: 'Keycloak access token',
    token: rs256(
      { typ: 'JWT' },
      {
        ...minutes(5),
        jti: uuid(5),
        iss: 'https://sso.example/realms/acme',
        aud: 'account',
        sub: uuid(6),
        typ: 'Bearer',
        azp: 'web',
        sid: uuid(7),
        acr: '1',
        'allowed-origins': ['https://app.example'],
        realm_access: { roles: ['default-roles-acme', 'offline_access'] },
        resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
        scope: 'openid profile',
      },
    ),
  },
  { name: 'Keycloak ID token', token: rs256({ typ: 'JWT' }, { ...minutes(5), auth_time: testNow - 70, jti: uuid(8), iss: 'https://sso.example/realms/acme', aud: 'web', sub: uuid(6), typ: 'ID', azp: 'web', nonce: 'Zm9vYmFy', sid: uuid(7), at_hash: 'AAECAwQFBgcICQoLDA0ODw', acr: '1', email_verified: true, name: 'Jane Doe', preferred_username: 'jane', email: 'jane@example.com' }) },
  {
    name: 'Auth0 access token',
    token: rs256({ typ: 'at+jwt' }, { iss: 'https://acme.eu.auth0.com/', sub: 'auth0|507f1f77bcf86cd799439020', aud: ['https://api.example', 'https://acme.eu.auth0.com/userinfo'], ...minutes(15), scope: 'openid profile read:orders', jti: 'pVJQ9RgLkXb5nCwTz3y8', client_id: 'AbCdEf1234567890' }),
  },
  {
    name: 'Auth0 machine-to-machine token',
    token: rs256({ typ: 'JWT' }, { iss: 'https://acme.eu.auth0.com/', sub: 'AbCdEf1234567890@clients', aud: 'https://api.example', ...minutes(15), azp: 'AbCdEf1234567890', gty: 'client-credentials', scope: 'read:orders', jti: 'pVJQ9RgLkXb5nCwTz3y8' }),
  },
  {
    name: 'Microsoft Entra ID access token (v2.0)',
    token: rs256(
      { typ: 'JWT', x5t: 'nOo3ZDrODXEK1jKWhXslHR_KXEg' },
      { aud: 'ef1da9d4-ff77-4c3e-a005-840c3f830745', iss: 'https://login.microsoftonline.com/fa15d692-e9c7-4460-a743-29f295222229/v2.0', nbf: testNow - 60, ...minutes(60), aio: 'AWQAm/8ZAAAA', azp: '1b5a1e3a-6f0e-4d58-9d5c-0f3b2d8f5b1c', azpacr: '1', oid: uuid(9), rh: '0.AQwA', scp: 'orders.read', sub: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ', tid: 'fa15d692-e9c7-4460-a743-29f295222229', uti: 'fqiBqXLPj0eQa82S-IYFAA', ver: '2.0' },
    ),
  },
  {
    name: 'Amazon Cognito ID token',
    token: rs256({}, { sub: uuid(10), 'cognito:groups': ['readers'], email_verified: true, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', 'cognito:username': uuid(10), origin_jti: uuid(11), aud: '1example23456789', event_id: uuid(12), token_use: 'id', auth_time: testNow - 60, ...minutes(60), jti: uuid(13), email: 'jane@example.com' }),
  },
  {
    name: 'Amazon Cognito access token',
    token: rs256({}, { sub: uuid(10), iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', client_id: '1example23456789', origin_jti: uuid(11), event_id: uuid(12), token_use: 'access', scope: 'openid orders/read', auth_time: testNow - 60, ...minutes(60), jti: uuid(14), username: uuid(10) }),
  },
  {
    name: 'Google ID token',
    token: rs256({ typ: 'JWT' }, { iss: 'https://accounts.google.com', azp: '1234987819200.apps.googleusercontent.com', aud: '1234987819200.apps.googleusercontent.com', sub: '10769150350006150715113082367', at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q', hd: 'example.com', email: 'jsmith@example.com', email_verified: true, nonce: '0394852-3190485-2490358', ...minutes(60) }),
  },
  {
    name: 'Firebase ID token',
    token: rs256(
      { typ: 'JWT' },
      { name: 'Jane Doe', picture: 'https://lh3.googleusercontent.com/a/x', iss: 'https://securetoken.google.com/acme-prod', aud: 'acme-prod', auth_time: testNow - 60, user_id: 'ZpQ2yX8fVhT1mB5nC3kL7wR9sD0e', sub: 'ZpQ2yX8fVhT1mB5nC3kL7wR9sD0e', ...minutes(60), email: 'jane@example.com', email_verified: true, firebase: { identities: { email: ['jane@example.com'] }, sign_in_provider: 'password' } },
    ),
  },
  {
    name: 'Kubernetes service account token',
    token: rs256(
      {},
      { aud: ['https://kubernetes.default.svc'], ...minutes(60), nbf: testNow - 60, iss: 'https://kubernetes.default.svc', jti: uuid(15), 'kubernetes.io': { namespace: 'orders', node: { name: 'node-1', uid: uuid(16) }, pod: { name: 'api-7d9c', uid: uuid(17) }, serviceaccount: { name: 'api', uid: uuid(18) } }, sub: 'system:serviceaccount:orders:api' },
    ),
  },
  {
    name: 'GitHub Actions OIDC token',
    token: rs256(
      { typ: 'JWT', x5t: 'ZmFrZS10aHVtYnByaW50LXgxMjM' },
      {
        jti: uuid(19),
        sub: 'repo:octo-org/octo-repo:environment:prod',
        environment: 'prod',
        aud: 'https://github.com/octo-org',
        ref: 'refs/heads/main',
        sha: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
        repository: 'octo-org/octo-repo',
        repository_owner: 'octo-org',
        actor_id: '12',
        repository_visibility: 'private',
        repository_id: '74',
        repository_owner_id: '65',
        run_id: '1530679972',
        run_number: '10',
        run_attempt: '2',
        runner_environment: 'github-hosted',
        actor: 'octocat',
        workflow: 'deploy',
        head_ref: '',
        base_ref: '',
        event_name: 'workflow_dispatch',
        ref_type: 'branch',
        job_workflow_ref: 'octo-org/octo-automation/.github/workflows/oidc.yml@refs/heads/main',
        iss: 'https://token.actions.githubusercontent.com',
        nbf: testNow - 60,
        ...minutes(5),
      },
    ),
  },
]

/** Tokens that cannot be signed with the keys above. */
const others: readonly Compliant[] = [
  {
    name: 'session token of an application for itself (RFC 7518 section 3.2)',
    token: hmac(secret, { iss: 'https://app.example', aud: 'https://app.example', sub: 'u_42', jti: uuid(20), ...minutes(15) }),
    keys: keyRing([parseSecret(`base64:${secret.toString('base64')}`, 'env SECRET')]),
  },
  {
    name: 'SD-JWT with one disclosure (RFC 9901 section 4)',
    token: `${es256({ typ: 'example+sd-jwt' }, { iss: 'https://issuer.example', sub: 'u_42', aud: 'https://verifier.example', jti: uuid(21), ...minutes(10), _sd: [digest(disclosure)], _sd_alg: 'sha-256' })}~${disclosure}~`,
    keys,
  },
  {
    name: 'signed, then encrypted (RFC 7519 section 11.2)',
    token: await new CompactEncrypt(Buffer.from(accessToken)).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT', kid: 'enc-2026' }).encrypt(rsa.publicKey),
  },
  {
    name: 'session cookie that Auth.js encrypts for itself',
    token: await new CompactEncrypt(Buffer.from(JSON.stringify({ sub: 'u_42' }))).setProtectedHeader({ alg: 'dir', enc: 'A256CBC-HS512' }).encrypt(randomBytes(64)),
  },
]

const active = activeRules(rules).get('jwt') ?? []
const judge = ({ token, ...circumstances }: Compliant): readonly string[] => {
  const subject = jwtSubject(token, circumstances)
  return lint(subject, active, { policy: { ...defaultPolicy, ...circumstances.policy }, now: testNow })
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`)
}

describe('compliant tokens', () => {
  it.each(tokens)('$name, without a key', (compliant) => {
    expect(judge(compliant)).toEqual([])
  })

  it.each(tokens.filter(({ name }) => !name.startsWith('DPoP')))('$name, verified', (compliant) => {
    const { facts } = jwtSubject(compliant.token, { ...compliant, keys }) as Jwt
    expect(facts.signature.status).toBe('valid')
    expect(judge({ ...compliant, keys })).toEqual([])
  })

  it.each(others)('$name', (compliant) => {
    expect(judge(compliant)).toEqual([])
  })

  it('are told from one altered token', () => {
    const altered = accessToken.replace(/^([^.]*)\.[^.]*/, `$1.${encode({ sub: 'admin' })}`)
    expect(judge({ name: 'altered', token: altered, keys }).join('\n')).toContain('error jwt/signature-invalid')
  })
})
