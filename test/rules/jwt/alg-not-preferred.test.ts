import rule from '../../../src/rules/jwt/alg-not-preferred.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

testRule(rule, {
  valid: ['ES256', 'PS256', 'Ed25519', 'HS256', 'ML-DSA-65', 'none', 'RSA-OAEP'].map((alg) => ({ name: alg, code: unsigned({ alg }) })).concat([
    { name: 'an encrypted token', code: `${encode({ alg: 'EdDSA', enc: 'A256GCM' })}.AAAA.AAAA.AAAA.AAAA` },
  ]),
  invalid: [
    ...['RS256', 'RS384', 'RS512'].map((alg) => ({ name: alg, code: unsigned({ alg }), errors: [{ messageId: 'pkcs1', severity: 'info' as const, pointer: 'header.alg', says: alg }] })),
    { name: 'EdDSA', code: unsigned({ alg: 'EdDSA' }), errors: [{ messageId: 'eddsa', severity: 'info', says: 'Ed25519' }] },
    { name: 'ES256K', code: unsigned({ alg: 'ES256K' }), errors: [{ messageId: 'es256k', severity: 'info' }] },
  ],
})
