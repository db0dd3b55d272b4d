import type { Policy } from '../core/policy.ts'
import { audiences, hasClaim, timeClaim } from './claims.ts'
import type { ParsedJwt } from './jwt.ts'
import { normalizedTyp } from './token-type.ts'

/** The second axis: the claims against what the user asked for and the clock. */
export interface ClaimsCheck {
  readonly status: 'ok' | 'failed' | 'not-checked'
  /** Names of the claims that failed; `typ` stands for the header parameter. */
  readonly failed: readonly string[]
}

type Check = (claims: NonNullable<ParsedJwt['claims']>, policy: Policy, now: number, parsed: ParsedJwt) => boolean | undefined

/** Each check says true, false, or undefined when there is nothing to hold the claim against. */
const checks: Readonly<Record<string, Check>> = {
  iss: (claims, { issuers }) => issuers && issuers.some((issuer) => issuer === claims['iss']),
  aud: (claims, { audiences: accepted }) => accepted && audiences(claims).some((audience) => accepted.includes(audience)),
  sub: (claims, { subject }) => (subject === undefined ? undefined : claims['sub'] === subject),
  nonce: (claims, { nonce }) => (nonce === undefined ? undefined : claims['nonce'] === nonce),
  azp: (claims, { clientId }) => (clientId === undefined || claims['azp'] === undefined ? undefined : claims['azp'] === clientId),
  typ: (_, { typ }, _now, { header }) => (typ === undefined ? undefined : normalizedTyp(header?.['typ']) === normalizedTyp(typ)),
  exp: (claims, { clockTolerance }, now) => notAfter(claims, 'exp', now - clockTolerance),
  nbf: (claims, { clockTolerance }, now) => notBefore(claims, 'nbf', now + clockTolerance),
  iat: (claims, { clockTolerance }, now) => notBefore(claims, 'iat', now + clockTolerance),
  auth_time: (claims, { maxAge, clockTolerance }, now) => {
    if (maxAge === undefined) return undefined
    const at = timeClaim(claims, 'auth_time')
    return at !== undefined && now - at <= maxAge + clockTolerance
  },
}

/** A claim that is there but cannot be read as a time fails: a verifier that cannot judge must not accept. */
function notAfter(claims: NonNullable<ParsedJwt['claims']>, name: string, limit: number): boolean | undefined {
  if (claims[name] === undefined) return undefined
  const at = timeClaim(claims, name)
  return at !== undefined && limit < at
}

function notBefore(claims: NonNullable<ParsedJwt['claims']>, name: string, limit: number): boolean | undefined {
  if (claims[name] === undefined) return undefined
  const at = timeClaim(claims, name)
  return at !== undefined && at <= limit
}

export function checkClaims(parsed: ParsedJwt, policy: Policy, now: number): ClaimsCheck {
  const { claims } = parsed
  if (!claims) return { status: parsed.serialization === 'jwe' ? 'not-checked' : 'failed', failed: [] }
  const failed = new Set<string>()
  let judged = 0
  for (const [name, check] of Object.entries(checks)) {
    const verdict = check(claims, policy, now, parsed)
    if (verdict === undefined) continue
    judged++
    if (!verdict) failed.add(name)
  }
  for (const name of policy.requiredClaims ?? []) {
    judged++
    if (!hasClaim(claims, name)) failed.add(name)
  }
  return { status: failed.size > 0 ? 'failed' : judged > 0 ? 'ok' : 'not-checked', failed: [...failed] }
}
