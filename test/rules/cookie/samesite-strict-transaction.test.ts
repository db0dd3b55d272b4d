import rule from '../../../src/rules/cookie/samesite-strict-transaction.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'oauth_state=1; SameSite=Lax',
    'oauth_state=1; SameSite=None; Secure',
    'sid=1; SameSite=Strict',
    'oauth_state=; Max-Age=0; SameSite=Strict',
    { name: 'another rule', code: 'oauth_state=1; SameSite=Strict', url: 'https://app.example/login?response_mode=form_post' },
  ],
  invalid: [
    { code: 'oauth_state=1; Secure; HttpOnly; SameSite=Strict', errors: [{ messageId: 'strict', severity: 'info', pointer: 'SameSite', says: 'SameSite=Lax' }] },
    { code: '__Host-authjs.pkce.code_verifier=1; Secure; Path=/; SameSite=Strict', errors: [{ messageId: 'strict', says: 'cookies: { pkceCodeVerifier: {' }] },
  ],
})
