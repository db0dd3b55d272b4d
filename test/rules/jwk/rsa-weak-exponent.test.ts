import rule from '../../../src/rules/jwk/rsa-weak-exponent.ts'
import { jwk, p256, rsa2048 } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [jwk(p256), jwk(rsa2048), { name: 'zeros in front of 65537', code: jwk({ ...rsa2048, e: 'AAEAAQ' }) }, { name: 'the largest of 31 bits', code: jwk({ ...rsa2048, e: 'f____w' }) }, { name: 'none is another rule', code: jwk({ ...rsa2048, e: undefined }) }],
  invalid: [
    { name: '1', code: jwk({ ...rsa2048, e: 'AQ' }), errors: [{ messageId: 'broken', severity: 'error', pointer: 'e', says: 'anyone can sign' }] },
    // s^0 is 1 for every s, so nothing verifies: no forgery, but no use either.
    { name: '0', code: jwk({ ...rsa2048, e: 'AA' }), errors: [{ messageId: 'broken', severity: 'error', says: 'nothing can be signed' }] },
    { name: 'even', code: jwk({ ...rsa2048, e: 'AQAA' }), errors: [{ messageId: 'broken', severity: 'error', says: '65536' }] },
    // math/big and int of Go's crypto/rsa: 2^31 - 1 is the largest it takes.
    { name: '32 bits', code: jwk({ ...rsa2048, e: '_____w' }), errors: [{ messageId: 'large', severity: 'info', pointer: 'e', says: '32 bits' }] },
    // RFC 8017 section 3.1: e is smaller than n.
    { name: 'larger than the modulus', code: jwk({ ...rsa2048, e: `AQAB${rsa2048.n.slice(0, -1)}w` }), errors: [{ messageId: 'broken', severity: 'error', says: 'not smaller than the modulus' }] },
    { name: '3', code: jwk({ ...rsa2048, e: 'Aw' }), errors: [{ messageId: 'small', severity: 'warn' }] },
    { name: '3 in strict', code: jwk({ ...rsa2048, e: 'Aw' }), options: { smallExponent: 'error' }, errors: [{ messageId: 'small', severity: 'error' }] },
    { name: '3 for RSA1_5', code: jwk({ ...rsa2048, e: 'Aw', alg: 'RSA1_5' }), errors: [{ messageId: 'small', severity: 'error' }] },
  ],
})
