import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import { gatherFacts } from '../../src/jwt/gather-facts.ts'
import { keyRing, noKeys } from '../../src/jwt/keys.ts'
import { parseSecret, secretKey } from '../../src/jwt/load-keys.ts'
import { SparingGuesses } from '../../src/jwt/weak-secrets.ts'
import { corpus } from '../corpus.ts'
import { encode, goodClaims, hmac } from '../tokens.ts'
import { examine, keysOf, parse } from './examine.ts'
import { issue, p256, read, rsa } from './openssl.ts'

describe('guesses at a long list', () => {
  // `nacos` stands far down in the built-in list, `secret` among its first.
  const tokens = (secret: string) => Array.from({ length: 200 }, (_, i) => parse(hmac(secret, { ...goodClaims, sub: `u_${i}` })))
  const factsOf = (parsed: ReturnType<typeof parse>, sparing: SparingGuesses) => gatherFacts(parsed, { keys: noKeys, policy: defaultPolicy, crack: true, sparing }).weakSecret
  const isTried = ({ segments }: ReturnType<typeof parse>) => (segments[2]?.bytes[0] ?? 0) % 16 === 0

  it('try every one on some of the tokens, the likeliest on the others, whatever stands beside them', () => {
    const some = tokens('nacos')
    expect(some.filter(isTried).length).toBeGreaterThan(4)
    for (const order of [some, some.toReversed(), some.filter((_, i) => i % 3 === 0)]) {
      const sparing = new SparingGuesses()
      expect(order.filter((parsed) => factsOf(parsed, sparing))).toEqual(order.filter(isTried))
      expect(sparing.spared).toBe(order.filter((parsed) => !isTried(parsed)).length)
    }
    const sparing = new SparingGuesses()
    expect(tokens('secret').every((parsed) => factsOf(parsed, sparing) !== undefined)).toBe(true)
  })
})

const cracked = (token: string) => examine(token, [], {}, true).weakSecret

