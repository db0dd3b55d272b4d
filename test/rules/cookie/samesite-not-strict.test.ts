import rule from '../../../src/rules/cookie/samesite-not-strict.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid=1; SameSite=Strict', 'sid=1', 'sid=1; SameSite=None; Secure', 'theme=1; SameSite=Lax', 'oauth_state=1; SameSite=Lax', 'sid=; Max-Age=0; SameSite=Lax'],
  invalid: [
    { code: 'sid=1; SameSite=Lax', errors: [{ messageId: 'lax', pointer: 'SameSite' }] },
    { code: 'refresh_token=1; SameSite=Strict; SameSite=lax', errors: [{ messageId: 'lax' }] },
  ],
})
