/** The two numbers of an ECDSA signature, read without verifying anything. */
export interface EcdsaNumbers {
  readonly r: bigint
  readonly s: bigint
}

/** Order of the base point: r and s must lie from 1 to one less (FIPS 186-5, SEC 2). */
export const curveOrders: Readonly<Record<string, bigint>> = {
  'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  'P-384': 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  'P-521': 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
}

/** R and S side by side in equal widths, the form that JOSE uses (RFC 7518 section 3.4). */
export const numbersOfJose = (signature: Uint8Array): EcdsaNumbers => ({
  r: unsigned(signature.subarray(0, signature.length / 2)),
  s: unsigned(signature.subarray(signature.length / 2)),
})

/** ASN.1 DER, `SEQUENCE { INTEGER r, INTEGER s }`, the form that OpenSSL and Java write; undefined when it is not that. */
export function numbersOfDer(signature: Uint8Array): EcdsaNumbers | undefined {
  const sequence = element(signature, 0x30)
  const r = sequence?.rest.length === 0 ? element(sequence.content, 0x02) : undefined
  const s = r && element(r.rest, 0x02)
  return r && s?.rest.length === 0 ? { r: unsigned(r.content), s: unsigned(s.content) } : undefined
}

/** One DER element; lengths of one octet, or 0x81 and one octet, are all that a signature needs. */
function element(bytes: Uint8Array, tag: number): { content: Uint8Array; rest: Uint8Array } | undefined {
  const long = bytes[1] === 0x81
  const length = long ? bytes[2] : bytes[1]
  const start = long ? 3 : 2
  if (bytes[0] !== tag || length === undefined || (!long && length > 0x7f) || bytes.length < start + length) return undefined
  return { content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) }
}

const unsigned = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
