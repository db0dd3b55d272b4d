// jose is the other implementation: over tokens of every algorithm both must always agree.
import { generateKeyPairSync, randomBytes, randomInt, sign, type KeyObject } from 'node:crypto'
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms } from '../../src/jwt/algorithms.ts'
import type { VerificationKey } from '../../src/jwt/keys.ts'
import { AuthlintError } from '../../src/core/errors.ts'
import { Source } from '../../src/core/location.ts'
import { parseKeyDocument } from '../../src/jwt/key-document.ts'
import { fromJwk, parseKeys } from '../../src/jwt/load-keys.ts'
import { encode } from '../tokens.ts'
import { examine, keysOf } from './examine.ts'

interface Signer {
  readonly alg: string
  readonly privateKey: KeyObject | Uint8Array
  readonly jwk: JWK
  readonly key: VerificationKey
}

const pair = (alg: string, { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): Signer => {
  const jwk = publicKey.export({ format: 'jwk' }) as JWK
  return { alg, privateKey, jwk, key: keysOf(jwk)[0] ?? expect.unreachable() }
}

const hmac = (alg: string, octets: number): Signer => {
  const secret = randomBytes(octets)
  const jwk = { kty: 'oct', k: secret.toString('base64url') }
  return { alg, privateKey: secret, jwk, key: fromJwk(jwk, { source: 'test', original: secret }) }
}

const rsaPair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signers: Signer[] = [
  ...['HS256', 'HS384', 'HS512'].map((alg, i) => hmac(alg, 32 + 16 * i)),
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => pair(alg, rsaPair)),
  ...(
    [
      ['ES256', 'P-256'],
      ['ES384', 'P-384'],
      ['ES512', 'P-521'],
    ] as const
  ).map(([alg, namedCurve]) => pair(alg, generateKeyPairSync('ec', { namedCurve }))),
  ...['EdDSA', 'Ed25519'].map((alg) => pair(alg, generateKeyPairSync('ed25519'))),
]

const claims = () => ({ sub: `ü${randomBytes(randomInt(40)).toString('base64')}`, n: randomInt(1e9), list: [randomInt(10), null, { 名: true }] })
const make = ({ alg, privateKey }: Signer) => new CompactSign(Buffer.from(JSON.stringify(claims()))).setProtectedHeader({ alg }).sign(privateKey)

const joseAccepts = async (token: string, { jwk, alg }: Signer): Promise<boolean> => {
  try {
    await compactVerify(token, await importJWK(jwk, alg))
    return true
  } catch {
    return false
  }
}

/** Changes one bit of what the token's octets are, so that the text stays clean base64url. */
function flip(token: string): string {
  const segments = token.split('.').map((segment) => Buffer.from(segment, 'base64url'))
  const segment = segments[randomInt(segments.length)]!
  const at = randomInt(segment.length)
  segment[at]! ^= 1 << randomInt(8)
  return segments.map((octets) => octets.toString('base64url')).join('.')
}

describe.each(signers.map((signer) => [signer.alg, signer] as const))('%s', (alg, signer) => {
  it('verifies what jose signs, and nothing else that jose refuses', async () => {
    for (let i = 0; i < 12; i++) {
      const token = await make(signer)
      const changed = flip(token)
      expect(examine(token, [signer.key]).signature).toMatchObject({ status: 'valid', code: 'verified' })
      expect(examine(changed, [signer.key]).signature.status, changed).not.toBe('valid')
      expect(await joseAccepts(changed, signer)).toBe(false)
    }
  })

  it('verifies with no key of another signer', async () => {
    const token = await make(signer)
    for (const other of signers) {
      const agrees = examine(token, [other.key]).signature.status === 'valid'
      expect(agrees, `${alg} with the key of ${other.alg}`).toBe(await joseAccepts(token, { ...other, alg }))
    }
  })
})

