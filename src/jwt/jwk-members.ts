/** Which members a JWK has. */

/** What a key of each type cannot do without, in the order of RFC 7638 section 3.2 (RFC 7518 section 6, RFC 8037 section 2, RFC 9964). */
export const requiredMembers: Readonly<Record<string, readonly string[]>> = {
  RSA: ['n', 'e'],
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  AKP: ['alg', 'pub'],
  oct: ['k'],
}

/** What only the holder of an asymmetric key may know. */
export const privateMembers: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv']

/**
 * The curves of each type of key, and the octets of a coordinate or a private key on them, which are never shortened (RFC 7518
 * sections 6.2.1.2 and 6.2.2.1, RFC 8037 section 2, RFC 8812 section 3.1).
 */
export const curves: Readonly<Record<string, { readonly kty: 'EC' | 'OKP'; readonly octets: number }>> = {
  'P-256': { kty: 'EC', octets: 32 },
  'P-384': { kty: 'EC', octets: 48 },
  'P-521': { kty: 'EC', octets: 66 },
  secp256k1: { kty: 'EC', octets: 32 },
  Ed25519: { kty: 'OKP', octets: 32 },
  Ed448: { kty: 'OKP', octets: 57 },
  X25519: { kty: 'OKP', octets: 32 },
  X448: { kty: 'OKP', octets: 56 },
}

/** Octets of the public key of each ML-DSA parameter set (FIPS 204 table 2). */
export const mlDsaPublicOctets: Readonly<Record<string, number>> = { 'ML-DSA-44': 1312, 'ML-DSA-65': 1952, 'ML-DSA-87': 2592 }
