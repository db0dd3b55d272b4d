import rule from '../../../src/rules/jwk/rsa-too-large.ts'
import { jwk, p256, rsa } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

const ofBits = (bits: number) => jwk(rsa((1n << BigInt(bits - 1)) + 1n))

testRule(rule, {
  valid: [jwk(p256), { name: '8192 bits', code: ofBits(8192) }],
  invalid: [
    { name: '8193 bits', code: ofBits(8193), errors: [{ messageId: 'tooLarge', severity: 'warn', pointer: 'n', says: '8193 bits' }] },
    { name: 'a million bits', code: ofBits(1_000_000), errors: [{ messageId: 'tooLarge' }] },
  ],
})
