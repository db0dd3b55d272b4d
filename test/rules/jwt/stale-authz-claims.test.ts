import rule from '../../../src/rules/jwt/stale-authz-claims.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const living = (seconds: number, claims: object) => unsigned({ alg: 'ES256' }, { iat: testNow, exp: testNow + seconds, ...claims }, 'x')
const stale = (says: string, pointer = 'claims.roles') => [{ messageId: 'stale', severity: 'warn' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'an hour', code: living(3600, { roles: ['admin'] }) },
    { name: 'scope alone', code: living(7200, { scope: 'admin' }) },
    { name: 'no rights', code: living(7200, { sub: '1' }) },
    { name: 'empty rights', code: living(7200, { roles: [], is_admin: false, groups: '' }) },
    { name: 'an ID token', code: living(7200, { roles: ['admin'], token_use: 'id' }) },
    { name: 'a refresh token', code: living(7200, { roles: ['admin'], token_use: 'refresh' }) },
    { name: 'no exp is another rule', code: unsigned({ alg: 'ES256' }, { roles: ['admin'] }, 'x') },
    { name: 'a name that contains one', code: living(7200, { parole: 'x', roles_url: 'https://a.example' }) },
  ],
  invalid: [
    { name: 'roles', code: living(3601, { roles: ['admin'] }), errors: stale('holds roles and is valid for 1 hour 1 second:') },
    { name: 'several', code: living(7200, { roles: ['a'], groups: ['b'], is_admin: true }), errors: stale('holds roles, groups and is_admin and is valid for 2 hours') },
    { name: 'namespaced', code: living(7200, { 'https://app.example/roles': ['a'] }), errors: stale('', 'claims.https://app.example/roles') },
    { name: 'Keycloak', code: living(7200, { realm_access: { roles: ['a'] } }), errors: stale('realm_access', 'claims.realm_access') },
    { name: 'Cognito', code: living(7200, { 'cognito:groups': ['a'] }), errors: stale('', 'claims.cognito:groups') },
    { name: 'at least what is left', code: unsigned({ alg: 'ES256' }, { roles: ['a'], exp: testNow + 7200 }, 'x'), errors: stale('for at least 2 hours') },
    { name: 'own limit', code: living(700, { roles: ['a'] }), options: { warnAboveSeconds: 600 }, errors: stale('') },
  ],
})
