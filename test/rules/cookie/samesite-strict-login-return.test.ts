import rule from '../../../src/rules/cookie/samesite-strict-login-return.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example/callback?code=abc&state=xyz'

testRule(rule, {
  valid: [
    { code: 'sid=1; SameSite=Lax', url },
    { code: 'sid=1; SameSite=Strict', url: 'https://app.example/login' },
    { code: 'sid=1; SameSite=Strict', url: 'https://app.example/shop?code=SUMMER' },
    { code: 'theme=1; SameSite=Strict', url },
    { code: 'sid=; Max-Age=0; SameSite=Strict', url },
  ],
  invalid: [
    { code: 'sid=1; SameSite=Strict', url, errors: [{ messageId: 'strict', severity: 'info', pointer: 'SameSite' }] },
    { code: 'sid=1; SameSite=Strict', url: 'https://app.example/acs?SAMLResponse=x', errors: [{ messageId: 'strict' }] },
  ],
})
