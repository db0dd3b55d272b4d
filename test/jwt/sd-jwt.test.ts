import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { lintJwt } from '../../src/index.ts'
import { testNow } from '../subjects.ts'
import { encode } from '../tokens.ts'
import { examine, keysOf } from './examine.ts'

const issuer = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const holder = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwkOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: 'jwk' })

const es256 = (header: object, claims: unknown, { privateKey }: { privateKey: KeyObject } = issuer) => {
  const input = `${encode({ alg: 'ES256', ...header })}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

const salt = () => randomBytes(16).toString('base64url')
const disclose = (...parts: unknown[]) => encode([salt(), ...parts])
const digest = (disclosure: string, hash = 'sha256') => createHash(hash).update(disclosure).digest('base64url')

const present = (claims: unknown, ...disclosures: string[]) => [es256({ typ: 'example+sd-jwt' }, claims), ...disclosures, ''].join('~')
const judge = (token: string) => examine(token, keysOf(jwkOf(issuer))).sdJwt
const codes = (token: string) => judge(token)?.problems.map(({ code }) => code)

/** RFC 9901 section 4.3. */
function bind(presentation: string, { header = {}, claims = {}, key = holder }: { header?: object; claims?: object; key?: { privateKey: KeyObject } } = {}): string {
  return presentation + es256({ typ: 'kb+jwt', ...header }, { iat: 1, aud: 'https://verifier.example', nonce: 'n', sd_hash: digest(presentation), ...claims }, key)
}

const decoy = () => randomBytes(32).toString('base64url')

describe('an SD-JWT that follows RFC 9901', () => {
  it('verifies as a token, with what is disclosed', () => {
    const name = disclose('given_name', 'Ann')
    const token = present({ iss: 'https://issuer.example', _sd_alg: 'sha-256', _sd: [digest(name), decoy(), decoy()] }, name)
    expect(examine(token, keysOf(jwkOf(issuer)))).toMatchObject({ signature: { status: 'valid' }, sdJwt: { problems: [], disclosed: 1, keyBinding: false } })
  })

  // RFC 9901 section 4.2.1 prints this disclosure and its digest, with a space after each comma.
  it('hashes a disclosure as it stands', () => {
    const disclosure = 'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd'
    expect(judge(present({ _sd: ['jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4'] }, disclosure))).toMatchObject({ problems: [], disclosed: 1, keyBinding: false })
  })

  it('may withhold everything', () => expect(judge(present({ _sd: [decoy(), decoy()] }))).toMatchObject({ problems: [], disclosed: 0, keyBinding: false }))

  it('may hide elements of arrays, members inside, and disclosures inside disclosures', () => {
    const street = disclose('street', 'Main')
    const address = disclose('address', { _sd: [digest(street), decoy()], country: 'X' })
    const element = disclose('DE')
    const token = present({ _sd: [digest(address)], list: [{ '...': digest(element) }, { '...': decoy() }, 'FR'], deep: { deeper: [{ _sd: [decoy()] }] } }, street, address, element)
    expect(judge(token)).toMatchObject({ problems: [], disclosed: 3, keyBinding: false })
  })

  it.each([
    ['sha-384', 'sha384'],
    ['sha-512', 'sha512'],
    ['sha3-256', 'sha3-256'],
  ])('may use %s', (name, hash) => {
    const disclosure = disclose('a', 1)
    expect(judge(present({ _sd_alg: name, _sd: [digest(disclosure, hash)] }, disclosure))?.problems).toEqual([])
  })

  it('may be bound to its holder', () => {
    const disclosure = disclose('a', 1)
    const token = bind(present({ _sd: [digest(disclosure)], cnf: { jwk: jwkOf(holder) } }, disclosure))
    expect(judge(token)).toMatchObject({ problems: [], disclosed: 1, keyBinding: true })
  })

  it('is no matter for other tokens', () => expect(judge(es256({}, { _sd: [7] }))).toBeUndefined())
})

describe('disclosures', () => {
  const good = disclose('a', 1)
  const element = disclose(1)
  const repeated = decoy()
  it.each([
    ['disclosure-unmatched', present({ _sd: [decoy()] }, good)],
    ['disclosure-unmatched', present({}, good)],
    ['disclosure-malformed', present({ _sd: [digest('!!')] }, '!!')],
    ['disclosure-malformed', present({ _sd: [] }, encode('{"a":1}'))],
    ['disclosure-malformed', present({ _sd: [] }, encode([salt()]))],
    ['disclosure-malformed', present({ _sd: [] }, encode([salt(), 'a', 1, 2]))],
    ['disclosure-malformed', present({ _sd: [] }, encode([salt(), 7, 1]))],
    ['disclosure-malformed', present({ _sd: [] }, encode([7, 'a', 1]))],
    ['disclosure-empty', present({ _sd: [digest(good)] }, good, '')],
    ['disclosure-repeated', present({ _sd: [digest(good)] }, good, good)],
    ['digest-repeated', present({ _sd: [repeated], b: { _sd: [repeated] } })],
    ['digest-repeated', present({ _sd: [digest(good), digest(good)] }, good)],
    ['digest-malformed', present({ _sd: [7] })],
    ['digests-malformed', present({ _sd: 'x' })],
    ['disclosure-misplaced', present({ _sd: [digest(element)] }, element)],
    ['disclosure-misplaced', present({ list: [{ '...': digest(good) }] }, good)],
    ['name-collides', present({ a: 2, _sd: [digest(good)] }, good)],
    ['placeholder-malformed', present({ list: [{ '...': decoy(), b: 1 }] })],
    ['name-reserved', present({ a: { '...': decoy() } })],
    ['hash-unknown', present({ _sd_alg: 'md5', _sd: [] })],
    ['hash-unknown', present({ _sd_alg: 7, _sd: [] })],
    ['hash-nested', present({ a: { _sd_alg: 'sha-256' } })],
  ])('%s', (code, token) => {
    expect(codes(token)).toEqual([code])
    expect(judge(token)?.problems[0]?.severity).toBe('error')
  })

  it.each(['_sd', '...'])('must not be named %s', (name) => {
    const disclosure = disclose(name, [])
    expect(codes(present({ _sd: [digest(disclosure)] }, disclosure))).toEqual(['name-reserved'])
  })

  it.each(['iss', 'aud', 'exp', 'nbf', 'cnf'])('must not hide %s', (name) => {
    const disclosure = disclose(name, 1)
    expect(codes(present({ _sd: [digest(disclosure)] }, disclosure))).toEqual(['claim-hidden'])
    expect(codes(present({ inner: { _sd: [digest(disclosure)] } }, disclosure)), 'but may inside').toEqual([])
  })

  it('with a short or repeated salt are told', () => {
    const short = encode(['abc', 'a', 1])
    expect(judge(present({ _sd: [digest(short)] }, short))?.problems).toMatchObject([{ code: 'salt-short', severity: 'warn' }])
    const same = salt()
    const [a, b] = [encode([same, 'a', 1]), encode([same, 'b', 1])]
    expect(judge(present({ _sd: [digest(a), digest(b)] }, a, b))?.problems).toMatchObject([{ code: 'salt-repeated', severity: 'warn' }])
  })

  it('that are chained without end are cut off', () => {
    const chain: string[] = []
    for (let i = 0, last = decoy(); i < 20_000; i++, last = digest(chain.at(-1)!)) chain.push(disclose('a', { _sd: [last] }))
    expect(codes(present({ _sd: [digest(chain.at(-1)!)] }, ...chain))).toEqual(['too-deep'])
  })

  it('that go round in circles end', () => {
    const inner = disclose('a', { _sd: ['x'] })
    const outer = disclose('b', { _sd: [digest(inner)] })
    expect(codes(present({ _sd: [digest(outer)] }, inner, outer))).toEqual([])
  })
})

describe('what is disclosed', () => {
  const claimsOf = (token: string) => judge(token)?.claims

  it('counts among the claims, as far as it stands at the top', () => {
    const [name, inner, element] = [disclose('given_name', 'Ann'), disclose('street', 'Main'), disclose('DE')]
    const token = present({ sub: 'u', _sd: [digest(name), decoy()], address: { _sd: [digest(inner)] }, list: [{ '...': digest(element) }] }, name, inner, element)
    expect(claimsOf(token)).toEqual({ given_name: 'Ann' })
  })

  it('does not when nobody signed it, when it collides, and when it must not be hidden', () => {
    const [stranger, collides, hidden, proto] = [disclose('admin', true), disclose('sub', 'other'), disclose('exp', 9e9), disclose('__proto__', { admin: true })]
    expect(claimsOf(present({ sub: 'u', _sd: [digest(collides), digest(hidden), digest(proto)] }, stranger, collides, hidden, proto))).toEqual(Object.fromEntries([['__proto__', { admin: true }]]))
  })

  // RFC 9901 section 7.3: claims are validated in the processed payload.
  it('is held against what is expected', () => {
    const subject = disclose('sub', 'u_42')
    const rulesOf = (token: string, options: object) => lintJwt(token, { ...options, now: testNow }).findings.map(({ rule }) => rule)
    const token = present({ iss: 'https://issuer.example', exp: testNow + 60, _sd: [digest(subject)] }, subject)
    const withheld = `${token.split('~')[0]}~`
    for (const [options, rule] of [[{ subject: 'u_42' }, 'jwt/sub-mismatch'], [{ require: 'sub' }, 'jwt/required-claims']] as const) {
      expect(rulesOf(token, options)).not.toContain(rule)
      expect(rulesOf(withheld, options)).toContain(rule)
    }
    expect(rulesOf(token, { subject: 'u_43' })).toContain('jwt/sub-mismatch')
    expect(lintJwt(token, { allow: ['iss', 'exp', '_sd'], now: testNow }).findings.filter(({ rule }) => rule === 'jwt/unexpected-claim').map(({ message }) => message)).toEqual([expect.stringContaining('claims.sub')])
  })
})

describe('key binding', () => {
  const presentation = present({ cnf: { jwk: jwkOf(holder) } })
  it.each([
    ['final-tilde', presentation.slice(0, -1).concat('~x')],
    ['final-tilde', presentation + 'a.b'],
    ['binding-typ', bind(presentation, { header: { typ: 'JWT' } })],
    ['binding-claims', bind(presentation, { claims: { nonce: undefined } })],
    ['binding-hash', bind(presentation, { claims: { sd_hash: 'x' } })],
    ['binding-signature', bind(presentation, { key: issuer })],
    ['binding-alg', bind(presentation, { header: { alg: 'none' } })],
    ['binding-alg', bind(presentation, { header: { alg: 'ES384' } })],
    ['binding-key', bind(present({}))],
    ['binding-key', bind(present({ cnf: { jwk: { kty: 'EC' } } }))],
  ])('%s', (code, token) => {
    expect(codes(token)).toEqual([code])
    expect(judge(token)?.keyBinding).toBe(true)
  })

  it('by a key that is only named cannot be checked here', () => expect(codes(bind(present({ cnf: { kid: 'x' } })))).toEqual([]))

  it('covers the disclosures', () => {
    const [a, b] = [disclose('a', 1), disclose('b', 2)]
    const claims = { _sd: [digest(a), digest(b)], cnf: { jwk: jwkOf(holder) } }
    const token = bind(present(claims, a, b))
    expect(codes(token)).toEqual([])
    expect(codes(token.replace(`~${b}~`, '~'))).toEqual(['binding-hash'])
  })
})
