import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ed25519Point } from '../../src/jwt/edwards.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

describe('a point of edwards25519', () => {
  it('is every public key that is made', () => {
    for (let i = 0; i < 20; i++) {
      const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
      expect(ed25519Point(Buffer.from(String(x), 'base64url'))).toBe('sound')
    }
    // RFC 8032 section 7.1, tests 1 to 3.
    for (const key of ['d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025']) expect(ed25519Point(hex(key))).toBe('sound')
  })

  it('is of small order where libsodium says so', () => {
    for (const key of [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ]) {
      const octets = hex(key)
      expect(ed25519Point(octets), key).toBe('small-order')
      octets[31] = (octets[31] ?? 0) ^ 0x80
      expect(ed25519Point(octets), `${key} with the other sign`).toBe('small-order')
    }
  })

  // OpenSSL 3.5 refuses what 3.0 takes.
  it.runIf(process.versions.openssl.startsWith('3.0.'))('of small order verifies a signature that nobody made', () => {
    const identity = Buffer.alloc(32)
    identity[0] = 1
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: identity.toString('base64url') } })
    // R is the identity and S is zero.
    expect(verify(null, Buffer.from('anything'), key, Buffer.concat([identity, Buffer.alloc(32)]))).toBe(true)
  })

  it('is none of half of all octets', () => {
    const none = [...Array(200).keys()].filter((n) => ed25519Point(Buffer.concat([Buffer.of(n + 2), Buffer.alloc(31)])) === 'off-curve').length
    expect(none).toBeGreaterThan(60)
    expect(none).toBeLessThan(140)
  })
})
