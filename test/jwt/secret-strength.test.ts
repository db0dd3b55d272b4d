// What can be said of a secret from one look at it: what it cannot exceed, and how it was made up.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { secretKey } from '../../src/jwt/load-keys.ts'
import { boundBits, lookAt, strengthOf, structureOf } from '../../src/jwt/secret-strength.ts'
import { isPlaceholder } from '../../src/jwt/weak-secrets.ts'
import { encode, hmac } from '../tokens.ts'
import { examine, keysOf } from './examine.ts'

describe('the strength of a secret', () => {
  it.each([
    ['1234567890123456', 53],
    ['0123456789abcdef0123456789abcdef', 128],
    ['deadbeefcafe', 48],
    ['abcdefghijklmnop', 82],
    ['aB3dEf6hIj9kLm2n', 95],
    ['aB3-Ef6_Ij9kLm2n', 96],
    ['aB3+Ef6/Ij9kLm2nAA==', 108],
    ['with space and more!', 131],
  ])('%s cannot exceed %i bits', (secret, bits) => expect(boundBits(Buffer.from(secret))).toBe(bits))

  // 100 characters times the binary logarithm of how many there are to choose from.
  it.each([
    ['0123456789', 332],
    ['0123456789abcdef', 400],
    ['0123456789ABCDEF', 400],
    ['0123456789aBcDeF', 595],
    ['0123456789abcdefghijklmnopqrstuvwxyz', 516],
    ['0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 516],
    ['0123456789abcXYZ', 595],
    ['0123456789abcXYZ-_', 600],
    ['0123456789abcXYZ+/', 600],
    ['0123456789abcXYZ-/', 656],
    ['0123 abc', 656],
    ['~ !', 656],
    ['abc\u007f', 800],
    ['abc\u00ff', 800],
    ['\0', 800],
  ])('100 of %j cannot exceed %i bits', (characters, bits) => expect(boundBits(Buffer.from(characters.repeat(100).slice(0, 100), 'latin1'))).toBe(bits))

  it('counts 8 bits for an octet that is no text', () => expect(boundBits(Buffer.alloc(1000, 0xff))).toBe(8000))

  it('counts padding of base64 for nothing, and other equals signs as what they are', () => {
    expect(['Zz-z-Z', 'AAAAAA=', 'Zz-z-Z==', 'Zz-z-Z===', 'AA=AA', '==AA'].map((text) => boundBits(Buffer.from(text)))).toEqual([36, 36, 36, 59, 32, 26])
  })

  it.each([
    ['abababababababababab', 'one repeated unit'],
    ['0000000000000000000000000000000000000000', 'one repeated unit'],
    ['12345678901234567890123456789012', 'a keyboard or counting run'],
    ['qwertyuiopasdfghjklzxcvbnm123456', 'a keyboard or counting run'],
    ['aaaabbbbccccddddeeeeffffgggghhhh', 'a keyboard or counting run'],
    ['QWERTYUIOPasdfghjkl1234', 'a keyboard or counting run'],
    ['zyxwvutsrqponmlkjihgfedcba', 'a keyboard or counting run'],
    ['AbCdEfGhIjKlMnOpQrStUvWxYz', 'a keyboard or counting run'],
    ['1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'a keyboard or counting run'],
    ['!@#$%^&*()_qwertzuiop)(*&^%$#@!', 'a keyboard or counting run'],
    ['azertyuiopazert1x', 'a keyboard or counting run'],
    ['zxcvbnm7890', 'a keyboard or counting run'],
    ['mnbvcxz0123', 'a keyboard or counting run'],
    ['tzui4321', 'a keyboard or counting run'],
    // A fifth may be something else, no more.
    ['qwertyuiopasdfghjklzxcvbnmK7x', 'a keyboard or counting run'],
    ['k7Q-correct-horse-battery-staple', 'mostly dictionary words'],
    ['mysecretformytoken-2026', 'mostly dictionary words'],
    ['key-1999-2026-1987', 'mostly dictionary words'],
    ['mycatmydogmycar', 'mostly dictionary words'],
    ['my_jwt_key_1999.key_of_the_app', 'mostly dictionary words'],
    ['kZ3vQ9r1T7yLx2Wm'.repeat(3).slice(0, 15).repeat(3), 'one repeated unit'],
    ['my-super-secret-jwt-signing-key-2024', 'mostly dictionary words'],
    ['ThisIsTheSecretKeyOfOurCompany', 'mostly dictionary words'],
    ['correct horse battery staple', 'mostly dictionary words'],
  ])('%s is %s', (secret, structure) => expect(structureOf(Buffer.from(secret))).toBe(structure))

  it.each([
    ['a unit of 16 octets, which may have been drawn', 'kZ3vQ9r1T7yLx2Wm'.repeat(2)],
    ['a unit that is not repeated to the end', 'kZ3vkZ3vkZ3vkZ3vQ9r1'],
    ['runs of three', 'abc234qwexyz987asd456'],
    ['a run that makes up half', 'qwertyuiopk7Qx2mPz9R'],
    ['words that make up half', 'correcthorseq9Zk3vXr1T7y'],
    ['years far apart', 'kQzxv2024wJhbp1999rTn'],
    ['years that never were', 'x2150x3026x1850x4044'],
    ['two letters, which many words begin with', 'kQofZ3inv9toX7atLxisWm'],
    ['octets that are no text, after words', 'correct horse battery staple\u00ff\u00fe'],
    ['nothing', ''],
  ])('has nothing to say about %s', (_, secret) => expect(structureOf(Buffer.from(secret, 'latin1'))).toBeUndefined())

  it('has nothing to say about what a generator drew', () => {
    for (let i = 0; i < 300; i++) {
      for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) expect(structureOf(Buffer.from(randomBytes(16 + (i % 48)).toString(encoding), 'latin1'))).toBeUndefined()
    }
  })

  it.each(['change-me-please', 'CHANGE_THIS_TO_A_LONG_RANDOM_STRING', 'your_super_secret_key_here', 'replace-with-your-own', 'insert-your-secret-here', 'at-least-32-characters'])('%s is a placeholder', (secret) =>
    expect(isPlaceholder(secret)).toBe(true))
  it('is no placeholder when it is random', () => {
    for (let i = 0; i < 200; i++) expect(isPlaceholder(randomBytes(48).toString('base64'))).toBe(false)
  })

  it('is looked at as a whole', () => {
    expect(lookAt(Buffer.from('secret'))).toStrictEqual({ octets: 6, boundBits: 31, listed: true, structure: 'mostly dictionary words' })
    // In no list, and a phrase of templates nevertheless.
    expect(lookAt(Buffer.from('Q7-change-me-K2-vX9-rZ5'))).toStrictEqual({ octets: 23, boundBits: 138, listed: true })
    expect(lookAt(Buffer.from('kZ3vQ9r1T7yLx2Wm'))).toStrictEqual({ octets: 16, boundBits: 95, listed: false })
    expect(lookAt(Buffer.alloc(4))).toStrictEqual({ octets: 4, boundBits: 32, listed: true, structure: 'one repeated unit' })
  })

  it('is found out once for each key, and never for a public one', () => {
    const [first, second] = ['secret', Buffer.from([0x73, 0xff])].map((secret) => secretKey(Buffer.from(secret), 'file secret'))
    if (!first || !second) return expect.unreachable()
    expect(strengthOf(first)).toMatchObject({ isText: true, hit: { octets: 6 }, facts: { source: 'file secret', listed: true } })
    expect(strengthOf(first)).toBe(strengthOf(first))
    expect(strengthOf(second)).toMatchObject({ isText: false, hit: undefined, facts: { octets: 2, listed: false } })
    for (const key of keysOf(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }))) expect(strengthOf(key)).toBeUndefined()
  })

  it('is judged only where a MAC needs a secret', () => {
    const keys = [secretKey(randomBytes(8), 'file secret')]
    expect(examine(hmac(randomBytes(32)), keys).secret).toEqual({ source: 'file secret', octets: 8, boundBits: 64, listed: false })
    expect(examine(hmac('x').replace(/^[^.]+/, encode({ alg: 'RS256' })), keys).secret).toBeUndefined()
  })
})
