import rule from '../../../src/rules/cookie/transaction-unprotected.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'oauth_state=1; Secure; HttpOnly',
    { name: 'as Auth.js sets it', code: '__Secure-authjs.state=1; Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax' },
    { name: 'None is right for form_post', code: '.AspNetCore.OpenIdConnect.Nonce.x=N; expires=Fri, 20 Nov 2026 18:15:00 GMT; path=/signin-oidc; secure; samesite=none; httponly' },
    'sid=1; Max-Age=86400',
    'oauth_state=; Max-Age=0',
    { name: 'what is missing is unknown', code: 'oauth_state=1', attributesComplete: false },
  ],
  invalid: [
    { code: 'oauth_state=1; Secure', errors: [{ messageId: 'readable', severity: 'warn', pointer: 'name', says: 'HttpOnly' }] },
    { code: 'code_verifier=1; HttpOnly; Max-Age=3600', errors: [{ messageId: 'longLived', severity: 'warn', pointer: 'Max-Age', says: '1 hour' }] },
    { code: 'nonce=1; Expires=Sat, 21 Nov 2026 18:00:00 GMT', errors: [{ messageId: 'readable', confidence: 'tentative' }, { messageId: 'longLived', pointer: 'Expires' }] },
    { code: 'oauth_state=1; HttpOnly; Max-Age=900', options: { maxLifetimeSeconds: 300 }, errors: [{ messageId: 'longLived' }] },
  ],
})
