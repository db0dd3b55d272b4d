import rule from '../../../src/rules/jwk/missing-use.ts'
import { ed25519, jwk, jwks, secret } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [jwk({ ...ed25519, use: 'sig' }), jwk({ ...ed25519, key_ops: ['verify'] }), { name: 'an unknown type', code: '{"kty":"HSS"}' }],
  invalid: [
    { name: 'a public key', code: jwks({ ...ed25519, use: 'sig' }, ed25519), errors: [{ messageId: 'missing', severity: 'info' }] },
    { name: 'a secret', code: jwk(secret), errors: [{ messageId: 'missing' }] },
  ],
})