describe('a guessable secret', () => {
  it.each(['secret', 'your-256-bit-secret', 'a-string-secret-at-least-256-bits-long', 'keyboard cat', 'change-me', '', 'GEhD3dt3ch1NeS3rver'])('%j is found', (secret) => {
    const { weakSecret } = examine(hmac(secret), [], {}, true)
    expect(weakSecret).toMatchObject({ list: 'the built-in list', octets: Buffer.byteLength(secret) })
    expect(weakSecret?.position).toBeGreaterThan(0)
  })

  // Examples of golang-jwt, ruby-jwt and NestJS, of tutorials for Spring and FastAPI, and a default that shipped (CVE-2024-43441).
  it.each([
    'AllYourBase', 'my$ecretK3y', 'DO NOT USE THIS VALUE. INSTEAD, CREATE A COMPLEX SECRET AND KEEP IT SAFE OUTSIDE OF THE SOURCE CODE.', '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
    '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7', 'FXQXbJbtCLxODc6tGci732pkH1cyf8Qg', 's3cr3t',
  ])('%j is found, as text and as what it encodes', (secret) => {
    expect(cracked(hmac(secret))).toMatchObject({ encoding: 'text' })
    if (/^[\dA-F]{64}$/i.test(secret)) expect([cracked(hmac(Buffer.from(secret, 'base64')))?.encoding, cracked(hmac(Buffer.from(secret, 'hex')))?.encoding]).toEqual(['base64', 'hex'])
  })

  // RFC 2104 section 2: a secret is filled up with zeros, so these are all the empty one.
  it.each([1, 16, 32, 64])('is found when it is %i zero octets', (length) => {
    expect(cracked(hmac(Buffer.alloc(length)))).toEqual({ list: 'the built-in list', position: 1, octets: 0, encoding: 'text' })
    expect(examine(hmac(Buffer.alloc(length)), [secretKey(Buffer.alloc(length), 'file secret')], {}, true)).toMatchObject({ secret: { listed: true }, weakSecret: { position: 1 } })
  })

  // https://www.jwt.io shows this token; nobody's credential.
  it('is found in the token that jwt.io shows', () => {
    const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'
    expect(cracked(token)).toMatchObject({ octets: 19, encoding: 'text' })
  })

  it.each(['HS384', 'HS512'])('is found under %s', (alg) => expect(cracked(hmac('secret', goodClaims, { alg }))).toMatchObject({ octets: 6 }))
  it('is found in an expired token', () => expect(cracked(hmac('secret', { exp: 1 }))).toBeDefined())
  it('is found when a library took it for base64', () => expect(cracked(hmac(Buffer.from('c2VjcmV0', 'base64')))).toBeDefined())
  it('is found when a library took the text for base64', () => expect(cracked(hmac(Buffer.from('mySecretKey', 'base64')))).toMatchObject({ encoding: 'base64' }))

  it.each([
    ['the host of iss', 'acme_secret', { iss: 'https://login.acme.example/' }],
    ['the audience', 'billing-api123', { aud: ['x', 'billing-api'] }],
    ['the client id', 'PORTAL', { client_id: 'portal' }],
    ['the year', 'acme2024', { iss: 'acme', iat: 1_720_000_000 }],
  ])('is derived from %s', (_, secret, claims) => expect(cracked(hmac(secret, claims))).toMatchObject({ list: 'the guesses derived from names in the token' }))

  it('is derived from the kid', () => expect(cracked(hmac('main-key-secret', {}, { alg: 'HS256', kid: 'main-key' }))).toBeDefined())

  it('is not a random one', () => expect(cracked(hmac(randomBytes(32)))).toBeUndefined())
  it('is not looked for when that is switched off', () => expect(examine(hmac('secret')).weakSecret).toBeUndefined())
  it('is not looked for under other algorithms', () => expect(cracked(hmac('secret').replace(/^[^.]+/, encode({ alg: 'RS256' })))).toBeUndefined())

  it('is told of a supplied secret, which verifies nevertheless', () => {
    const { signature, weakSecret, secret } = examine(hmac('secret'), [parseSecret('secret', 'option --secret')], {}, true)
    expect(signature.status).toBe('valid')
    expect(weakSecret).toMatchObject({ list: 'the built-in list', octets: 6 })
    expect(secret).toMatchObject({ octets: 6, listed: true })
  })

  it('is remembered for the next token, and proven again', () => {
    const examination = { keys: keyRing([]), policy: { clockTolerance: 60 }, crack: true }
    const first = gatherFacts(parse(hmac('acme_secret', { iss: 'acme' })), examination).weakSecret
    expect(first).toBeDefined()
    expect(gatherFacts(parse(hmac('acme_secret', { sub: 'another' })), examination).weakSecret).toEqual(first)
    expect(gatherFacts(parse(hmac(randomBytes(32))), examination).weakSecret).toBeUndefined()
    expect(gatherFacts(parse(hmac('acme_secret', { sub: 'another' })), { ...examination, keys: noKeys }).weakSecret).toBeUndefined()
  })

  it('is looked for only as long as a huge token allows, and the facts say so', () => {
    const { guessing, signature, weakSecret } = examine(hmac('nobody-guesses-this-5c1f', { ...goodClaims, text: 'y'.repeat(6_000_000) }), [], {}, true)
    expect(weakSecret).toBeUndefined()
    expect(guessing?.tried).toBeGreaterThan(5)
    expect(guessing?.untried).toBeGreaterThan(1000)
    expect(signature.hints[0]).toContain(`only ${guessing?.tried} were tried`)
    expect(examine(hmac('nobody-guesses-this-5c1f'), [], {}, true).guessing).toBeUndefined()
  })

  it('stands in no fact', () => expect(JSON.stringify(examine(hmac('supersecretkey'), [], {}, true))).not.toContain('supersecretkey'))

  const rows = corpus<{ token: string; facts: { alg: unknown; secretInWordlist?: boolean } }>('jwts-public.ndjson')
  it.skipIf(!rows)('is found in most published tokens whose secret stands in a public list', () => {
    const weak = rows!.filter(({ facts }) => facts.secretInWordlist)
    const found = weak.filter(({ token }) => cracked(token) !== undefined)
    expect(weak.length).toBeGreaterThan(30)
    expect(found.length / weak.length).toBeGreaterThan(0.8)
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
    ['RSA', rsa],
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
