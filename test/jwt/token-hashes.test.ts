// OpenID Connect Core section 3.1.3.6 and 3.3.2.11 (left halves), RFC 9449 section 4.2 (ath): which hash of what is expected where.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, type Policy } from '../../src/core/policy.ts'
import { isDpopProof, judgeHashes } from '../../src/jwt/token-hashes.ts'
import { encode } from '../tokens.ts'
import { parse } from './examine.ts'

const judge = (header: object, claims: unknown, policy: Partial<Policy>, signatureOctets = 64) =>
  judgeHashes(parse(`${encode(header)}.${encode(claims)}.${Buffer.alloc(signatureOctets, 7).toString('base64url')}`), { ...defaultPolicy, ...policy })
const half = (value: string, name: string, outputLength?: number): string => {
  const octets = createHash(name, outputLength === undefined ? {} : { outputLength }).update(value).digest()
  return octets.subarray(0, octets.length / 2).toString('base64url')
}

describe('hash claims', () => {
  it.each<[string, number, string, number | undefined]>([
    ['HS256', 32, 'sha256', undefined],
    ['RS384', 256, 'sha384', undefined],
    ['PS512', 256, 'sha512', undefined],
    ['ES256K', 64, 'sha256', undefined],
    ['EdDSA', 64, 'sha512', undefined],
    ['EdDSA', 114, 'shake256', 114],
    ['Ed25519', 114, 'sha512', undefined],
    ['Ed448', 64, 'shake256', 114],
    ['ML-DSA-65', 3309, 'shake256', 64],
  ])('of %s with %i octets of signature', (alg, octets, name, length) => {
    const asked = { accessToken: 'token', authorizationCode: 'code', state: 'state' }
    const claims = { at_hash: half('token', name, length), c_hash: half('code', name, length), s_hash: half('state', name, length) }
    expect(judge({ alg }, claims, asked, octets)).toEqual({ at_hash: 'match', c_hash: 'match', s_hash: 'match' })
    expect(judge({ alg }, { ...claims, c_hash: claims.at_hash, s_hash: 7 }, asked, octets)).toEqual({ at_hash: 'match', c_hash: 'mismatch', s_hash: 'mismatch' })
    expect(judge({ alg }, {}, asked, octets)).toEqual({ at_hash: 'missing', c_hash: 'missing', s_hash: 'missing' })
  })

  it('are judged for what was handed in alone', () => {
    expect(judge({ alg: 'ES256' }, { at_hash: 'x' }, {})).toBe(undefined)
    expect(judge({ alg: 'ES256' }, [], { accessToken: 'a' })).toBe(undefined)
    for (const [name, policy] of [['at_hash', { accessToken: 'a' }], ['c_hash', { authorizationCode: 'a' }], ['s_hash', { state: 'a' }]] as const) {
      expect(judge({ alg: 'ES256' }, { [name]: half('a', 'sha256') }, policy)).toEqual({ [name]: 'match' })
    }
  })

  it.each(['none', 'ES256x', 'xES256', 'XX256', 'RS255', 'ML-DSA-6', 'xML-DSA-65', 'ML-DSA-650', 7, undefined])('of alg %j are of no known hash', (alg) => expect(judge({ alg }, { at_hash: 'x' }, { accessToken: 'a' })).toEqual({}))

  it('of a proof are whole', () => {
    const ath = createHash('sha256').update('token').digest('base64url')
    const asked = { accessToken: 'token', authorizationCode: 'code' }
    for (const [header, policy] of [[{ typ: 'dpop+jwt', alg: 'ES512' }, asked], [{ alg: 'ES512' }, { ...asked, tokenKind: 'dpop-proof' as const }]] as const) {
      expect(judge(header, { ath }, policy)).toEqual({ ath: 'match' })
      expect(judge(header, { ath: half('token', 'sha256') }, policy)).toEqual({ ath: 'mismatch' })
      expect(judge(header, { at_hash: half('token', 'sha512') }, policy)).toEqual({ ath: 'missing' })
    }
  })

  it('and an access token that is not ASCII, as no header can carry it, does not match by chance', () => {
    expect(judge({ alg: 'ES256' }, { at_hash: half('tok\u0141n', 'sha256') }, { accessToken: 'tokAn' })).toEqual({ at_hash: 'mismatch' })
  })
})

describe('a DPoP proof', () => {
  it.each<[object | undefined, object | undefined, boolean]>([
    [{ typ: 'dpop+jwt' }, {}, true],
    [{ typ: 'DPoP+JWT' }, undefined, true],
    [{ jwk: {} }, { htm: 'GET', htu: 'https://api.example/' }, true],
    [{ jwk: {} }, { htm: 'GET' }, false],
    [{ jwk: {} }, { htu: 'https://api.example/' }, false],
    [{}, { htm: 'GET', htu: 'https://api.example/' }, false],
    [{ jwk: {} }, undefined, false],
    [undefined, undefined, false],
    [{ typ: 'at+jwt' }, {}, false],
  ])('is told by %j and %j: %s', (header, claims, isProof) => expect(isDpopProof(header as never, claims as never)).toBe(isProof))
})
