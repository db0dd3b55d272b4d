import rule from '../../../src/rules/jwt/rsa-key-too-small.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (alg: string, octets: number) => unsigned({ alg }, undefined, Buffer.alloc(octets, 1).toString('base64url'))

testRule(rule, {
  valid: [
    { name: '3072 bits', code: token('RS256', 384) },
    { name: '4096 bits', code: token('PS512', 512) },
    { name: 'no RSA', code: token('ES256', 64) },
    { name: 'no signature', code: token('RS256', 0) },
    { name: 'a cut signature is jwt/signature-malformed', code: token('RS256', 253) },
    { name: 'a few octets are no key', code: token('RS256', 32) },
    { name: 'the key is known, the signature is cut', code: token('RS256', 128), facts: { modulusBits: 3072 } },
  ],
  invalid: [
    { name: '512 bits', code: token('RS256', 64), errors: [{ messageId: 'tooSmall', severity: 'error', pointer: 'signature', says: '512 bits; at least 2048 are needed' }] },
    { name: '1024 bits', code: token('PS256', 128), errors: [{ messageId: 'tooSmall', says: '1024 bits; at least 2048' }] },
    { name: '2040 bits', code: token('RS384', 248), errors: [{ messageId: 'tooSmall' }] },
    { name: '2048 bits', code: token('RS256', 256), errors: [{ messageId: 'aging', severity: 'info', says: '3072' }] },
    { name: '2048 bits, strict', code: token('RS256', 256), options: { warnBelowBits: 3072 }, errors: [{ messageId: 'aging', severity: 'warn' }] },
    // Signatures of 2041 to 2048 bits are equally long.
    { name: 'a key that falls one bit short', code: token('RS256', 256), facts: { modulusBits: 2047 }, errors: [{ messageId: 'tooSmall', severity: 'error', says: '2047 bits' }] },
    { name: 'a key of an odd size, known', code: token('RS256', 125), facts: { modulusBits: 1000 }, errors: [{ messageId: 'tooSmall', says: '1000 bits' }] },
  ],
})
