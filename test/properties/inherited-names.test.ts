// Every JavaScript object has members that nobody wrote: `constructor`, `toString`, `__proto__`. In a token, a key or a cookie such a
// name is text like any other: nothing may be looked up by it, and nothing may break on it.
import { describe, expect, it } from 'vitest'
import { lintJwks, lintJwt, lintSetCookie, type LintResult } from '../../src/index.ts'
import { ed25519, p256, rsa2048, secret } from '../jwks.ts'
import { testNow } from '../subjects.ts'
import { encode, goodClaims, unsigned } from '../tokens.ts'

/** A class, an object and a function. */
const inherited = ['constructor', '__proto__', 'toString']
const options = { now: testNow, preset: 'strict' } as const

/** The value with the name in place of one part after the other. */
function* variants(value: unknown, name: string): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return yield name
  for (const member of Object.keys(value)) {
    for (const part of variants((value as Record<string, unknown>)[member], name)) yield Array.isArray(value) ? value.with(Number(member), part) : { ...value, [member]: part }
  }
}

/** What code or objects look like that were taken for text. */
const notText = /\[native code\]|\[object |function Object/
const expectText = (of: unknown, { findings }: LintResult) => expect(findings.map(({ message, fix }) => `${message} ${fix}`).filter((text) => notText.test(text)), JSON.stringify(of)).toEqual([])

const headers = [
  { alg: 'ES256', typ: 'at+jwt', kid: 'a', cty: 'JWT', jwk: ed25519, crit: ['x'], x5t: 'a' },
  { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', zip: 'DEF', p2s: 'a', epk: p256 },
]
const claims = { ...goodClaims, typ: 'Bearer', token_use: 'id', cnf: { jwk: ed25519 }, events: { a: {} }, roles: ['admin'], _sd_alg: 'sha-256', _sd: ['a'] }

describe.each(inherited)('%s', (name) => {
  it.each(headers)('in the header of a token with alg $alg', (header) => {
    for (const variant of variants(header, name)) {
      expectText(variant, lintJwt(unsigned(variant, goodClaims, 'AAAA'), options))
      expectText(variant, lintJwt(`${encode(variant)}.AAAA.AAAA.AAAA.AAAA`, options))
    }
  })

  it('in claims', () => {
    for (const variant of variants(claims, name)) {
      const token = unsigned({ alg: 'HS256' }, variant, 'AAAA')
      expectText(variant, lintJwt(token, options))
      expectText(variant, lintJwt(`${token}~${encode(['salt', name, name])}~${unsigned({ alg: name, typ: 'kb+jwt' }, variant, 'AAAA')}`, options))
    }
  })

  it.each([ed25519, p256, rsa2048, secret])('in a key of type $kty', (key) => {
    for (const variant of variants({ kid: '1', alg: 'ES256', use: 'sig', key_ops: ['verify'], ...key }, name)) expectText(variant, lintJwks({ keys: [variant, key] }, options))
  })

  it('in a cookie', () => {
    for (const header of [`${name}=v; Secure`, `s=${name}`, `s=v; ${name}=x`, ...['SameSite', 'Domain', 'Path', 'Max-Age', 'Expires'].map((attribute) => `s=v; ${attribute}=${name}`)]) {
      expectText(header, lintSetCookie(header, { ...options, url: 'https://app.example.com/' }))
    }
  })
})
