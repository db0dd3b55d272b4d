import type { JsonObject } from '../core/json.ts'
import type { Policy } from '../core/policy.ts'
import { audiences, hasClaim, timeClaim } from './claims.ts'
import type { ParsedJwt } from './jwt.ts'
import { nestedToken } from './nested.ts'
import { normalizedTyp, type TokenType } from './token-type.ts'

/**
 * The second axis: the claims against what the user asked for and the clock. Rules that speak of these claims read
 * the verdict from here, so that a finding and the axis never disagree.
 */
export interface ClaimsCheck {
  readonly status: 'ok' | 'failed' | 'not-checked'
  /** Names of the claims that failed; `typ` stands for the header parameter. */
  readonly failed: readonly string[]
}

interface Circumstances {
  readonly policy: Policy
  /** Seconds since 1970. */
  readonly now: number
  readonly type: TokenType
  readonly header: JsonObject | undefined
}

/** Each check says true, false, or undefined when there is nothing to hold the claim against. */
type Check = (claims: JsonObject, circumstances: Circumstances) => boolean | undefined

const checks: readonly (readonly [name: string, check: Check])[] = Object.entries<Check>({
  iss: (claims, { policy: { issuers } }) => issuers && issuers.some((issuer) => issuer === claims['iss']),
  aud: (claims, { policy, type }) => {
    const accepted = acceptedAudiences(policy, type)
    return accepted && audiences(claims).some((audience) => accepted.includes(audience))
  },
  sub: (claims, { policy: { subject } }) => (subject === undefined ? undefined : claims['sub'] === subject),
  nonce: (claims, { policy: { nonce }, type }) => (nonce === undefined || !mayBeIdToken(type) ? undefined : claims['nonce'] === nonce),
  azp: (claims, { policy: { clientId }, type }) =>
    clientId === undefined || claims['azp'] === undefined || !mayBeIdToken(type) ? undefined : claims['azp'] === clientId,
  typ: (_, { policy: { typ }, header }) => (typ === undefined ? undefined : normalizedTyp(header?.['typ']) === normalizedTyp(typ)),
  exp: (claims, { policy: { clockTolerance }, now }) => readable(claims, 'exp', (exp) => now < exp + clockTolerance),
  nbf: (claims, { policy: { clockTolerance }, now }) => readable(claims, 'nbf', (nbf) => nbf <= now + clockTolerance),
  iat: (claims, { policy: { clockTolerance }, now }) => readable(claims, 'iat', (iat) => iat <= now + clockTolerance),
  auth_time: (claims, { policy: { maxAge, clockTolerance }, now, type }) => {
    if (maxAge === undefined || !mayBeIdToken(type)) return undefined
    const at = timeClaim(claims, 'auth_time')
    return at !== undefined && now - at <= maxAge + clockTolerance
  },
})

/** A time that is there but cannot be read fails: a verifier that cannot judge must not accept. */
function readable(claims: JsonObject, name: string, accepts: (seconds: number) => boolean): boolean | undefined {
  if (claims[name] === undefined) return undefined
  const seconds = timeClaim(claims, name)
  return seconds !== undefined && accepts(seconds)
}

/** What was asked of an ID token is also asked of a token that could be one. */
export const mayBeIdToken = ({ kind }: TokenType): boolean => kind === 'id-token' || kind === 'generic'

/** Audiences of which a token needs one. An ID token is for its client (OpenID Connect Core section 3.1.3.7, item 3), other tokens are not. */
export function acceptedAudiences({ audiences: asked, clientId }: Policy, { kind, confidence }: TokenType): readonly string[] | undefined {
  const forClient = clientId !== undefined && kind === 'id-token' && (confidence === 'certain' || asked === undefined)
  return forClient ? [clientId] : asked
}

/** Holds claims against the policy and the clock (seconds since 1970). */
export function checkClaims(parsed: Pick<ParsedJwt, 'claims' | 'header' | 'serialization' | 'claimsPart'>, policy: Policy, now: number, type: TokenType): ClaimsCheck {
  const { claims, header, serialization } = parsed
  // Those of a token inside are held against them when it is judged.
  if (!claims) return { status: serialization === 'jwe' || nestedToken(parsed) !== undefined ? 'not-checked' : 'failed', failed: [] }
  const failed: string[] = []
  let judged = 0
  const circumstances = { policy, now, type, header }
  for (const [name, check] of checks) {
    const verdict = check(claims, circumstances)
    if (verdict === undefined) continue
    judged++
    if (!verdict) failed.push(name)
  }
  for (const name of policy.requiredClaims ?? []) {
    judged++
    if (!hasClaim(claims, name) && !failed.includes(name)) failed.push(name)
  }
  return { status: failed.length > 0 ? 'failed' : judged > 0 ? 'ok' : 'not-checked', failed }
}
