import type { KeyObject } from 'node:crypto'
import type { JsonObject } from '../core/json.ts'
import type { KeyReference } from './facts.ts'

/** A key to verify with. `secret` keys hold the octets; the others a public key. */
export interface VerificationKey {
  readonly reference: KeyReference
  /** RSA, RSA-PSS, EC, OKP, AKP (ML-DSA) or oct (RFC 7517 `kty`; RSA-PSS for PEM keys bound to PSS). */
  readonly type: 'RSA' | 'RSA-PSS' | 'EC' | 'OKP' | 'AKP' | 'oct'
  readonly key: KeyObject
  readonly secret?: Buffer
  /** Members of the JWK it came from that bind it (RFC 7517 section 4). */
  readonly jwk?: JsonObject
  /** Octets as they were handed in, for proving that they served as an HMAC secret. */
  readonly original?: Buffer
}

/** What was handed in to verify with. */
export interface KeyRing {
  readonly keys: readonly VerificationKey[]
  readonly isSet: boolean
}

export const noKeys: KeyRing = { keys: [], isSet: false }
