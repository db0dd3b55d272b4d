import rule from '../../../src/rules/jwt/alg-none.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

testRule(rule, {
  valid: [
    { name: 'a signature algorithm', code: unsigned({ alg: 'ES256' }) },
    { name: 'no alg at all is another rule', code: unsigned({}) },
    { name: 'agreed on', code: unsigned({ alg: 'none' }), policy: { allowUnsecured: true } },
  ],
  invalid: ['none', 'None', 'NONE', 'nOnE', ' none '].map((alg) => ({
    name: `"${alg}"`,
    code: unsigned({ alg }),
    errors: [{ messageId: 'unsigned', severity: 'error' as const, pointer: 'header.alg', says: alg.trim() }],
  })),
})
