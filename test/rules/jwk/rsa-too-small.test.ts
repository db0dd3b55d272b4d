import rule from '../../../src/rules/jwk/rsa-too-small.ts'
import { jwk, p256, rsa, rsa2048 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

// 2^(bits - 1) + 1 has exactly that many bits.
const ofBits = (bits: number) => jwk(rsa((1n << BigInt(bits - 1)) + 1n))

testRule(rule, {
  valid: [jwk(p256), { name: '3072 bits', code: ofBits(3072) }, { name: '4096 bits', code: ofBits(4096) }, { name: 'no modulus is another rule', code: '{"kty":"RSA","e":"AQAB"}' }],
  invalid: [
    { name: '1024 bits', code: ofBits(1024), errors: [{ messageId: 'tooSmall', severity: 'error', pointer: 'n', says: '1024 bits' }] },
    { name: '2047 bits', code: ofBits(2047), errors: [{ messageId: 'tooSmall', severity: 'error' }] },
    { name: 'zeros in front do not count', code: jwk(rsa(1n, { n: Buffer.concat([Buffer.alloc(200), Buffer.alloc(128, 255)]).toString('base64url') })), errors: [{ messageId: 'tooSmall', says: '1024 bits' }] },
    { name: '2048 bits', code: jwk(rsa2048), errors: [{ messageId: 'aging', severity: 'info', says: '2048 bits' }] },
    { name: '2048 bits in strict', code: jwk(rsa2048), options: { warnBelowBits: 3072 }, errors: [{ messageId: 'aging', severity: 'warn' }] },
  ],
})
