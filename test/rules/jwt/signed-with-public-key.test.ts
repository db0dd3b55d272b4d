import rule from '../../../src/rules/jwt/signed-with-public-key.ts'
import { testRule } from '../../rule-tester.ts'
import { hmac } from '../../tokens.ts'

const code = hmac('x'.repeat(32))

testRule(rule, {
  valid: [{ name: 'no match', code }],
  invalid: [{ name: 'a match', code, facts: { publicKeyAsSecret: { key: 'file public.pem', form: 'PEM with a final newline' } }, errors: [{ messageId: 'forged', severity: 'error', pointer: 'signature', says: 'file public.pem, taken as PEM with a final newline' }] }],
})
