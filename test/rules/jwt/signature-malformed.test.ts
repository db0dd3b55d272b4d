import { createECDH, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { curveOrders, numbersOfDer, numbersOfJose } from '../../../src/jwt/ecdsa.ts'
import rule from '../../../src/rules/jwt/signature-malformed.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (alg: string, signature: Buffer) => unsigned({ alg }, undefined, signature.toString('base64url'))
const ones = (octets: number) => Buffer.alloc(octets, 1)
const numbers = (curve: string, r: bigint, s: bigint) => {
  const width = Math.ceil((curveOrders[curve] ?? 0n).toString(16).length / 2)
  return Buffer.from([r, s].map((n) => n.toString(16).padStart(width * 2, '0')).join(''), 'hex')
}
const order = curveOrders['P-256'] ?? 0n
const ecKeys = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const
const derOf = (curve: keyof typeof ecKeys) => sign(ecKeys[curve], Buffer.from('x'), generateKeyPairSync('ec', { namedCurve: curve }).privateKey)
const modulus = (octets: number) => ({ facts: { modulusBits: octets * 8 } })

testRule(rule, {
  valid: [
    // RFC 7518 section 3.2 and 3.4, RFC 8032, FIPS 204.
    ...(
      [['HS256', 32], ['HS384', 48], ['HS512', 64], ['ES256', 64], ['ES384', 96], ['ES512', 132], ['ES256K', 64], ['Ed25519', 64], ['Ed448', 114], ['EdDSA', 64], ['EdDSA', 114], ['ML-DSA-44', 2420], ['ML-DSA-65', 3309], ['ML-DSA-87', 4627]] as const
    ).map(([alg, octets]) => ({ name: `${alg} of ${octets}`, code: token(alg, ones(octets)) })),
    ...[64, 96, 128, 256, 384, 512, 1024].map((octets) => ({ name: `RSA of ${octets * 8} bits, key unknown`, code: token('RS256', ones(octets)) })),
    { name: 'RSA of the length of the key', code: token('PS256', ones(257)), ...modulus(257) },
    { name: 'r and s at their ends', code: token('ES256', numbers('P-256', 1n, order - 1n)) },
    { name: 'an unknown algorithm', code: token('ES999', ones(3)) },
    { name: 'no signature is another rule', code: token('ES256', ones(0)) },
    { name: 'none', code: token('none', ones(3)) },
  ],
  invalid: [
    { name: 'a cut HMAC', code: token('HS256', ones(31)), errors: [{ messageId: 'length', severity: 'error', pointer: 'signature', says: 'cut off' }] },
    { name: 'HS512 in the length of HS256', code: token('HS512', ones(32)), errors: [{ messageId: 'length', says: 'has 32 octets, but HS512 signatures have 64 octets' }] },
    { name: 'one octet too many', code: token('ES256', ones(65)), errors: [{ messageId: 'length', says: 'longer' }] },
    { name: 'EdDSA has two lengths', code: token('EdDSA', ones(65)), errors: [{ messageId: 'length', says: '64 or 114 octets' }] },
    { name: 'hexadecimal text', code: token('HS256', Buffer.from('ab'.repeat(32))), errors: [{ messageId: 'length', says: 'hexadecimal text' }] },
    { name: 'an SD-JWT', code: `${token('ES256', ones(10))}~`, errors: [{ messageId: 'length' }] },
    ...(['P-256', 'P-384', 'P-521'] as const).map((curve) => ({
      name: `DER of OpenSSL on ${curve}`,
      code: token({ 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }[curve], derOf(curve)),
      errors: [{ messageId: 'der', says: 'ASN.1 DER' }],
    })),
    // CVE-2022-21449.
    { name: 'all zero', code: token('ES256', Buffer.alloc(64)), errors: [{ messageId: 'range', severity: 'error', says: 'The r of this ES256 signature is zero' }] },
    { name: 's zero', code: token('ES384', numbers('P-384', 1n, 0n)), errors: [{ messageId: 'range', says: 'The s' }] },
    { name: 'r the order', code: token('ES256', numbers('P-256', order, 1n)), errors: [{ messageId: 'range', says: 'order of the curve' }] },
    { name: 's the order of P-521', code: token('ES512', numbers('P-521', 1n, curveOrders['P-521'] ?? 0n)), errors: [{ messageId: 'range' }] },
    { name: 's the order of secp256k1', code: token('ES256K', numbers('secp256k1', 1n, curveOrders['secp256k1'] ?? 0n)), errors: [{ messageId: 'range' }] },
    { name: 'zeros in DER', code: token('ES256', Buffer.from('MAYCAQACAQA', 'base64url')), errors: [{ messageId: 'range', says: 'zero' }] },
    { name: 'RSA of another length than the key', code: token('RS256', ones(256)), ...modulus(384), errors: [{ messageId: 'modulus', severity: 'error', says: '384 octets' }] },
    { name: 'whole, but of a smaller RSA key', code: token('RS256', ones(256)), ...modulus(512), errors: [{ messageId: 'modulus', says: 'Give the key that signed the token' }] },
    { name: 'a cut RSA signature', code: token('RS256', ones(250)), ...modulus(256), errors: [{ messageId: 'modulus', says: 'cut off' }] },
    { name: 'RSA cut, key unknown', code: token('RS256', ones(254)), errors: [{ messageId: 'cut', severity: 'warn', confidence: 'firm', says: 'cut off' }] },
    { name: 'RSA much too short', code: token('PS512', ones(12)), errors: [{ messageId: 'cut', severity: 'error', says: 'cut off' }] },
    { name: 'RSA of the length of an HMAC', code: token('RS256', ones(32)), errors: [{ messageId: 'cut', severity: 'error', says: 'length of an HMAC' }] },
  ],
})

describe('curve orders', () => {
  // OpenSSL accepts private keys from 1 to one below the order.
  it.each([['P-256', 'prime256v1'], ['P-384', 'secp384r1'], ['P-521', 'secp521r1'], ['secp256k1', 'secp256k1']])('%s', (curve, openssl) => {
    const key = (n: bigint) => {
      const hex = n.toString(16)
      createECDH(openssl).setPrivateKey(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
    }
    const n = curveOrders[curve] ?? expect.unreachable()
    expect(() => key(n - 1n)).not.toThrow()
    expect(() => key(n)).toThrow('not valid')
  })

  it('reads both encodings of one signature alike', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-521' })
    const der = sign('sha512', Buffer.from('x'), privateKey)
    const { r, s } = numbersOfDer(der) ?? expect.unreachable()
    expect(numbersOfJose(numbers('P-521', r, s))).toEqual({ r, s })
    for (let cut = 0; cut < der.length; cut++) expect(numbersOfDer(der.subarray(0, cut))).toBeUndefined()
  })
})
