import rule from '../../../src/rules/cookie/samesite-none.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; SameSite=Lax; Secure',
    { name: 'dropped, says another rule', code: 'sid=1; SameSite=None' },
    { name: 'no secret', code: 'cart=1; SameSite=None; Secure' },
    { name: 'a login that comes back by POST', code: '.AspNetCore.Correlation.x=N; SameSite=None; Secure; HttpOnly' },
    { code: 'AWSALBCORS=1; SameSite=None; Secure' },
    { name: 'the last one counts', code: 'sid=1; SameSite=None; SameSite=Lax; Secure' },
    'sid=; Max-Age=0; SameSite=None; Secure',
  ],
  invalid: [
    { code: 'sid=1; SameSite=None; Secure', errors: [{ messageId: 'none', severity: 'warn', pointer: 'SameSite', says: 'SameSite=Lax' }] },
    { code: 'sid=1; SameSite=Strict; SameSite=None; Secure', errors: [{ messageId: 'none' }] },
    { code: 'csrftoken=1; SameSite=None; Secure', errors: [{ messageId: 'none' }] },
    { code: 'KEYCLOAK_IDENTITY=1; SameSite=None; Secure', options: { crossSiteNames: ['KEYCLOAK_*'] }, errors: [{ messageId: 'none', severity: 'info' }] },
  ],
})
