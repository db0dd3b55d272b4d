import type { Policy } from '../core/policy.ts'
import { noFacts, type JwtFacts } from './facts.ts'
import type { ParsedJwt } from './jwt.ts'
import type { KeyRing } from './keys.ts'

export interface Examination {
  readonly keys: KeyRing
  readonly policy: Policy
  /** Try guessable secrets on HMAC tokens. */
  readonly crack: boolean
}

/** Finds out what takes keys or cryptography: the signature verdict, its diagnosis, guessable secrets. Fails closed. */
export function gatherFacts(parsed: ParsedJwt, examination: Examination): JwtFacts {
  void parsed
  void examination
  return noFacts
}
