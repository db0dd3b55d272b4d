import rule from '../../../src/rules/jwt/secret-encoding-suspect.ts'
import { testRule } from '../../rule-tester.ts'
import { hmac } from '../../tokens.ts'

const code = hmac('x'.repeat(32))

testRule(rule, {
  valid: [{ name: 'read as meant', code }],
  invalid: [
    { name: 'base64', code, facts: { secretEncoding: { given: 'text', verifies: 'base64' } }, errors: [{ messageId: 'other', severity: 'info', pointer: 'signature', says: 'Put base64: in front' }] },
    { name: 'text', code, facts: { secretEncoding: { given: 'base64', verifies: 'text' } }, errors: [{ messageId: 'other', says: 'on both sides' }] },
  ],
})
