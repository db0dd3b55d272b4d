import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import { signatureAlgorithms } from '../../src/jwt/algorithms.ts'
import { gatherFacts } from '../../src/jwt/gather-facts.ts'
import { keyRing, noKeys } from '../../src/jwt/keys.ts'
import { parseSecret, secretKey } from '../../src/jwt/load-keys.ts'
import { crack, derived, listed, SparingGuesses, type CrackMemory } from '../../src/jwt/weak-secrets.ts'
import { corpus } from '../corpus.ts'
import { encode, goodClaims, hmac, unsigned } from '../tokens.ts'
import { examine, parse } from './examine.ts'

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

describe('a secret that was handed in', () => {
  it('stands in the list, as text or as what its text encodes', () => {
    expect(listed(Buffer.from(''))).toEqual({ list: 'the built-in list', position: 1, octets: 0, encoding: 'text' })
    expect(listed(Buffer.from('secret'))).toEqual({ list: 'the built-in list', position: 2, octets: 6, encoding: 'text' })
    // RFC 2104 section 2: zeros at its end change nothing.
    expect(listed(Buffer.from('secret\0\0\0'))).toEqual(listed(Buffer.from('secret')))
    expect(listed(Buffer.from('\0secret'))).toBeUndefined()
    expect(listed(Buffer.from('test', 'base64'))).toMatchObject({ octets: 3, encoding: 'base64' })
    expect(listed(Buffer.from('mBC5v1sOKVvbdEitdSBenu59nfNfhwkedkJVNabosTw=', 'base64'))).toMatchObject({ octets: 32, encoding: 'base64' })
    expect(listed(Buffer.from('deadbeef', 'hex'))).toMatchObject({ octets: 4, encoding: 'hex' })
    expect(listed(Buffer.from('correct horse battery staple'))).toMatchObject({ encoding: 'text' })
    // Only what reads as an encoding from end to end is decoded.
    for (const word of ['my$ecretK3y', 'correct horse battery staple']) expect(listed(Buffer.from(word, 'base64')), word).toBeUndefined()
    for (const word of ['abcdefghijklmnopqrstuvwxyz0123456789', '6116487b-cda1-52c2-b5b5-c8022c45e263']) expect(listed(Buffer.from(word, 'hex')), word).toBeUndefined()
    // Two letters of base64 are one octet, four of hexadecimal two: that is no guess, that is counting.
    expect([listed(Buffer.from('aa', 'base64')), listed(Buffer.from('1234', 'hex')), listed(Buffer.from('kZ3vQ9r1T7yLx2Wm'))]).toEqual([undefined, undefined, undefined])
  })

  it('has the place of the first of several that are the same', () => {
    const positions = ['secret', 'Secret', 'SECRET', 'secrets'].map((secret) => listed(Buffer.from(secret))?.position)
    expect(positions).toEqual([2, 3, 4, 5])
    // The base64 of this one stands before it.
    expect(listed(Buffer.from('ThisIsMyCustomSecretKey012345678'))?.encoding).toBe('base64')
  })
})

