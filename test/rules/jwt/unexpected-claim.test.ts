import rule from '../../../src/rules/jwt/unexpected-claim.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown) => unsigned({ alg: 'ES256' }, claims, 'x')
const allowed = (...allowedClaims: string[]) => ({ policy: { allowedClaims } })

testRule(rule, {
  valid: [
    { name: 'no list', code: token({ sub: '1', anything: true }) },
    { name: 'on the list', code: token({ sub: '1', exp: 2 }), ...allowed('sub', 'exp', 'roles') },
    { name: 'no claims to read', code: token('7'), ...allowed() },
  ],
  invalid: [
    { name: 'not on the list', code: token({ sub: '1', is_admin: true }), ...allowed('sub'), errors: [{ messageId: 'unexpected', severity: 'warn', pointer: 'claims.is_admin', says: 'is_admin' }] },
    { name: 'an empty list', code: token({ sub: '1', exp: 2 }), ...allowed(), errors: [{ messageId: 'unexpected' }, { messageId: 'unexpected' }] },
    { name: 'letter case', code: token({ Sub: '1' }), ...allowed('sub'), errors: [{ messageId: 'unexpected', pointer: 'claims.Sub' }] },
    { name: 'a name of the prototype', code: token('{"__proto__":1}'), ...allowed('sub'), errors: [{ messageId: 'unexpected', pointer: 'claims.__proto__' }] },
  ],
})
