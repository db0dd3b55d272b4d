import rule from '../../../src/rules/jwt/alg-key-mismatch.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const conflict = { facts: { keys: { supplied: 1, isSet: false, fitting: 0, conflict: 'key k1 is an EC key on P-384' } } }

testRule(rule, {
  valid: [
    { name: 'no key', code: unsigned({ alg: 'ES256' }) },
    { name: 'a fitting key', code: unsigned({ alg: 'ES256' }), facts: { keys: { supplied: 1, isSet: false, fitting: 1 } } },
  ],
  invalid: [{ name: 'another curve', code: unsigned({ alg: 'ES256' }), ...conflict, errors: [{ messageId: 'conflict', severity: 'error', pointer: 'header.alg', says: 'may verify ES256: key k1 is an EC key on P-384.' }] }],
})
