import type { JsonObject } from '../core/json.ts'
import type { Policy } from '../core/policy.ts'
import { checkClaims } from './claims-check.ts'
import { noFacts, type JwtFacts } from './facts.ts'
import { Jwt, type ParsedJwt } from './jwt.ts'
import { tokenType } from './token-type.ts'

/** What a verifier judges: of an SD-JWT the signed claims, and those that are disclosed beside them (RFC 9901 section 7.3). */
const presentedClaims = ({ claims }: ParsedJwt, { sdJwt }: JwtFacts): JsonObject | undefined => (claims && sdJwt && Object.keys(sdJwt.claims).length > 0 ? { ...sdJwt.claims, ...claims } : claims)

/** Puts together everything that is known about a token. */
export function makeJwt(id: string, parsed: ParsedJwt, policy: Policy, now: number, facts: JwtFacts = noFacts): Jwt {
  const type = tokenType(parsed, policy.tokenKind)
  const claims = presentedClaims(parsed, facts)
  const { header, serialization, claimsPart } = parsed
  return new Jwt(id, parsed, { facts, type, claims, claimsCheck: checkClaims({ header, claims, serialization, claimsPart }, policy, now, type) })
}
