import type { Policy } from '../core/policy.ts'
import type { JwtFacts } from './facts.ts'
import { judgeSignature } from './judge-signature.ts'
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
  const { verdict, selection } = judgeSignature(parsed, examination.keys, examination.policy)
  return {
    signature: verdict,
    keys: { supplied: examination.keys.keys.length, isSet: examination.keys.isSet, fitting: selection?.fitting ?? 0 },
  }
}
