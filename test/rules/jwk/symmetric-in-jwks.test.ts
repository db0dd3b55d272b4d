import rule from '../../../src/rules/jwk/symmetric-in-jwks.ts'
import { ed25519, jwk, jwks, secret } from '../../jwks.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [jwks(ed25519), { name: 'a file of its owner', code: jwks(secret), keyRole: 'private' }],
  invalid: [
    { name: 'beside a public key', code: jwks(ed25519, secret), errors: [{ messageId: 'published', severity: 'error', pointer: 'kty' }] },
    { name: 'by itself', code: jwk(secret), errors: [{ messageId: 'published', severity: 'error', says: '--role private' }] },
  ],
})
