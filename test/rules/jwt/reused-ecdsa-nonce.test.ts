import rule from '../../../src/rules/jwt/reused-ecdsa-nonce.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, unsigned } from '../../tokens.ts'

const lines = (...tokens: readonly string[]) => tokens.join('\n')
const half = (octet: number, octets = 32) => Buffer.alloc(octets, octet)
/** A token whose signature has this r and this s. */
const token = (jti: string, r: number, s: number, alg = 'ES256') =>
  unsigned({ alg }, { ...goodClaims, jti }, Buffer.concat([half(r, alg === 'ES384' ? 48 : 32), half(s, alg === 'ES384' ? 48 : 32)]).toString('base64url'))

testRule(rule, {
  valid: [
    { name: 'one token', code: token('a', 1, 2) },
    { name: 'different nonces', code: lines(token('a', 1, 2), token('b', 3, 4)) },
    { name: 'the same token twice', code: lines(token('a', 1, 2), token('a', 1, 2)) },
    { name: 'changed claims under an old signature', code: lines(token('a', 1, 2), token('b', 1, 2)) },
    { name: 'a signature that was damaged in its second half', code: lines(token('a', 1, 2), token('a', 1, 9)) },
    { name: 'Ed25519, where R is no such thing', code: lines(token('a', 1, 2, 'EdDSA'), token('b', 1, 3, 'EdDSA')) },
  ],
  invalid: [
    { name: 'P-256', code: lines(token('a', 1, 2), token('x', 7, 8), token('b', 1, 3)), errors: [{ messageId: 'reused', severity: 'error', pointer: 'signature', says: '1 of 3 tokens has the first half' }] },
    { name: 'P-384', code: lines(token('a', 1, 2, 'ES384'), token('b', 1, 3, 'ES384'), token('c', 1, 4, 'ES384')), errors: [{ messageId: 'reused', says: '2 of 3 tokens have' }] },
  ],
})