describe('algorithms that jose does not have', () => {
  const signed = (alg: string, hash: string | null, key: Parameters<typeof sign>[2]) => {
    const input = `${encode({ alg })}.${encode({ sub: 'ü' })}`
    return `${input}.${sign(hash, Buffer.from(input), key).toString('base64url')}`
  }

  it.each(['ES256K', 'Ed448', 'EdDSA'])('%s verifies what node:crypto signs, and nothing changed', (alg) => {
    const { privateKey, publicKey } = alg === 'ES256K' ? generateKeyPairSync('ec', { namedCurve: 'secp256k1' }) : generateKeyPairSync('ed448')
    const token = signed(alg, signatureAlgorithms.get(alg)?.hash ?? null, alg === 'ES256K' ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey)
    const keys = keysOf(publicKey.export({ format: 'jwk' }))
    expect(examine(token, keys).signature.status).toBe('valid')
    for (let i = 0; i < 20; i++) expect(examine(flip(token), keys).signature.status).not.toBe('valid')
  })

  // Asked of Node itself: it came with 24; with OpenSSL 3.5 later releases of 22 verify, too, but make no keys.
  const hasMlDsa = ((): boolean => {
    try {
      return generateKeyPairSync('ml-dsa-44' as 'ed25519') !== undefined
    } catch {
      return false
    }
  })()
  const zeroKey = keysOf({ kty: 'AKP', alg: 'ML-DSA-44', pub: Buffer.alloc(1312).toString('base64url') })
  const verifiesMlDsa = zeroKey.some(({ key }) => key !== undefined)

  it.each([
    ['ML-DSA-44', 1312, 0x11],
    ['ML-DSA-65', 1952, 0x12],
    ['ML-DSA-87', 2592, 0x13],
  ])('%s is the same key in PEM and DER as in a JWK, whatever Node knows of it', (alg, octets, arc) => {
    const pub = Buffer.alloc(octets, 7)
    // RFC 9881 section 3: SEQUENCE { SEQUENCE { OID 2.16.840.1.101.3.4.3.x }, BIT STRING }.
    const size = (content: number) => [0x82, content >> 8, content & 0xff]
    const spki = Buffer.concat([Buffer.from([0x30, ...size(octets + 18), 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, arc, 0x03, ...size(octets + 1), 0]), pub])
    const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`
    const said = ([key]: readonly VerificationKey[]) => [key?.type, key?.curve, key?.reference.thumbprint, key?.key !== undefined]
    const jwk = { kty: 'AKP', alg, pub: pub.toString('base64url') }
    for (const written of [pem, spki, spki.toString('base64')]) {
      expect(said(parseKeys(Buffer.from(written as string), 'key'))).toEqual(said(parseKeys(Buffer.from(JSON.stringify(jwk)), 'key')))
    }
    expect(parseKeyDocument(new Source('key', pem)).entries.map(({ value }) => value)).toEqual([jwk])
    expect(() => parseKeys(spki.subarray(0, -1), 'key')).toThrow(AuthlintError)
  })

  it.skipIf(verifiesMlDsa)('ML-DSA is not checked where Node has it not', () => {
    const token = `${encode({ alg: 'ML-DSA-44' })}.${encode({})}.${Buffer.alloc(2420).toString('base64url')}`
    const { signature } = examine(token, zeroKey)
    expect(signature).toMatchObject({ status: 'not-checked', code: 'algorithm-unsupported' })
  })

  it.runIf(hasMlDsa)('ML-DSA verifies what node:crypto signs, and nothing changed', () => {
    // The types of this Node do not know the name yet.
    const { privateKey, publicKey } = generateKeyPairSync('ml-dsa-44' as 'ed25519')
    const token = signed('ML-DSA-44', null, privateKey)
    const pub = publicKey.export({ type: 'spki', format: 'der' }).subarray(-1312).toString('base64url')
    for (const keys of [keysOf({ kty: 'AKP', alg: 'ML-DSA-44', pub }), keysOf(publicKey.export({ type: 'spki', format: 'pem' }).toString())]) {
      expect(examine(token, keys).signature.status).toBe('valid')
      expect(examine(flip(token), keys).signature.status).not.toBe('valid')
    }
  })
})

describe('what decides', () => {
  const [rs, es, ed] = ['RS256', 'ES256', 'Ed25519'].map((alg) => signers.find((signer) => signer.alg === alg)!) as [Signer, Signer, Signer]
  const inSet = (...keys: object[]) => keysOf({ keys })

  it('names the key and where it came from', async () => {
    const facts = examine(await make(es), keysOf({ keys: [{ ...rs.jwk, kid: 'a' }, { ...es.jwk, kid: 'b' }] }, 'file jwks.json'))
    expect(facts.signature).toMatchObject({ status: 'valid', key: { source: 'file jwks.json', kid: 'b', description: 'EC P-256', thumbprint: es.key.reference.thumbprint } })
    expect(facts.signature.reason).toBe('The ES256 signature verifies with key b of file jwks.json (EC P-256).')
    expect(facts.keys).toEqual({ supplied: 2, isSet: true, fitting: 1 })
  })

  it('is the kid before the type', async () => {
    const other = pair('ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' }))
    const token = await new CompactSign(Buffer.from('{}')).setProtectedHeader({ alg: 'ES256', kid: 'b' }).sign(es.privateKey as KeyObject)
    const verdict = (...keys: object[]) => examine(token, inSet(...keys))
    expect(verdict({ ...other.jwk, kid: 'a' }, { ...es.jwk, kid: 'b' })).toMatchObject({ signature: { status: 'valid' }, keys: { kidFound: true, fitting: 2 } })
    expect(verdict({ ...other.jwk, kid: 'b' }, { ...es.jwk, kid: 'b' }).signature.status, 'a kid twice').toBe('valid')
    expect(verdict({ ...other.jwk, kid: 'b' }, { ...es.jwk, kid: 'a' })).toMatchObject({ signature: { status: 'invalid', code: 'mismatch' }, keys: { kidFound: true } })
    expect(verdict({ ...es.jwk, kid: 'a' })).toMatchObject({ signature: { status: 'invalid', code: 'kid-unknown' }, keys: { kidFound: false } })
    expect(verdict(es.jwk).signature.status, 'a set without kids').toBe('valid')
    expect(verdict({ ...rs.jwk, kid: 'b' }).signature.code).toBe('no-fitting-key')
    expect(examine(token, keysOf({ ...es.jwk, kid: 'a' })).signature.status, 'a key given by itself').toBe('valid')
  })

  it.each([
    ['use', { use: 'enc' }],
    ['key_ops', { key_ops: ['encrypt'] }],
    ['key_ops', { key_ops: 'verify' }],
    ['alg', { alg: 'ES384' }],
  ])('is what the key says of itself: %s', async (member, binding) => {
    const facts = examine(await make(es), keysOf({ ...es.jwk, ...binding }))
    expect(facts.signature).toMatchObject({ status: 'invalid', code: 'no-fitting-key' })
    expect(facts.keys.conflict).toContain(`its ${member}`)
  })

  it('takes EdDSA and Ed25519 for the same algorithm on the same curve', async () => {
    const token = await make(ed)
    for (const alg of ['EdDSA', 'Ed25519']) expect(examine(token, keysOf({ ...ed.jwk, alg, use: 'sig', key_ops: ['verify'] })).signature.status).toBe('valid')
    expect(examine(token, keysOf({ ...ed.jwk, alg: 'Ed448' })).signature.code).toBe('no-fitting-key')
  })

  it('is the list of allowed algorithms', async () => {
    const token = await make(es)
    expect(examine(token, [es.key], { algorithms: ['RS256'] }).signature).toMatchObject({ status: 'invalid', code: 'algorithm-not-allowed' })
    expect(examine(token, [es.key], { algorithms: ['RS256', 'ES256'] }).signature.status).toBe('valid')
  })

  it('is a secret and public keys side by side, each for its own algorithms', async () => {
    const hs = signers[0]!
    for (const signer of [hs, es, rs]) expect(examine(await make(signer), [hs.key, es.key, rs.key]).signature.status).toBe('valid')
  })

  it('a PEM key bound to PSS permits PS only, with its hash', () => {
    // The types ask for text here, Node for a number.
    const saltLength = 32 as unknown as string
    const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength })
    const keys = keysOf(publicKey.export({ type: 'spki', format: 'pem' }).toString())
    const token = (alg: string) => {
      const input = `${encode({ alg })}.${encode({})}`
      return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, padding: 6, saltLength: 32 }).toString('base64url')}`
    }
    expect(examine(token('PS256'), keys).signature.status).toBe('valid')
    expect(examine(token('RS256'), keys).signature.code).toBe('no-fitting-key')
    expect(examine(token('PS512'), keys).signature.code).toBe('no-fitting-key')
  })

  it.each([
    ['crit', { crit: ['exp'] }, 'critical-extension'],
    ['an empty crit', { crit: [] }, 'critical-extension'],
    ['b64', { b64: false }, 'critical-extension'],
    ['an unknown alg', { alg: 'hs256' }, 'algorithm-unknown'],
    ['an alg for encryption', { alg: 'RSA-OAEP' }, 'algorithm-unsupported'],
    ['no alg', { alg: undefined }, 'algorithm-unknown'],
    ['nOnE', { alg: 'nOnE' }, 'unsigned'],
  ])('%s in the header is not let pass', (_, header, code) => {
    const hs = signers[0]!
    const input = `${encode({ alg: 'HS256', ...header })}.${encode({})}`
    const token = `${input}.${Buffer.alloc(32).toString('base64url')}`
    expect(examine(token, [hs.key]).signature).toMatchObject({ code })
    expect(examine(token, [hs.key]).signature.status).not.toBe('valid')
  })

  it('never throws, whatever stands in the token', () => {
    const headers = ['', '{', '[]', 'null', '{"alg":{}}', '{"alg":"ES256","kid":7}', '{"alg":"RS256","jwk":7,"x5c":{}}', '{"alg":"HS256","jwk":{"kty":"oct","k":""}}', '{"alg":"ES256","x5c":["AAAA"],"jwk":{"kty":"EC"}}']
    for (const header of headers) {
      for (const signature of ['', 'A', 'AAAA', '!!!', Buffer.alloc(64).toString('base64url')]) {
        for (const payload of ['', 'e30', '{', encode({ cnf: { jwk: { kty: 7 } }, _sd: [7], _sd_alg: 7 })]) {
          for (const tail of ['', '.', '.x', '~', '~~', '~AAAA~x.y.z']) {
            const facts = examine(`${encode(header)}.${payload}.${signature}${tail}`, [rs.key, es.key, signers[0]!.key], { accessToken: 'a.b.c', tokenKind: 'dpop-proof' }, true)
            expect(facts.signature.status).not.toBe('valid')
          }
        }
      }
    }
  })
})