describe('a secret built from a name', () => {
  const from = (secret: string, claims: object, header: object = {}) => derived(Buffer.from(secret), parse(unsigned({ alg: 'HS256', ...header }, claims, 'x')))
  const list = 'the guesses derived from names in the token'

  // What people append when they are asked for a secret.
  it.each(['acme', 'ACME', 'acme123', 'acme1234', 'acme!', 'acme2026', 'acme_2026', 'acme_secret', 'acme-secret', 'acmesecret', 'acmeSecret', 'acme_SECRET', 'acme_key', 'acme-key', 'acmekey', 'acme_jwt', 'acme_jwt_secret', 'acme-jwt-secret', 'acme_secret_key', 'acme-secret-key', 'secret_acme', 'myacmesecret'])(
    '%s',
    (secret) => {
      expect(from(secret, { iss: 'acme' })).toMatchObject({ list, octets: secret.length, encoding: 'text' })
      expect(cracked(hmac(secret, { iss: 'acme' }))).toEqual(from(secret, { iss: 'acme' }))
    },
  )

  it('in any case', () => {
    for (const secret of ['AcMe', 'acme', 'ACME', 'AcMe_secret']) expect(from(secret, { iss: 'AcMe' }), secret).toBeDefined()
    expect(from('AcMe', { iss: 'AcMe' })?.position).toBe(1)
  })

  it('with the year of the token, where it tells one in seconds', () => {
    expect(from('acme2024', { iss: 'acme', iat: 1_720_000_000 })).toBeDefined()
    expect(from('acme_2024', { iss: 'acme', iat: 1_720_000_000 })).toBeDefined()
    expect(from('acme2026', { iss: 'acme', iat: 1_720_000_000 })).toBeUndefined()
    // Its first and its last second (UTC).
    for (const iat of [1_704_067_200, 1_735_689_599]) expect(from('acme2024', { iss: 'acme', iat }), String(iat)).toBeDefined()
    for (const iat of [1_704_067_199, 1_735_689_600]) expect(from('acme2024', { iss: 'acme', iat }), String(iat)).toBeUndefined()
    for (const iat of [1_720_000_000_000, -1_720_000_000, 0, '1720000000', null]) expect(from('acme2026', { iss: 'acme', iat }), String(iat)).toBeDefined()
  })

  it.each<[string, object, object?]>([
    ['iss', { iss: 'acme' }],
    ['aud', { aud: 'acme' }],
    ['one of several audiences', { aud: ['x', 7, 'acme'] }],
    ['kid', {}, { kid: 'acme' }],
    ['sub', { sub: 'acme' }],
    ['client_id', { client_id: 'acme' }],
    ['azp', { azp: 'acme' }],
    ['app', { app: 'acme' }],
    ['name', { name: 'acme' }],
  ])('from %s', (_, claims, header) => expect(from('acme_secret', claims, header)).toBeDefined())

  it.each<[string, string, boolean]>([
    ['https://login.acme.example/x', 'login.acme.example', true],
    ['https://login.acme.example/x', 'acme.example', true],
    ['https://login.acme.example/x', 'acme', true],
    ['https://login.acme.example/x', 'login', true],
    ['https://login.acme.example/x', 'https://login.acme.example/x', true],
    ['login.acme.example:8443', 'acme', true],
    ['acme.example?tenant=1', 'acme', true],
    ['acme.example#x', 'acme', true],
    ['HTTPS://acme.example', 'acme', true],
    ['localhost:3000', 'localhost', true],
    ['https://localhost', 'localhost', true],
    // The last label belongs to nobody, and a path names nothing.
    ['https://login.acme.invalid/x', 'invalid', false],
    ['https://login.acme.example/portal', 'portal', false],
    ['a.b.c.d.e.f.g.acme.example', 'acme', false],
  ])('from a part of the host: %s gives %s_secret: %s', (iss, name, gives) => {
    expect(from(`${name}_secret`, { iss }) !== undefined).toBe(gives)
    expect(cracked(hmac(`${name}_secret`, { iss })) !== undefined).toBe(gives)
  })

  it('and from nothing else', () => {
    for (const claims of [{}, { iss: '' }, { iss: 7 }, { iss: 'acm' }, { jti: 'acme' }, { iss: 'a'.repeat(201) }]) expect(from('acme_secret', claims), JSON.stringify(claims)).toBeUndefined()
    expect(from('acme_secrets', { iss: 'acme' })).toBeUndefined()
    expect(from('_secret', { iss: '' })).toBeUndefined()
    expect(from('a'.repeat(201), { iss: 'a'.repeat(201) })).toBeUndefined()
    expect(from(`${'a'.repeat(200)}_secret`, { iss: 'a'.repeat(200) })).toBeDefined()
  })

  it('of some names, not of as many as a token can hold', () => {
    const aud = Array.from({ length: 200 }, (_, i) => `name-${i}`)
    expect(cracked(hmac('name-30_secret', { aud }))).toBeDefined()
    expect(cracked(hmac('name-150_secret', { aud }))).toBeUndefined()
    // Of hosts each label is a name.
    expect(cracked(hmac('name-35', { aud: aud.map((name) => `https://${name}.example`) }))).toBeUndefined()
  })
})

it('remembers some secrets that hit, not as many as a list can hold', () => {
  const memory: CrackMemory = { hits: [] }
  const algorithm = signatureAlgorithms.get('HS256') ?? expect.unreachable()
  const tries = (i: number) => {
    const { segments } = parse(hmac(`tenant${i}_secret`, { iss: `tenant${i}` }))
    const input = `${segments[0]?.text}.${segments[1]?.text}`
    return crack(parse(hmac('x', { iss: `tenant${i}` })), algorithm, input, segments[2]?.bytes ?? Buffer.alloc(0), memory)
  }
  for (let i = 0; i < 20; i++) expect(tries(i), String(i)).toMatchObject({ octets: `tenant${i}_secret`.length })
  expect(memory.hits).toHaveLength(16)
  expect(tries(3)).toBe(memory.hits[3]?.fact)
})
