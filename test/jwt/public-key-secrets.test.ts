// A token that a public key "signed" as an HMAC secret: every text of the key that a verifier may have been handed is found out.
import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, X509Certificate, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signatureAlgorithms, type SignatureAlgorithm } from '../../src/jwt/algorithms.ts'
import { HashingBudget } from '../../src/jwt/hashing-budget.ts'
import { parseSecret, secretKey } from '../../src/jwt/load-keys.ts'
import { provePublicKeyAsSecret } from '../../src/jwt/public-key-secrets.ts'
import { goodClaims, hmac } from '../tokens.ts'
import { examine, keysOf } from './examine.ts'
import { issue, p256, read, rsa as rsaKey } from './openssl.ts'

const algorithm = (name: string): SignatureAlgorithm => signatureAlgorithms.get(name) ?? expect.unreachable(name)
const input = 'eyJhbGciOiJIUzI1NiJ9.e30'
const signedWith = (secret: string | Buffer, hash = 'sha256'): Buffer => createHmac(hash, secret).update(input).digest()
const pemOf = (key: KeyObject, type: 'spki' | 'pkcs1' = 'spki'): string => key.export({ type, format: 'pem' }) as string
const derOf = (key: KeyObject, type: 'spki' | 'pkcs1' = 'spki'): Buffer => key.export({ type, format: 'der' })

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
const ed = generateKeyPairSync('ed25519').publicKey
const keys = keysOf(pemOf(rsa))

const octets = (text = ''): Buffer => Buffer.from(text, 'base64url')
const jwk = (key: KeyObject, ...names: readonly string[]): string => {
  const members = key.export({ format: 'jwk' }) as Record<string, string>
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, members[name]])))
}
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const numbersInHex = (key: KeyObject): string => {
  const { n, x, y } = key.export({ format: 'jwk' })
  return `${y === undefined ? '' : '04'}${octets(n ?? x).toString('hex')}${octets(y).toString('hex')}`
}
const spellings = (pem: string): readonly string[] => {
  const bare = pem.trim()
  const crlf = bare.replaceAll('\n', '\r\n')
  return [`${bare}\n`, bare, `${crlf}\r\n`, crlf, `${bare}\n\n`, bare.replaceAll('\n', '\\n'), `${bare}\n`.replaceAll('\n', '\\n'), bare.replaceAll('\n', ''), bare.replaceAll('\n', ' '), ...[' ', '\n', '\t', '\r\n'].flatMap((space) => [`${space}${bare}`, `${space}${bare}\n`])]
}
const cases: readonly (readonly [string, KeyObject, readonly (string | Buffer)[]])[] = [
  ['RSA', rsa, [...spellings(pemOf(rsa)), ...spellings(pemOf(rsa, 'pkcs1')), derOf(rsa), derOf(rsa, 'pkcs1'), octets(rsa.export({ format: 'jwk' }).n), String(rsa.export({ format: 'jwk' }).n), jwk(rsa, 'kty', 'n', 'e'), jwk(rsa, 'e', 'kty', 'n'), jwk(rsa, 'kty', 'e', 'n'), jwk(rsa, 'n', 'e', 'kty')]],
  ['EC', ec, [...spellings(pemOf(ec)), derOf(ec), Buffer.concat([Buffer.of(4), octets(ec.export({ format: 'jwk' }).x), octets(ec.export({ format: 'jwk' }).y)]), String(ec.export({ format: 'jwk' }).x), jwk(ec, 'kty', 'crv', 'x', 'y'), jwk(ec, 'crv', 'kty', 'x', 'y'), jwk(ec, 'kty', 'x', 'y', 'crv')]],
  ['OKP', ed, [...spellings(pemOf(ed)), derOf(ed), octets(ed.export({ format: 'jwk' }).x), String(ed.export({ format: 'jwk' }).x), jwk(ed, 'kty', 'crv', 'x'), jwk(ed, 'crv', 'kty', 'x'), jwk(ed, 'crv', 'x', 'kty')]],
]

