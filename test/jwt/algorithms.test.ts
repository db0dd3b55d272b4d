// The table of algorithms against the standards that register them, and against what node:crypto makes of them.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { algorithmStanding, contentEncryptionAlgorithms, keyManagementAlgorithms, siblings, signatureAlgorithms } from '../../src/jwt/algorithms.ts'

/** Octets: of a signature, and of the shortest secret; curves of keys. */
const signatures: readonly (readonly [name: string, family: string, keyTypes: string, curves: string, hash: string | null, octets?: string, secret?: number])[] = [
  // RFC 7518 section 3.2: the secret is as long as the hash at least.
  ['HS256', 'HMAC', 'oct', '', 'sha256', '32', 32],
  ['HS384', 'HMAC', 'oct', '', 'sha384', '48', 48],
  ['HS512', 'HMAC', 'oct', '', 'sha512', '64', 64],
  // RFC 7518 section 3.3; a key that is bound to PSS does not sign these.
  ['RS256', 'RSASSA-PKCS1-v1_5', 'RSA', '', 'sha256'],
  ['RS384', 'RSASSA-PKCS1-v1_5', 'RSA', '', 'sha384'],
  ['RS512', 'RSASSA-PKCS1-v1_5', 'RSA', '', 'sha512'],
  // RFC 7518 section 3.5
  ['PS256', 'RSASSA-PSS', 'RSA RSA-PSS', '', 'sha256'],
  ['PS384', 'RSASSA-PSS', 'RSA RSA-PSS', '', 'sha384'],
  ['PS512', 'RSASSA-PSS', 'RSA RSA-PSS', '', 'sha512'],
  // RFC 7518 section 3.4, RFC 8812 section 3.2
  ['ES256', 'ECDSA', 'EC', 'P-256', 'sha256', '64'],
  ['ES384', 'ECDSA', 'EC', 'P-384', 'sha384', '96'],
  ['ES512', 'ECDSA', 'EC', 'P-521', 'sha512', '132'],
  ['ES256K', 'ECDSA', 'EC', 'secp256k1', 'sha256', '64'],
  // RFC 8037 section 3.1, RFC 9864 section 2.2; lengths: RFC 8032 sections 5.1.6 and 5.2.6
  ['EdDSA', 'EdDSA', 'OKP', 'Ed25519 Ed448', null, '64 114'],
  ['Ed25519', 'EdDSA', 'OKP', 'Ed25519', null, '64'],
  ['Ed448', 'EdDSA', 'OKP', 'Ed448', null, '114'],
  // FIPS 204 table 2; keys name their parameter set in alg.
  ['ML-DSA-44', 'ML-DSA', 'AKP', 'ML-DSA-44', null, '2420'],
  ['ML-DSA-65', 'ML-DSA', 'AKP', 'ML-DSA-65', null, '3309'],
  ['ML-DSA-87', 'ML-DSA', 'AKP', 'ML-DSA-87', null, '4627'],
]

