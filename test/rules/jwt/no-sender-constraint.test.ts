import { expect, it } from 'vitest'
import rule from '../../../src/rules/jwt/no-sender-constraint.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')

testRule(rule, {
  valid: [
    { name: 'bound', code: token({ cnf: { jkt: 'x' } }, 'at+jwt') },
    { name: 'a token of no kind', code: token({}) },
    { name: 'a refresh token', code: token({ token_use: 'refresh' }) },
  ],
  invalid: [
    { name: 'an access token', code: token({}, 'at+jwt'), errors: [{ messageId: 'bearer', confidence: 'certain', pointer: 'claims' }] },
    { name: 'a guessed access token', code: token({ scope: 'read' }), errors: [{ messageId: 'bearer', confidence: 'firm' }] },
  ],
})

it('is off by default', () => expect(rule.meta.severity).toBe('off'))
