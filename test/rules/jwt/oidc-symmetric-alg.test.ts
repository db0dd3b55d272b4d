import rule from '../../../src/rules/jwt/oidc-symmetric-alg.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (alg: string, claims: object) => unsigned({ alg }, claims, 'x')

testRule(rule, {
  valid: [
    { name: 'RS256', code: token('RS256', { token_use: 'id' }) },
    { name: 'none is another rule', code: token('none', { token_use: 'id' }) },
    { name: 'no ID token', code: token('HS256', { token_use: 'access' }) },
    { name: 'a token of no kind', code: token('HS256', {}) },
  ],
  invalid: ['HS256', 'HS384', 'HS512'].map((alg) => ({
    name: alg,
    code: token(alg, { token_use: 'id' }),
    errors: [{ messageId: 'symmetric', severity: 'warn' as const, pointer: 'header.alg', says: alg }],
  })),
})
