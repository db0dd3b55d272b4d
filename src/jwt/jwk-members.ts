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

/** Octets of a coordinate, which is never shortened (RFC 7518 section 6.2.1.2, RFC 8037 section 2, RFC 8812). */
export const coordinateOctets: Readonly<Record<string, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
  secp256k1: 32,
  Ed25519: 32,
  Ed448: 57,
  X25519: 32,
  X448: 56,
}
