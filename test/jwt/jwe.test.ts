import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { CompactEncrypt } from 'jose'
import { describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { Source } from '../../src/core/location.ts'
import { findTokens } from '../../src/jwt/find.ts'
import { decryptJwe, type Decryption } from '../../src/jwt/jwe.ts'
import { parseJwt } from '../../src/jwt/jwt.ts'
import { openJwe } from '../../src/jwt/open-jwe.ts'
import { keyRing, noKeys, type VerificationKey } from '../../src/jwt/keys.ts'
import { fromJwk, secretKey } from '../../src/jwt/load-keys.ts'
import { corpus } from '../corpus.ts'
import { encode, hmac } from '../tokens.ts'
import { examine, keysOf, parse } from './examine.ts'

const decrypt = (token: string, keys: readonly VerificationKey[]): Promise<Decryption> => decryptJwe(parse(token), keyRing(keys))

interface Vector {
  readonly id: string
  readonly kind: string
  readonly token: string
  readonly privateKey: object
  readonly plaintextHex?: string
  readonly expected: 'valid' | 'invalid'
  readonly disputed?: string
}

// Project Wycheproof.
describe.each(['wycheproof-jwe.ndjson', 'wycheproof-crypto.ndjson'])('%s', (file) => {
  const vectors = corpus<Vector>(file)?.filter(({ kind, disputed }) => kind === 'jwe' && disputed === undefined)

  it.skipIf(!vectors)('is agreed with, vector by vector', async () => {
    const wrong: string[] = []
    for (const { id, token, privateKey, plaintextHex, expected } of vectors!) {
      const { facts, plaintext } = await decrypt(token, keysOf(privateKey))
      if (facts.decrypted !== (expected === 'valid')) wrong.push(`${id}: ${facts.reason}`)
      if (facts.decrypted && plaintextHex !== undefined && plaintext?.toString('hex') !== plaintextHex) wrong.push(`${id}: other plaintext`)
    }
    expect(wrong).toEqual([])
    expect(vectors!.length).toBeGreaterThan(30)
  })
})

interface Example {
  readonly id: string
  readonly kind: string
  readonly form: string
  readonly token: string
  readonly key: object | null
  readonly password?: string
  readonly payload?: string
}

// RFC 7520 section 5 and 6, RFC 8037.
describe('encrypted examples of the RFCs', () => {
  const examples = corpus<Example>('rfc-jose-examples.ndjson')?.filter(({ kind, form }) => kind === 'jwe' && form === 'compact')

  it.skipIf(!examples)('decrypt', async () => {
    for (const { id, token, key, password, payload } of examples!) {
      const keys = key ? keysOf(key) : [secretKey(Buffer.from(password ?? ''), 'password')]
      const { facts, plaintext } = await decrypt(token, keys)
      expect(facts, id).toMatchObject({ decrypted: true, problems: [] })
      if (payload !== undefined) expect(plaintext?.toString(), id).toBe(payload)
    }
    expect(examples!.length).toBeGreaterThan(8)
  })

  // RFC 7520 sections 5.10 to 5.13: additional data, parameters beside the protected header, several recipients.
  const inJson = corpus<Example>('rfc-jose-examples.ndjson')?.filter(({ kind, form }) => kind === 'jwe' && form !== 'compact')

  it.skipIf(!inJson)('decrypt in JSON serialisation, for each recipient', async () => {
    for (const { id, token, key, password, payload } of inJson!) {
      const [{ excerpt, carrier, undone, jsonForm } = expect.unreachable(), ...more] = findTokens(new Source('test', token))
      expect(more, id).toEqual([])
      const parsed = parseJwt(excerpt, carrier, undone, jsonForm)
      for (const one of Array.isArray(key) ? key : [key]) {
        const keys = one ? keysOf(one as object) : [secretKey(Buffer.from(password ?? ''), 'password')]
        const { facts, plaintext } = await decryptJwe(parsed, keyRing(keys))
        expect(facts, id).toMatchObject({ decrypted: true, problems: [] })
        if (payload !== undefined) expect(plaintext?.toString(), id).toBe(payload)
      }
      expect(parsed.header?.['enc'], id).toBeTypeOf('string')
    }
    expect(inJson!.length).toBeGreaterThan(20)
  })

  it.skipIf(!inJson)('do not decrypt when the additional data was changed', async () => {
    const { token, key } = inJson!.find(({ id, form }) => id.includes('5_10') && form === 'json_flat') ?? expect.unreachable()
    const aadOf = (text: string) => (JSON.parse(text) as { aad: string }).aad
    const [found = expect.unreachable()] = findTokens(new Source('test', token.replace(aadOf(token), `${aadOf(token)}AAAA`)))
    const { facts } = await decryptJwe(parseJwt(found.excerpt, found.carrier, found.undone, found.jsonForm), keyRing(keysOf(key)))
    expect(facts.decrypted).toBe(false)
  })

  it.skipIf(!examples)('hand out the token inside', async () => {
    const nested = examples!.find(({ id }) => id.includes('nesting')) ?? expect.unreachable()
    const { facts, token } = await decrypt(nested.token, keysOf(nested.key))
    expect(facts.nested).toBe('jws')
    expect(parse(token ?? '').header).toMatchObject({ alg: 'PS256', typ: 'JWT' })
  })
})

const secret = (octets: number): VerificationKey => secretKey(randomBytes(octets), 'option --secret')
const encrypted = (content: string, key: VerificationKey, header: { alg: string; enc: string; [name: string]: unknown }) =>
  new CompactEncrypt(Buffer.from(content)).setProtectedHeader(header).encrypt(key.secret ?? expect.unreachable())

describe('what is inside', () => {
  it.each([
    ['a signed token', hmac('some secret'), 'jws'],
    ['claims', '{"sub":"1"}', 'claims'],
    ['text', 'hello', 'other'],
  ])('%s', async (_, content, nested) => {
    const key = secret(32)
    const { facts, token, claims } = await decrypt(await encrypted(content, key, { alg: 'dir', enc: 'A256GCM' }), [key])
    expect(facts).toMatchObject({ decrypted: true, nested })
    expect(token).toBe(nested === 'jws' ? content : undefined)
    expect(claims).toEqual(nested === 'claims' ? { sub: '1' } : undefined)
  })
})

describe('limits', () => {
  const passwordToken = (p2c: unknown) => [encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAA', p2c }), 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAA', 'AAAA', 'AAAAAAAAAAAAAAAAAAAAAA'].join('.')

  it('refuse more rounds of PBKDF2 than are sane, at once', async () => {
    const start = performance.now()
    const { facts } = await decrypt(passwordToken(2_000_000_000), [secret(12)])
    expect(facts).toMatchObject({ decrypted: false, problems: [{ code: 'p2c-too-high' }] })
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it.each([undefined, '1000', 0.5, -1, null])('refuse %j rounds', async (p2c) => {
    expect((await decrypt(passwordToken(p2c), [secret(12)])).facts.problems.map(({ code }) => code)).toEqual(['p2c'])
  })

  it('do not unfold a compression bomb', async () => {
    const key = secret(32)
    const bomb = await encrypted('0'.repeat(200_000), key, { alg: 'dir', enc: 'A256GCM', zip: 'DEF' })
    expect((await decrypt(bomb, [key])).facts.decrypted).toBe(true)
    const larger = await encrypted('0'.repeat(2_000_000), key, { alg: 'dir', enc: 'A256GCM', zip: 'DEF' })
    expect(deflateRawSync('0'.repeat(2_000_000)).length).toBeLessThan(5_000)
    const { facts, failed } = await decrypt(larger, [key])
    expect(facts).toMatchObject({ decrypted: false, problems: [{ code: 'zip-overgrown' }] })
    expect(facts.reason).toContain('more than 250000 octets')
    expect(failed).toBeUndefined()
  })
})

describe('what keeps a token closed', () => {
  it('is said', async () => {
    const key = secret(32)
    const token = await encrypted('{}', key, { alg: 'dir', enc: 'A256GCM' })
    expect((await decryptJwe(parse(token), noKeys)).facts.reason).toBe('No key to decrypt it was given.')
    expect((await decrypt(token, [secret(32)])).facts.reason).toContain('does not decrypt with the secret of 32 octets of option --secret')
    expect((await decrypt(token, [secret(16)])).facts).toMatchObject({ decrypted: false, problems: [{ code: 'dir-key-size' }] })
    expect((await decrypt(token, keysOf({ kty: 'OKP', crv: 'X25519', x: randomBytes(32).toString('base64url') }))).facts.reason).toContain('wrong type')
    expect((await decrypt(token, [secret(32), key])).facts.decrypted).toBe(true)
  })

  it('is a binding of the key', async () => {
    const key = secret(32)
    const token = await encrypted('{}', key, { alg: 'dir', enc: 'A256GCM' })
    const bound = (members: object) => decrypt(token, [fromJwk({ kty: 'oct', k: key.secret!.toString('base64url'), ...members }, { source: 'test', original: Buffer.alloc(0) })])
    expect((await bound({ use: 'enc', alg: 'dir', key_ops: ['decrypt'] })).facts.decrypted).toBe(true)
    for (const members of [{ use: 'sig' }, { alg: 'A256KW' }, { key_ops: ['sign'] }]) expect((await bound(members)).facts.decrypted).toBe(false)
  })

  it('shows without any key', () => {
    const token = [encode({ alg: 'ECDH-ES', enc: 'A128GCM', epk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } }), '', 'AAAA', 'AAAA', 'AAAA'].join('.')
    const { jwe, signature } = examine(token)
    expect(signature).toMatchObject({ status: 'not-checked', code: 'encrypted' })
    expect(jwe).toMatchObject({ decrypted: false, nested: 'unknown' })
    expect(jwe?.problems.map(({ code }) => code)).toEqual(['size', 'size', 'epk-off-curve'])
  })

  it('is never an exception', async () => {
    const keys = [secret(16), secret(32), ...keysOf({ kty: 'OKP', crv: 'Ed25519', x: randomBytes(32).toString('base64url') })]
    for (const alg of ['dir', 'RSA1_5', 'A128KW', 'ECDH-ES', 'none', 7, undefined]) {
      for (const enc of ['A128GCM', 'A128CBC-HS256', 'x', null]) {
        const token = [encode({ alg, enc, epk: 7, zip: 'DEF' }), 'AAAA', 'AAAAAAAAAAAAAAAA', '', 'AAAAAAAAAAAAAAAAAAAAAA'].join('.')
        const { facts } = await decrypt(token, keys).catch((error: unknown) => expect.unreachable(String(error instanceof AuthlintError)))
        expect(facts.decrypted).toBe(false)
      }
    }
  })
})

describe('an opened token', () => {
  const examination = (...keys: VerificationKey[]) => ({ keys: keyRing(keys), policy: { clockTolerance: 60 }, crack: false })
  const [outerKey, innerKey] = [secret(32), secret(48)]
  const nested = () => encrypted(hmac(innerKey.secret!), outerKey, { alg: 'dir', enc: 'A256GCM', cty: 'JWT' })

  it('has the signature of the token inside', async () => {
    const token = parse(await nested())
    const { facts, inner } = await openJwe(token, examination(outerKey, innerKey))
    expect(facts).toMatchObject({ signature: { status: 'valid' }, jwe: { decrypted: true, nested: 'jws' } })
    expect(inner?.facts.signature.status).toBe('valid')
    expect(inner?.parsed.excerpt.source.name).toBe('test, decrypted')
    const forged = parse(await encrypted(hmac(randomBytes(48)), outerKey, { alg: 'dir', enc: 'A256GCM' }))
    expect((await openJwe(forged, examination(outerKey, innerKey))).facts.signature.status).toBe('invalid')
  })

  it('with claims inside is not signed', async () => {
    const token = parse(await encrypted('{"sub":"1"}', outerKey, { alg: 'dir', enc: 'A256GCM' }))
    expect(await openJwe(token, examination(outerKey))).toMatchObject({ facts: { signature: { status: 'not-checked', code: 'encrypted' }, jwe: { nested: 'claims' } }, claims: { sub: '1' } })
  })

  it('that does not open is invalid with the key that should open it, and not checked without', async () => {
    const token = parse(await nested())
    expect((await openJwe(token, examination(secret(32)))).facts.signature).toMatchObject({ status: 'invalid', code: 'mismatch' })
    expect((await openJwe(token, examination())).facts.signature).toMatchObject({ status: 'not-checked', code: 'encrypted' })
  })
})