describe('signature algorithms', () => {
  it('are those that are registered', () => {
    const rows = [...signatureAlgorithms].map(([key, { name, family, keyTypes, curves, hash, signatureOctets, secretOctets }]) => {
      expect(name).toBe(key)
      return [name, family, keyTypes.join(' '), curves?.join(' ') ?? '', hash, signatureOctets?.join(' '), secretOctets]
    })
    expect(rows).toEqual(signatures.map(([name, family, keyTypes, curves, hash, octets, secret]) => [name, family, keyTypes, curves, hash, octets, secret]))
  })

  it('hash with what node:crypto knows, and salt with as much (RFC 7518 section 3.5)', () => {
    for (const { name, family, hash, saltOctets } of signatureAlgorithms.values()) {
      const octets = hash === null ? undefined : createHash(hash).digest().length
      expect(saltOctets, name).toBe(family === 'RSASSA-PSS' ? octets : undefined)
      if (hash) expect(name).toContain(hash.slice(3))
    }
  })

  it('are told in words', () => {
    const words = (...names: readonly string[]): readonly (string | undefined)[] => names.map((name) => signatureAlgorithms.get(name)?.description)
    expect(words('HS384', 'RS256', 'PS512', 'ES512', 'ES256K', 'EdDSA', 'Ed448', 'ML-DSA-65')).toEqual([
      'HMAC with SHA-384', 'RSASSA-PKCS1-v1_5 with SHA-256', 'RSASSA-PSS with SHA-512', 'ECDSA on P-521 with SHA-512', 'ECDSA on secp256k1 with SHA-256', 'EdDSA on Ed25519 or Ed448', 'EdDSA on Ed448', 'ML-DSA-65 (FIPS 204)',
    ])
  })

  // One key signs with each of these: RSA keys with both paddings, a secret with every hash; an EC key has one algorithm for its curve.
  it.each([
    ['HS256', ['HS384', 'HS512']],
    ['RS256', ['RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
    ['PS512', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384']],
    ['ES256', []],
    ['ES256K', []],
    ['EdDSA', []],
    ['Ed25519', []],
    ['ML-DSA-44', []],
  ])('%s may have been meant for %j', (name, others) => {
    const algorithm = signatureAlgorithms.get(name) ?? expect.unreachable()
    expect(siblings(algorithm).map((sibling) => sibling.name)).toEqual(others)
  })
})

describe('encryption algorithms', () => {
  // RFC 7518 section 4.1, and three that Web Cryptography registered.
  it('for keys are those that are registered', () => {
    const registered =
      'RSA1_5 RSA-OAEP RSA-OAEP-256 A128KW A192KW A256KW dir ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW A128GCMKW A192GCMKW A256GCMKW ' +
      'PBES2-HS256+A128KW PBES2-HS384+A192KW PBES2-HS512+A256KW RSA-OAEP-384 RSA-OAEP-512'
    expect([...keyManagementAlgorithms].toSorted()).toEqual(registered.split(' ').toSorted())
  })

  // RFC 7518 sections 5.2.3 to 5.2.5 and 5.3: half of the key of a pair is for the MAC, whose half is the tag.
  it.each([
    ['A128CBC-HS256', 2 * 16, 128 / 8, 16],
    ['A192CBC-HS384', 2 * 24, 128 / 8, 24],
    ['A256CBC-HS512', 2 * 32, 128 / 8, 32],
    ['A128GCM', 128 / 8, 96 / 8, 128 / 8],
    ['A192GCM', 192 / 8, 96 / 8, 128 / 8],
    ['A256GCM', 256 / 8, 96 / 8, 128 / 8],
  ])('%s takes a key of %i octets, %i to begin with and a tag of %i', (name, key, iv, tag) => {
    expect(contentEncryptionAlgorithms.get(name)).toEqual({ key, iv, tag })
    expect(contentEncryptionAlgorithms.size).toBe(6)
  })
})

// IANA, "JSON Web Signature and Encryption Algorithms"; names count as they are written (RFC 7515 section 4.1.1).
it.each([
  ['signature', 'HS256 RS512 PS384 ES256K EdDSA Ed448 ML-DSA-87'],
  ['encryption', 'RSA1_5 RSA-OAEP-512 dir ECDH-ES+A128KW A256GCMKW PBES2-HS512+A256KW A128GCM A256CBC-HS512'],
  ['unsecured', 'none'],
  ['prohibited', 'HS1 RS1 A128CBC A192CBC A256CBC A128CTR A192CTR A256CTR'],
  ['unknown', 'hs256 None NONE ES256k ES521 HS128 RS2048 ML-DSA-128 EDDSA constructor MD5'],
])('the standing %s', (standing, names) => {
  // Asked twice: asking uses nothing up.
  for (const name of names.split(' ')) expect([algorithmStanding(name), algorithmStanding(name)], name).toEqual([standing, standing])
  expect(algorithmStanding('')).toBe('unknown')
})
