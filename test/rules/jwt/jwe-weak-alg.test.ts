import rule from '../../../src/rules/jwt/jwe-weak-alg.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

// The epk of RFC 7518 appendix C.
const epk = { kty: 'EC', crv: 'P-256', x: 'gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0', y: 'SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps' }
const encrypted = (alg: string, more: object = { epk }) => `${encode({ alg, enc: 'A256GCM', ...more })}.AAAA.AAAA.AAAA.AAAA`
const problem = { facts: { jwe: { decrypted: false, reason: '', problems: [{ code: 'key-length', message: 'The key has 16 octets; A256GCM takes 32.' }], nested: 'unknown' as const } } }

testRule(rule, {
  valid: [
    ...['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'dir', 'A256KW'].map((alg) => ({ name: alg, code: encrypted(alg) })),
    { name: 'a signed token is another rule', code: unsigned({ alg: 'RSA1_5' }) },
  ],
  invalid: [
    { name: 'RSA1_5', code: encrypted('RSA1_5'), errors: [{ messageId: 'rsa15', severity: 'warn', pointer: 'header.alg' }] },
    { name: 'what was found with the key', code: encrypted('ECDH-ES'), ...problem, errors: [{ messageId: 'problem', severity: 'warn', says: '16 octets' }] },
    // RFC 7518 section 8.2.
    { name: 'an ephemeral key off its curve', code: encrypted('ECDH-ES', { epk: { ...epk, y: epk.x } }), errors: [{ messageId: 'problem', pointer: 'header', says: 'not a point on its curve' }] },
    { name: 'no ephemeral key', code: encrypted('ECDH-ES+A256KW', {}), errors: [{ messageId: 'problem', says: 'missing' }] },
  ],
})
