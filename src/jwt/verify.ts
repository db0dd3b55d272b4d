import { constants, createHmac, verify, type SigningOptions } from 'node:crypto'
import type { SignatureAlgorithm } from './algorithms.ts'
import type { VerificationKey } from './keys.ts'

/**
 * Checks one signature with one prepared key: the signing input as text, the signature as its octets and, because
 * comparing text is faster for a MAC, as the base64url text it stood in. Never throws; what cannot be checked is false.
 */
export type Verifier = (signingInput: string, signature: Buffer, signatureText?: string) => boolean

const prepared = new WeakMap<VerificationKey, Map<SignatureAlgorithm, Verifier | undefined>>()

/** The verifier of a key for an algorithm it permits; undefined where the running Node cannot verify it. */
export function verifierOf(key: VerificationKey, algorithm: SignatureAlgorithm): Verifier | undefined {
  let verifiers = prepared.get(key)
  if (!verifiers) prepared.set(key, (verifiers = new Map()))
  if (!verifiers.has(algorithm)) verifiers.set(algorithm, prepare(key, algorithm))
  return verifiers.get(algorithm)
}

function prepare({ key, secret }: VerificationKey, algorithm: SignatureAlgorithm): Verifier | undefined {
  if (secret) return algorithm.family === 'HMAC' ? macVerifier(secret, algorithm) : undefined
  return key && algorithm.family !== 'HMAC' ? signatureVerifier({ key, ...optionsOf(algorithm) }, algorithm) : undefined
}

/** Timing does not matter: whoever runs this holds the secret. */
export function macVerifier(secret: Buffer | string, { hash }: SignatureAlgorithm): Verifier {
  const digest = hash ?? 'sha256'
  // Asked for once: it comes out of a module that may be loaded late, which makes each look at it dear.
  const mac = createHmac
  return (input, signature, text = signature.toString('base64url')) => mac(digest, secret).update(input).digest('base64url') === text
}

type PublicKeyInput = Parameters<typeof verify>[2] & SigningOptions

/** For near misses too, which vary the options. */
export function signatureVerifier(key: PublicKeyInput, { hash, signatureOctets }: SignatureAlgorithm, anyLength = false): Verifier {
  const check = verify
  return (input, signature) => {
    if (!anyLength && signatureOctets && !signatureOctets.includes(signature.length)) return false
    try {
      return check(hash, Buffer.from(input), key, signature)
    } catch {
      return false
    }
  }
}

/** JOSE fixes the PSS salt to the hash's length and writes ECDSA signatures as R and S of equal width (RFC 7518 section 3.4 and 3.5). */
export function optionsOf({ family, saltOctets }: SignatureAlgorithm): SigningOptions {
  switch (family) {
    case 'RSASSA-PSS':
      return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltOctets }
    case 'RSASSA-PKCS1-v1_5':
      return { padding: constants.RSA_PKCS1_PADDING }
    case 'ECDSA':
      return { dsaEncoding: 'ieee-p1363' }
    default:
      return {}
  }
}
