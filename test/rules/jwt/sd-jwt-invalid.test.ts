import rule from '../../../src/rules/jwt/sd-jwt-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const code = `${unsigned({ alg: 'ES256' })}~`
const problems = (...severities: ('error' | 'warn')[]) => ({
  facts: { sdJwt: { problems: severities.map((severity, i) => ({ code: 'x', message: `Problem ${i + 1}.`, severity })), disclosed: 0, claims: {}, keyBinding: false } },
})

testRule(rule, {
  valid: [
    { name: 'no problems', code, ...problems() },
    { name: 'no SD-JWT', code: unsigned({ alg: 'ES256' }) },
  ],
  invalid: [
    {
      name: 'each problem is said with its severity',
      code,
      ...problems('error', 'warn'),
      errors: [
        { messageId: 'problem', severity: 'error', says: 'Problem 1.' },
        { messageId: 'problem', severity: 'warn', says: 'Problem 2.' },
      ],
    },
  ],
})
