// RFC 9449 section 4.3: a proof counts only when the key that it carries verifies it, to the letter.
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { judgeDpop } from '../../src/jwt/dpop.ts'
import type { VerificationKey } from '../../src/jwt/keys.ts'
import { parseSecret } from '../../src/jwt/load-keys.ts'
import { encode, hmac, unsigned } from '../tokens.ts'
import { keysOf, parse } from './examine.ts'

const pair = generateKeyPairSync('ed25519')
const [own] = keysOf(pair.publicKey.export({ format: 'jwk' }))
if (!own) throw new Error('no key')
const claims = { htm: 'GET', htu: 'https://api.example/', jti: 'j', iat: 1 }
const input = `${encode({ typ: 'dpop+jwt', alg: 'EdDSA', jwk: pair.publicKey.export({ format: 'jwk' }) })}.${encode(claims)}`
const signature = sign(null, Buffer.from(input), pair.privateKey).toString('base64url')
const proof = `${input}.${signature}`
const verifies = (token: string, key: VerificationKey | undefined = own): boolean | undefined => judgeDpop(parse(token), key, undefined, true)?.signatureVerifies

describe('a proof', () => {
  it('verifies with the key that it carries', () => expect(verifies(proof)).toBe(true))

  it.each([
    ['padding', `${proof}==`],
    ['white space', `${input}.${signature.slice(0, 9)} ${signature.slice(9)}`],
    ['a segment more', `${proof}.AAAA`],
    ['a segment less', input],
    ['no signature', `${input}.`],
    ['the signature of another', `${input}.${sign(null, Buffer.from('x'), pair.privateKey).toString('base64url')}`],
    ['an unknown algorithm', unsigned({ typ: 'dpop+jwt', alg: 'none' }, claims, signature)],
  ])('does not with %s', (_, token) => expect(verifies(token)).toBe(false))

  it('does not with no key, a secret, or a key for something else', () => {
    const text = 'Wm8Nc4Pb6Hd0Gs5JfaZk3vQ9r1T7yLx2'
    expect(judgeDpop(parse(proof), undefined, undefined, true)).toEqual({ signatureVerifies: false })
    expect(verifies(hmac(text, claims, { alg: 'HS256', typ: 'dpop+jwt' }), parseSecret(text, 'test'))).toBe(false)
    expect(verifies(proof, { ...own, jwk: { use: 'enc' } })).toBe(false)
  })

  it('is left open where this Node cannot hold the key', () => expect(judgeDpop(parse(proof), { reference: own.reference, type: 'OKP', curve: 'Ed25519' }, undefined, true)).toEqual({ thumbprint: own.reference.thumbprint }))

  it('is judged when it is one, or when it was said to be one', () => {
    expect(judgeDpop(parse(unsigned({ alg: 'EdDSA' }, claims)), own, undefined, false)).toBe(undefined)
    expect(judgeDpop(parse(unsigned({ alg: 'EdDSA' }, claims)), own, undefined, true)).toMatchObject({ signatureVerifies: false })
    expect(judgeDpop(parse(proof), own, undefined, false)).toMatchObject({ signatureVerifies: true })
  })

  it('is bound to an access token that names its thumbprint, and to no other', () => {
    const bound = (accessToken: string, key: VerificationKey = own) => judgeDpop(parse(proof), key, accessToken, true)?.boundToAccessToken
    const { thumbprint } = own.reference
    expect(bound(unsigned({}, { cnf: { jkt: thumbprint } }))).toBe(true)
    for (const cnf of [{ jkt: 'other' }, { jkt: '' }, { jkt: 7 }, {}, 'x', null, undefined]) expect(bound(unsigned({}, { cnf }))).toBe(false)
    // Nobody can look into an opaque token.
    for (const token of ['opaque', 'a.b.c', `${encode('{}')}.${encode('[1]')}.x`, `${encode('{}')}.${encode('"x"')}.x`]) expect(bound(token), token).toBe(undefined)
    const { thumbprint: _, ...reference } = own.reference
    expect(judgeDpop(parse(proof), { ...own, reference }, unsigned({}, { cnf: {} }), true)).toEqual({ signatureVerifies: true })
  })
})
