// The last step of a verification, held to its letter: what cannot be checked is false, and each key verifies what it is for alone.
import { constants, createHmac, createSecretKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms, type SignatureAlgorithm } from '../../src/jwt/algorithms.ts'
import { parseSecret } from '../../src/jwt/load-keys.ts'
import { macVerifier, optionsOf, signatureVerifier, verifierOf } from '../../src/jwt/verify.ts'
import { keysOf } from './examine.ts'

const algorithm = (name: string): SignatureAlgorithm => signatureAlgorithms.get(name) ?? expect.unreachable(name)
const ed25519 = generateKeyPairSync('ed25519')
const [publicKey] = keysOf(ed25519.publicKey.export({ type: 'spki', format: 'pem' }))
if (!publicKey) throw new Error('no key')

describe('a verifier', () => {
  it('is there for what the key is for, and made once', () => {
    const secret = parseSecret('Wm8Nc4Pb6Hd0Gs5JfaZk3vQ9r1T7yLx2', 'test')
    for (const name of ['HS256', 'HS384', 'HS512']) expect(verifierOf(secret, algorithm(name)), name).toBeTypeOf('function')
    for (const name of ['RS256', 'PS256', 'ES256', 'EdDSA', 'ML-DSA-44']) expect(verifierOf(secret, algorithm(name)), name).toBe(undefined)
    for (const name of ['HS256', 'HS384', 'HS512']) expect(verifierOf(publicKey, algorithm(name)), name).toBe(undefined)
    expect(verifierOf(publicKey, algorithm('EdDSA'))).toBe(verifierOf(publicKey, algorithm('EdDSA')))
    expect(verifierOf({ ...publicKey, key: undefined as never }, algorithm('EdDSA'))).toBe(undefined)
  })

  it('takes what the algorithm made, and nothing else', () => {
    const verifies = verifierOf(publicKey, algorithm('EdDSA'))
    const signature = sign(null, Buffer.from('input'), ed25519.privateKey)
    expect(verifies?.('input', signature)).toBe(true)
    expect(verifies?.('inpuT', signature)).toBe(false)
    expect(verifies?.('input', Buffer.concat([signature, Buffer.of(0)]))).toBe(false)
    expect(verifies?.('input', signature.subarray(0, 63))).toBe(false)
    expect(verifies?.('input', Buffer.alloc(64))).toBe(false)
  })

  it('says false where the check itself fails', () => {
    // Neither a key for an exchange nor a secret can verify: node:crypto throws.
    const exchange = generateKeyPairSync('x25519').publicKey
    expect(signatureVerifier({ key: exchange }, algorithm('EdDSA'))('input', Buffer.alloc(64))).toBe(false)
    expect(signatureVerifier({ key: createSecretKey(Buffer.from('secret')) as never }, algorithm('RS256'))('input', Buffer.alloc(256))).toBe(false)
  })

  it('wants the octets that the algorithm makes, unless any length is asked for', () => {
    const { publicKey: key, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const der = sign('sha256', Buffer.from('input'), privateKey)
    expect(signatureVerifier({ key, dsaEncoding: 'der' }, algorithm('ES256'))('input', der)).toBe(false)
    expect(signatureVerifier({ key, dsaEncoding: 'der' }, algorithm('ES256'), true)('input', der)).toBe(true)
  })

  it('of a MAC compares its text, and its octets where there is no text', () => {
    const mac = createHmac('sha512', 'secret').update('input').digest()
    const verifies = macVerifier('secret', algorithm('HS512'))
    expect(verifies('input', mac)).toBe(true)
    expect(verifies('input', mac, mac.toString('base64url'))).toBe(true)
    expect(verifies('input', mac, mac.toString('base64url').slice(0, -1))).toBe(false)
    expect(verifies('input', mac.subarray(0, 32))).toBe(false)
    expect(verifies('other', mac)).toBe(false)
    expect(macVerifier('Secret', algorithm('HS512'))('input', mac)).toBe(false)
    expect(macVerifier('secret', algorithm('HS256'))('input', mac)).toBe(false)
  })
})

// RFC 7518 section 3.3 to 3.5, RFC 8037 section 3.1.
it.each([
  ['RS256', { padding: constants.RSA_PKCS1_PADDING }],
  ['PS256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
  ['PS384', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }],
  ['PS512', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }],
  ['ES256', { dsaEncoding: 'ieee-p1363' }],
  ['ES512', { dsaEncoding: 'ieee-p1363' }],
  ['EdDSA', {}],
  ['HS256', {}],
])('%s is verified with %j', (name, options) => expect(optionsOf(algorithm(name))).toEqual(options))

it('a PSS signature with another salt is none of JOSE', () => {
  const { publicKey: key, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [rsa] = keysOf(key.export({ type: 'spki', format: 'pem' }))
  const signed = (saltLength: number): Buffer => sign('sha256', Buffer.from('input'), { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
  const verifies = rsa && verifierOf(rsa, algorithm('PS256'))
  expect([32, 0, 20, 31, 33].map((salt) => verifies?.('input', signed(salt)))).toEqual([true, false, false, false, false])
})
