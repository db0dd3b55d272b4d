import type { JsonObject, JsonValue } from '../../core/json.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { at, stepName } from '../../flow/flow.ts'
import { handedOut } from '../../flow/refreshes.ts'
import { audiences } from '../../jwt/claims.ts'
import { normalizedTyp } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/token-types-indistinguishable',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Nothing in them distinguishes an access token from a refresh token.',
    rationale: 'An API that checks signature, issuer and audience accepts the refresh token as an access token, so a token made to live for minutes works for days; and the refresh endpoint may accept an access token.',
    remediation: 'Make refresh tokens opaque, or give the two different typ headers (at+jwt for access tokens), audiences or keys, and check them.',
    references: ['RFC 8725 section 3.12', 'ASVS 9.2.2'],
    messages: {
      alike: 'The {access} and the {refresh} from {step} are both JWTs with the same typ, issuer and audience, and no claim says which is which.',
      keys: 'Only the signing key distinguishes the {access} from the {refresh} that came with it ({step}).',
    },
    examples: {
      bad: [
        `POST https://app.example.com/auth/login HTTP/1.1
Content-Type: application/json

{"username": "ada", "password": "correct-horse"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk4MjAwfQ.c2lnbmF0dXJl", "refresh_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1ODAyNDAwfQ.c2lnbmF0dXJl"}

GET https://app.example.com/orders HTTP/1.1
Authorization: Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk4MjAwfQ.c2lnbmF0dXJl

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/auth/login HTTP/1.1
Content-Type: application/json

{"username": "ada", "password": "correct-horse"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk4MjAwfQ.c2lnbmF0dXJl", "refresh_token": "4V0nHg5kq2J7mP8xYb1RzQ"}

GET https://app.example.com/orders HTTP/1.1
Authorization: Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk4MjAwfQ.c2lnbmF0dXJl

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Any claim or header parameter that names a kind, such as token_use, token_type or typ, tells them apart. A note when algorithm, kid or the keys that verified them differ: then the key tells them apart, as long as nobody puts both into one key set.',
  },
  check(flow, { report }) {
    for (const step of flow.steps) {
      const [access, refresh] = [handedOut(flow, step, 'access-token'), handedOut(flow, step, 'refresh-token')]
      if (!access?.token || !refresh?.token || !isAlike(access.token, refresh.token)) continue
      const keysDiffer = differs(access.token.header['alg'], refresh.token.header['alg']) || differs(access.token.header['kid'], refresh.token.header['kid']) || differs(access.token.verifiedBy, refresh.token.verifiedBy)
      report({
        messageId: keysDiffer ? 'keys' : 'alike',
        data: { access: access.label, refresh: refresh.label, step: stepName(step) },
        at: at(step),
        ...(keysDiffer ? { severity: 'info' as const } : {}),
      })
      return
    }
  },
})

type Token = NonNullable<Credential['token']>

function isAlike(a: Token, b: Token): boolean {
  return typOf(a) === typOf(b) && a.claims['iss'] === b.claims['iss'] && [...audiences(a.claims)].sort().join('\n') === [...audiences(b.claims)].sort().join('\n') && !namesKind(a.claims, b.claims)
}

/** No typ is as good as JWT. */
const typOf = ({ header }: Token): string => normalizedTyp(header['typ']) ?? 'jwt'

const kindWords = /(?:^|[^a-z])(?:access|refresh|offline|bearer|id)(?:$|[^a-z])/i

/** Does a claim that only one has, or in which they differ, say what the token is? */
const namesKind = (a: JsonObject, b: JsonObject): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].some((name) => !identifying.has(name) && a[name] !== b[name] && [a[name], b[name]].some((value) => saysKind(name, value)))

function saysKind(name: string, value: JsonValue | undefined): boolean {
  if (value === true) return kindWords.test(name)
  // Scopes are called offline_access and the like.
  return typeof value === 'string' && (name === 'scope' || name === 'scp' ? /refresh/i : kindWords).test(value)
}

const identifying: ReadonlySet<string> = new Set(['iss', 'sub', 'aud', 'jti', 'sid', 'exp', 'iat', 'nbf', 'name', 'email', 'client_id', 'azp'])

const differs = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && a !== b
