import rule from '../../../src/rules/jwk/missing-alg.ts'
import { ed25519, jwk, jwks, p256, secret } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [jwk({ ...ed25519, alg: 'EdDSA' }), { name: 'a secret', code: jwk(secret) }, { name: 'an unknown type', code: '{"kty":"HSS"}' }, { name: 'PEM cannot say', code: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n' }],
  invalid: [
    { name: 'a curve that permits one algorithm', code: jwk({ ...p256, crv: 'P-384', use: 'sig' }), errors: [{ messageId: 'missing', says: 'Add "alg":"ES384".' }] },
    { name: 'a curve that may also agree on keys', code: jwk(p256), errors: [{ messageId: 'missing', says: 'such as' }] },
    { name: 'one of two', code: jwks({ ...ed25519, alg: 'EdDSA' }, ed25519), errors: [{ messageId: 'missing', severity: 'info' }] },
  ],
})