describe('a public key as a secret', () => {
  it.each(cases)('of type %s is found in each form', (_, key, secrets) => {
    // Whatever the key was handed in as.
    for (const given of [pemOf(key), JSON.stringify(key.export({ format: 'jwk' }))]) {
      const ring = keysOf(given)
      const missed = [...secrets, derOf(key).toString('base64'), derOf(key).toString('base64url'), derOf(key).toString('hex'), pemOf(key).split('\n').slice(1, -2).join('\n'), `${pemOf(key).split('\n').slice(1, -2).join('\n')}\n`, base64(pemOf(key)), base64(pemOf(key).trimEnd()), numbersInHex(key)].filter((secret) => !provePublicKeyAsSecret(ring, algorithm('HS256'), input, signedWith(secret)))
      expect(missed).toEqual([])
    }
  })

  it('is found in the file as it stands, whatever else is in it', () => {
    const file = `Bag Attributes\n    friendlyName: signing\n${pemOf(rsa)}\n\n`
    expect(provePublicKeyAsSecret(keysOf(file), algorithm('HS512'), input, signedWith(file, 'sha512'))).toMatchObject({ form: 'the file as it stands' })
  })

  it('is named, among others', () => {
    const proof = provePublicKeyAsSecret([...keysOf(pemOf(ec), 'file ec.pem'), ...keysOf(pemOf(rsa), 'file rsa.pem')], algorithm('HS256'), input, signedWith(derOf(rsa)))
    expect(proof).toEqual({ key: 'the key of file rsa.pem (RSA 2048)', form: 'SPKI DER' })
  })

  it('is not claimed of another secret, of none, or of a secret that was handed in as one', () => {
    for (const secret of ['secret', '', pemOf(ec), pemOf(rsa).slice(0, -2)]) expect(provePublicKeyAsSecret(keys, algorithm('HS256'), input, signedWith(secret)), secret).toBeUndefined()
    expect(provePublicKeyAsSecret(keys, algorithm('HS384'), input, signedWith(pemOf(rsa)))).toBeUndefined()
    const text = 'Wm8Nc4Pb6Hd0Gs5JfaZk3vQ9r1T7yLx2'
    expect(provePublicKeyAsSecret([parseSecret(text, 'test')], algorithm('HS256'), input, signedWith(text))).toBeUndefined()
  })

  it('that cannot be written out has no forms, and keeps no other from being tried', () => {
    const broken = { ...keys[0]!, key: { export: () => expect.unreachable('no form') } as unknown as KeyObject }
    expect(provePublicKeyAsSecret([broken, ...keys], algorithm('HS256'), input, signedWith(pemOf(rsa)))).toBeDefined()
    expect(provePublicKeyAsSecret([broken], algorithm('HS256'), input, signedWith(pemOf(rsa)))).toBeUndefined()
  })

  it('is looked for as long as the budget lasts', () => {
    const budget = new HashingBudget(input.length)
    expect(provePublicKeyAsSecret(keys, algorithm('HS256'), input, signedWith(derOf(rsa)), budget)).toBeUndefined()
    expect([budget.tried, budget.untried > 10]).toEqual([1, true])
  })
})

describe('a public key that served as a secret', () => {
  const hs256 = (secret: string | Buffer) => hmac(secret)
  const proof = (secret: string | Buffer, key: string | Buffer) => {
    const { signature, publicKeyAsSecret } = examine(hs256(secret), keysOf(key.toString()))
    expect(signature.status).toBe('invalid')
    return publicKeyAsSecret?.form
  }

  it.each([
    ['RSA', rsaKey],
    ['EC', p256],
  ])('is proven in every form: %s', (name, algorithm) => {
    issue(`confused-${name}`, algorithm)
    const pem = read(`confused-${name}.crt`).toString()
    const key = new X509Certificate(pem).publicKey
    const spki = key.export({ type: 'spki', format: 'pem' }).toString()
    const der = key.export({ type: 'spki', format: 'der' })
    const secrets = [spki, spki.trim(), spki.replaceAll('\n', '\r\n'), spki.trim().replaceAll('\n', '\r\n'), ` ${spki}`, `\n${spki.trim()}`, der, der.toString('base64'), pem, pem.trim(), `${pem}\n`, spki.replaceAll('\n', '\\n')]
    if (name === 'RSA') secrets.push(key.export({ type: 'pkcs1', format: 'pem' }), key.export({ type: 'pkcs1', format: 'der' }), Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url'))
    secrets.push(JSON.stringify(key.export({ format: 'jwk' })), new X509Certificate(pem).raw)
    for (const [i, secret] of secrets.entries()) expect(proof(secret, pem), `form ${i}`).toBeDefined()
    expect(proof(randomBytes(32), pem)).toBeUndefined()
  })

  it('is proven from the file as it stands, whatever its spelling', () => {
    const jwks = JSON.stringify({ keys: [{ ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig' }] }, null, 4)
    expect(proof(jwks, jwks)).toBe('the file as it stands')
  })

  it('is proven for the key that the token carries', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    const token = hmac(publicKey.export({ type: 'spki', format: 'pem' }), goodClaims, { alg: 'HS256', jwk })
    expect(examine(token).publicKeyAsSecret).toEqual({ key: 'the key of jwk of the token (EC P-256)', form: 'SPKI PEM with a final line break' })
  })

  it('is not claimed of a token that the supplied secret verifies', () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const secret = randomBytes(32)
    const keys = [secretKey(secret, 'file secret'), ...keysOf(publicKey.export({ type: 'spki', format: 'pem' }).toString())]
    expect(examine(hmac(secret), keys)).toMatchObject({ signature: { status: 'valid' } })
    expect(examine(hmac(secret), keys).publicKeyAsSecret).toBeUndefined()
  })

  // Wycheproof and RFC 8725 section 2.1: nothing verifies an HMAC but a secret.
  it('never verifies', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(createPublicKey(pem).equals(publicKey)).toBe(true)
    expect(() => parseSecret(pem, 'option --secret')).toThrow(/PEM key/)
  })
})
