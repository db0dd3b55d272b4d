import rule from '../../../src/rules/jwt/alg-weak.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

testRule(rule, {
  valid: [
    ...['HS256', 'RS256', 'ES256', 'none', 'unheard-of'].map((alg) => ({ name: alg, code: unsigned({ alg }) })),
    { name: 'RSA-OAEP uses SHA-1 only as a mask', code: `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AAAA.AAAA.AAAA.AAAA` },
  ],
  invalid: [
    { name: 'RS1', code: unsigned({ alg: 'RS1' }), errors: [{ messageId: 'weak', severity: 'error', pointer: 'header.alg', says: 'SHA-1' }] },
    { name: 'HS1', code: unsigned({ alg: 'HS1' }), errors: [{ messageId: 'weak', says: 'SHA-1' }] },
    { name: 'HS256/64', code: unsigned({ alg: 'HS256/64' }), errors: [{ messageId: 'weak', says: '64 bits' }] },
    // IANA JOSE registry: registered by the Web Cryptography API, prohibited for JOSE.
    { name: 'A128CBC', code: unsigned({ alg: 'A128CBC' }), errors: [{ messageId: 'weak', says: 'without protecting' }] },
  ],
})
