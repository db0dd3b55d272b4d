import type { KeyObject } from 'node:crypto'
import { stringifyJson, type JsonObject } from '../core/json.ts'
import { visible } from '../core/text.ts'
import type { KeyType, SignatureAlgorithm } from './algorithms.ts'
import type { KeyReference } from './facts.ts'

/** How the text of a secret was turned into octets. `octets` is a file's content as it stands, `jwk` the `k` of a JWK. */
export type SecretEncoding = 'text' | 'base64' | 'base64url' | 'hex' | 'octets' | 'jwk'

/** A key to verify with. `oct` keys hold a secret; the others a public key. */
export interface VerificationKey {
  readonly reference: KeyReference
  readonly type: KeyType
  /** `crv`, or the parameter set of an AKP key. */
  readonly curve?: string
  /** Absent for secrets, and where the running Node cannot hold such a key (ML-DSA before Node 24). */
  readonly key?: KeyObject
  /** The private half, when one was handed in. Only decryption uses it. */
  readonly privateKey?: KeyObject
  readonly secret?: Buffer
  readonly encoding?: SecretEncoding
  /** Members of the JWK it came from that bind it (RFC 7517 section 4). */
  readonly jwk?: JsonObject
  /** DER of the certificate it came from. */
  readonly certificate?: Buffer
  /** It came out of a key set or a certificate map, so a `kid` must name it. */
  readonly inSet?: boolean
  /** Octets as they were handed in: of a public key, to prove that they served as an HMAC secret; of a secret, before decoding. */
  readonly original?: Buffer
  /** Why nothing that this key verifies can be trusted, whatever the algorithm. */
  readonly refused?: string
}

/** What was handed in to verify with. */
export interface KeyRing {
  readonly keys: readonly VerificationKey[]
  /** A key set (JWKS, certificate map) is among them: something that an issuer published, in which kid chooses. */
  readonly isSet: boolean
}

/**
 * Of keys of different types that are compared Node (20 to 24) leaves an error of OpenSSL behind, on which the next private key to
 * be read fails.
 */
export const isSameKey = (a: KeyObject, b: KeyObject): boolean => a.asymmetricKeyType === b.asymmetricKeyType && a.equals(b)

export const noKeys: KeyRing = { keys: [], isSet: false }

/** Puts keys from several places together. Keys that were named one by one are no set: the token need not choose among them. */
export function keyRing(keys: readonly VerificationKey[]): KeyRing {
  return { keys, isSet: keys.some(({ inSet }) => inSet === true) }
}

/**
 * Why a key must not verify an algorithm, as a clause that follows "this key"; undefined when it may. The key's type
 * decides, never the token (RFC 8725 section 3.1), then what the key says of its own use (RFC 7517 section 4.2 to 4.4).
 */
export function conflict(key: VerificationKey, algorithm: SignatureAlgorithm): string | undefined {
  return typeConflict(key, algorithm) ?? useConflict(key, algorithm) ?? key.refused
}

function typeConflict({ type, curve, key }: VerificationKey, algorithm: SignatureAlgorithm): string | undefined {
  const { keyTypes, curves, name } = algorithm
  if (!keyTypes.includes(type) || (curves && (curve === undefined || !curves.includes(curve)))) {
    return `does not fit: ${name} takes ${wanted(algorithm)}`
  }
  if (type !== 'RSA-PSS') return undefined
  const details = key?.asymmetricKeyDetails
  const hash = details?.hashAlgorithm
  if (hash !== undefined && hash !== algorithm.hash) return `is bound to PSS with ${hash}, and ${name} uses ${algorithm.hash ?? 'none'}`
  if ((details?.saltLength ?? 0) > (algorithm.saltOctets ?? 0)) return `is bound to a longer PSS salt than ${name} uses`
  return undefined
}

const wanted = ({ keyTypes, curves }: SignatureAlgorithm): string => {
  if (keyTypes.includes('oct')) return 'a shared secret'
  return curves ? `${keyTypes.includes('EC') ? 'an EC' : keyTypes.includes('OKP') ? 'an OKP' : 'an AKP'} key on ${curves.join(' or ')}` : 'an RSA key'
}

function useConflict({ jwk, privateKey, curve }: VerificationKey, algorithm: SignatureAlgorithm): string | undefined {
  if (!jwk) return undefined
  const { use, key_ops: operations, alg } = jwk
  if (use !== undefined && use !== 'sig') return `is not for signatures (its use is ${shown(use)})`
  if (operations !== undefined) {
    // A private key that signs has a public half that verifies.
    const permits = Array.isArray(operations) && (operations.includes('verify') || (privateKey !== undefined && operations.includes('sign')))
    if (!permits) return `does not permit verifying (its key_ops are ${shown(operations)})`
  }
  // RFC 9864 gave EdDSA on one curve a name of its own; it is the same algorithm.
  const same = alg === undefined || alg === algorithm.name || (algorithm.family === 'EdDSA' && (alg === 'EdDSA' || alg === curve))
  return same ? undefined : `is for ${typeof alg === 'string' ? visible(alg, 40) : 'another algorithm'} only (its alg)`
}

const shown = (value: unknown): string => visible(stringifyJson(value), 60)

/** `key k1 of file jwks.json (RSA 2048)`, safe to print. */
export function nameOf({ source, kid, description }: KeyReference): string {
  const key = kid === undefined ? 'the key' : `key ${visible(kid, 80)}`
  return description.startsWith('secret') ? `the ${description} of ${visible(source, 120)}` : `${key} of ${visible(source, 120)} (${description})`
}
