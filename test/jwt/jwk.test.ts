import { describe, expect, it } from 'vitest'
import { Source } from '../../src/core/location.ts'
import type { JwkDetail } from '../../src/core/view.ts'
import { thumbprintOf } from '../../src/jwt/jwk-facts.ts'
import { parseKeyDocument } from '../../src/jwt/key-document.ts'
import { makeKeys } from '../../src/jwt/make-keys.ts'
import { fermatFinds, sharedFactors, smallFactor } from '../../src/jwt/rsa-weaknesses.ts'
import { corpus } from '../corpus.ts'
import { ed25519, ed25519Private, jwk, jwks, nextPrime, p256, prime, rsa2048, secret } from '../jwks.ts'

const keys = (text: string) => {
  let count = 0
  return makeKeys(parseKeyDocument(new Source('keys.json', text)), { role: 'public' }, () => `jwk-${++count}`)
}
const only = (text: string) => keys(text)[0] ?? expect.unreachable()

describe('a key', () => {
  const text = JSON.stringify({ keys: [{ ...ed25519, kid: 'a' }, { ...ed25519Private, kid: 'b', key_ops: ['sign'] }] }, null, 2)
  const at = (pointer?: string) => {
    const second = keys(text)[1] ?? expect.unreachable()
    const { line, column, endColumn, endLine } = second.locate(pointer)
    return endLine === undefined ? (text.split('\n')[line - 1] ?? '').slice(column - 1, endColumn - 1) : `${line}-${endLine}`
  }

  it('points into the text that it came from', () => {
    expect(at('kid')).toBe('"kid": "b"')
    expect(at('key_ops[0]')).toBe('"sign"')
    expect(at('keys[0].kid')).toBe('"kid": "a"')
    expect(at()).toBe('9-18')
    expect(at('missing')).toBe('9-18')
  })

  it('shows what is public of it, and nothing else', () => {
    const [, second] = keys(text)
    expect(second?.show('kid')).toBe('kid = "b"')
    expect(second?.show('d')).toBe('d = (32 octets, not shown)')
    expect(second?.show('keys[1].d')).toBe('keys[1].d = (32 octets, not shown)')
    expect(second?.show()).toBe('Ed25519, kid "b"')
    const shown = JSON.stringify(keys(jwks(ed25519Private, { ...rsa2048, d: 'c2VjcmV0LWQ', p: 'c2VjcmV0LXA', oth: [{ r: 'c2VjcmV0LXI' }] }, secret)).map((key) => [key.view(), key.show(), key.show('p'), key.show('oth'), key.show('k')]))
    for (const hidden of [ed25519Private.d, 'c2VjcmV0', secret.k]) expect(shown).not.toContain(hidden)
  })

  it('is described for reports', () => {
    const detail = (text: string) => only(text).view()['jwk'] as JwkDetail
    expect(detail(jwk({ ...rsa2048, kid: 'k', alg: 'RS256', use: 'sig' }))).toEqual({
      description: 'RSA 2048',
      kty: 'RSA',
      kid: 'k',
      alg: 'RS256',
      use: 'sig',
      bits: 2048,
      // RFC 7638 section 3.1.
      thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
      form: 'jwk',
      half: 'public',
      role: 'public',
      position: 1,
      of: 1,
    })
    // A digest of a weak secret would give the secret away.
    expect(detail(jwk(secret)).thumbprint).toBeUndefined()
    expect(detail(jwk(secret))).toMatchObject({ description: 'secret of 32 octets', half: 'secret' })
    expect(detail('{"keys":[]}')).toMatchObject({ description: 'no key', half: 'none', of: 0 })
  })

  it('survives whatever stands in its place', () => {
    for (const value of [null, 1, 'x', [], {}, { kty: {} }, { kty: '__proto__' }, { kty: 'RSA', n: [], e: {} }, { kty: 'EC', crv: 'constructor', x: 1, y: null }, { kty: 'OKP', crv: 'Ed25519', x: ' ' }, { kty: 'oct', k: 5 }, { x5c: [1], kty: 'RSA' }]) {
      for (const key of keys(jwks(value))) {
        expect(() => [key.view(), key.show(), key.locate(), key.show('n'), key.locate('n')], JSON.stringify(value)).not.toThrow()
      }
    }
  })
})

describe('thumbprints', () => {
  it('are those of RFC 7638 and RFC 8037', () => {
    expect(thumbprintOf(rsa2048)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
    // RFC 8037 appendix A.3.
    expect(thumbprintOf(ed25519)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
    expect(thumbprintOf({ ...p256, y: undefined })).toBeUndefined()
  })

  const rows = corpus<{ jwk?: object; jwks?: { keys: object[] } }>('rfc-jwk-examples.ndjson')
  it.skipIf(!rows)('of all example keys of RFC 7517 and RFC 7520 are known, where their private half is published', () => {
    const privates = (rows ?? []).flatMap(({ jwk: key, jwks: set }) => (key ? [key] : (set?.keys ?? []))).filter((key) => 'd' in key || 'k' in key)
    expect(privates.length).toBeGreaterThan(5)
    expect(keys(jwks(...privates)).map(({ facts }) => facts.publishedIn?.slice(0, 3))).toEqual(privates.map(() => 'RFC'))
  })
})

describe('moduli', () => {
  const [p, q] = [prime(512), prime(512)]

  it('of two large primes give nothing away', () => {
    expect(smallFactor(p * q)).toBeUndefined()
    expect(fermatFinds(p * q, 100_000)).toBe(false)
    expect(sharedFactors([p * q, prime(512) * prime(512), p * q])).toEqual(new Set())
  })

  it('are found wanting', () => {
    expect([smallFactor(0n), smallFactor(p * 2n), smallFactor(p * 65521n), smallFactor(65537n * p)]).toEqual([2, 2, 65521, undefined])
    expect(fermatFinds(p * nextPrime(p + 2n ** 128n), 10)).toBe(true)
    expect(sharedFactors([3n * 5n, 7n * 11n, 5n * 7n, 13n * 17n, 13n * 17n])).toEqual(new Set([15n, 77n, 35n]))
    expect(sharedFactors([])).toEqual(new Set())
  })

  it('of a thousand keys are compared', () => {
    const moduli = [...Array(1000).keys()].map((i) => (p + BigInt(2 * i)) * (q + BigInt(2 * i * i)) + 1n)
    expect(sharedFactors([...moduli, p * q, q * prime(512)])).toContain(p * q)
  })
})
