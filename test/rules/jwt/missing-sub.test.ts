import rule from '../../../src/rules/jwt/missing-sub.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')

testRule(rule, {
  valid: [
    { name: 'there', code: token({ sub: 'u_42', userId: 7 }) },
    { name: 'empty is another rule', code: token({ sub: '' }) },
    { name: 'a number is another rule', code: token({ sub: 42 }) },
    { name: 'when asked for, another rule', code: token({}), policy: { subject: 'u_42' } },
    { name: 'an ID token is held to its profile', code: token({ token_use: 'id' }) },
    { name: 'typ at+jwt is held to its profile', code: token({}, 'at+jwt') },
    { name: 'a logout token names a session', code: token({ sid: 'x' }, 'logout+jwt') },
  ],
  invalid: [
    { name: 'nothing', code: token({ iss: 'a' }), errors: [{ messageId: 'missing', severity: 'warn', pointer: 'claims' }] },
    { name: 'null', code: token({ sub: null }), errors: [{ messageId: 'missing' }] },
    ...['userId', 'user_id', 'uid', 'id'].map((alias) => ({ name: alias, code: token({ [alias]: 42 }), errors: [{ messageId: 'alias', severity: 'warn' as const, pointer: `claims.${alias}`, says: alias }] })),
    { name: 'a machine', code: token({ client_id: 'c', scope: 'read' }), errors: [{ messageId: 'machine', severity: 'info', says: 'client_id' }] },
    { name: 'a user beside the client', code: token({ client_id: 'c', user_id: 7 }), errors: [{ messageId: 'alias', severity: 'warn' }] },
  ],
})
