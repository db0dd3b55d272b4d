/** The one table of signature algorithms. Which key fits, how it is verified and what a signature weighs all come from here. */

/** `kty` of a key (RFC 7517 section 6.1, RFC 8037, RFC 9964); `RSA-PSS` stands for a PEM key that is bound to PSS. */
export type KeyType = 'RSA' | 'RSA-PSS' | 'EC' | 'OKP' | 'AKP' | 'oct'

export type Family = 'HMAC' | 'RSASSA-PKCS1-v1_5' | 'RSASSA-PSS' | 'ECDSA' | 'EdDSA' | 'ML-DSA'

export interface SignatureAlgorithm {
  readonly name: string
  readonly family: Family
  /** In words: `ECDSA on P-256 with SHA-256`. */
  readonly description: string
  readonly keyTypes: readonly KeyType[]
  /** Curves (`crv`) or, for AKP keys, the parameter set (`alg`); unset where the key type says enough. */
  readonly curves?: readonly string[]
  /** Name that node:crypto knows the digest by; null where the algorithm hashes for itself. */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null
  /** Octets of the PSS salt, which JOSE ties to the hash (RFC 7518 section 3.5). */
  readonly saltOctets?: number
  /** Octets a signature may have; unset for RSA, where the modulus decides. */
  readonly signatureOctets?: readonly number[]
  /** Fewest octets an HMAC secret may have (RFC 7518 section 3.2). */
  readonly secretOctets?: number
}

const hashes = [
  ['256', 'sha256', 32],
  ['384', 'sha384', 48],
  ['512', 'sha512', 64],
] as const

const hmac = hashes.map(([bits, hash, octets]): SignatureAlgorithm => ({
  name: `HS${bits}`,
  family: 'HMAC',
  description: `HMAC with SHA-${bits}`,
  keyTypes: ['oct'],
  hash,
  signatureOctets: [octets],
  secretOctets: octets,
}))

const pkcs1 = hashes.map(([bits, hash]): SignatureAlgorithm => ({
  name: `RS${bits}`,
  family: 'RSASSA-PKCS1-v1_5',
  description: `RSASSA-PKCS1-v1_5 with SHA-${bits}`,
  keyTypes: ['RSA'],
  hash,
}))

const pss = hashes.map(([bits, hash, octets]): SignatureAlgorithm => ({
  name: `PS${bits}`,
  family: 'RSASSA-PSS',
  description: `RSASSA-PSS with SHA-${bits}`,
  keyTypes: ['RSA', 'RSA-PSS'],
  hash,
  saltOctets: octets,
}))

const ecdsa = (
  [
    ['ES256', 'P-256', 'sha256', 64],
    ['ES384', 'P-384', 'sha384', 96],
    ['ES512', 'P-521', 'sha512', 132],
    ['ES256K', 'secp256k1', 'sha256', 64],
  ] as const
).map(([name, curve, hash, octets]): SignatureAlgorithm => ({
  name,
  family: 'ECDSA',
  description: `ECDSA on ${curve} with ${hash.replace('sha', 'SHA-')}`,
  keyTypes: ['EC'],
  curves: [curve],
  hash,
  signatureOctets: [octets],
}))

const eddsa = (
  [
    ['EdDSA', ['Ed25519', 'Ed448'], [64, 114]],
    ['Ed25519', ['Ed25519'], [64]],
    ['Ed448', ['Ed448'], [114]],
  ] as const
).map(([name, curves, signatureOctets]): SignatureAlgorithm => ({
  name,
  family: 'EdDSA',
  description: `EdDSA on ${curves.join(' or ')}`,
  keyTypes: ['OKP'],
  curves,
  hash: null,
  signatureOctets,
}))

const mlDsa = (
  [
    ['ML-DSA-44', 2420],
    ['ML-DSA-65', 3309],
    ['ML-DSA-87', 4627],
  ] as const
).map(([name, octets]): SignatureAlgorithm => ({
  name,
  family: 'ML-DSA',
  description: `${name} (FIPS 204)`,
  keyTypes: ['AKP'],
  curves: [name],
  hash: null,
  signatureOctets: [octets],
}))

/** By `alg`, exactly as registered: names are case-sensitive (RFC 7515 section 4.1.1). */
export const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map(
  [...hmac, ...pkcs1, ...pss, ...ecdsa, ...eddsa, ...mlDsa].map((algorithm) => [algorithm.name, algorithm]),
)

/** Key management algorithms of encrypted tokens (RFC 7518 section 4, RFC 8037, Web Cryptography registrations). */
export const keyManagementAlgorithms: ReadonlySet<string> = new Set([
  ...['RSA1_5', 'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', 'dir', 'ECDH-ES'],
  ...['128', '192', '256'].flatMap((bits) => [`A${bits}KW`, `A${bits}GCMKW`, `ECDH-ES+A${bits}KW`]),
  ...['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'],
])

/** Content encryption algorithms (`enc`) with the octets of key, initialization vector and tag (RFC 7518 section 5). */
export const contentEncryptionAlgorithms: ReadonlyMap<string, { readonly key: number; readonly iv: number; readonly tag: number }> = new Map([
  ['A128CBC-HS256', { key: 32, iv: 16, tag: 16 }],
  ['A192CBC-HS384', { key: 48, iv: 16, tag: 24 }],
  ['A256CBC-HS512', { key: 64, iv: 16, tag: 32 }],
  ['A128GCM', { key: 16, iv: 12, tag: 16 }],
  ['A192GCM', { key: 24, iv: 12, tag: 16 }],
  ['A256GCM', { key: 32, iv: 12, tag: 16 }],
])

/** Registered so that the name is taken, with "Prohibited" as its JOSE requirement level. */
const prohibited: ReadonlySet<string> = new Set(['HS1', 'RS1', 'A128CBC', 'A192CBC', 'A256CBC', 'A128CTR', 'A192CTR', 'A256CTR'])

/** What an `alg` is: one that can be verified here, another name of the IANA registry, or no registered name at all. */
export type AlgorithmStanding = 'signature' | 'encryption' | 'unsecured' | 'prohibited' | 'unknown'

export function algorithmStanding(alg: string): AlgorithmStanding {
  if (signatureAlgorithms.has(alg)) return 'signature'
  if (keyManagementAlgorithms.has(alg) || contentEncryptionAlgorithms.has(alg)) return 'encryption'
  if (alg === 'none') return 'unsecured'
  return prohibited.has(alg) ? 'prohibited' : 'unknown'
}

/**
 * `HS256` → `HS384`, `HS512`: algorithms that the same key could have been used with by mistake. A key on a curve has but one;
 * EdDSA and Ed25519 are one by two names.
 */
export const siblings = (algorithm: SignatureAlgorithm): readonly SignatureAlgorithm[] =>
  algorithm.curves ? [] : [...signatureAlgorithms.values()].filter((other) => other !== algorithm && other.keyTypes.some((type) => algorithm.keyTypes.includes(type)))
