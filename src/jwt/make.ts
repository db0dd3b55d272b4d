import type { Policy } from '../core/policy.ts'
import { checkClaims } from './claims-check.ts'
import { noFacts, type JwtFacts } from './facts.ts'
import { Jwt, type ParsedJwt } from './jwt.ts'
import { tokenType } from './token-type.ts'

/** Puts together everything that is known about a token. */
export function makeJwt(id: string, parsed: ParsedJwt, policy: Policy, now: number, facts: JwtFacts = noFacts): Jwt {
  const type = tokenType(parsed, policy.tokenKind)
  return new Jwt(id, parsed, { facts, type, claimsCheck: checkClaims(parsed, policy, now, type) })
}
