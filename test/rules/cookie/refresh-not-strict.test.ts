import rule from '../../../src/rules/cookie/refresh-not-strict.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['refresh_token=1; SameSite=Strict', 'refresh_token=1', 'refresh_token=1; SameSite=None; Secure', 'sid=1; SameSite=Lax', 'refresh_token=; Max-Age=0; SameSite=Lax'],
  invalid: [
    { code: 'refresh_token=1; SameSite=Lax', errors: [{ messageId: 'lax', severity: 'info', pointer: 'SameSite', says: 'SameSite=Strict' }] },
    { code: 'refresh_token=1; SameSite=Strict; SameSite=Lax', errors: [{ messageId: 'lax' }] },
  ],
})
