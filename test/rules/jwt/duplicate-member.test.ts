import rule from '../../../src/rules/jwt/duplicate-member.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

testRule(rule, {
  valid: [
    { name: 'every name once', code: unsigned({ alg: 'ES256' }) },
    { name: 'the same name in different objects', code: unsigned({ alg: 'ES256' }, { a: { id: 1 }, b: { id: 2 }, id: 3 }) },
    { name: 'in header and claims (RFC 7519 section 5.3)', code: unsigned({ alg: 'ES256', iss: 'x' }, { iss: 'x' }) },
    { name: 'names are case-sensitive', code: unsigned({ alg: 'ES256' }, '{"sub":1,"Sub":2}') },
    { name: 'no token', code: `${encode('x{"a":1,"a":2}')}.AAAA.AAAA` },
  ],
  invalid: [
    { name: 'sub twice', code: unsigned({ alg: 'ES256' }, '{"sub":"1","sub":"2"}'), errors: [{ messageId: 'twice', severity: 'error', pointer: 'claims.sub', says: '"sub"' }] },
    { name: 'alg twice, once escaped', code: unsigned('{"alg":"none","\\u0061lg":"ES256"}'), errors: [{ messageId: 'twice', pointer: 'header.alg' }] },
    { name: 'three times is one finding', code: unsigned({ alg: 'ES256' }, '{"a":1,"a":1,"a":1}'), errors: [{ messageId: 'twice' }] },
    { name: 'deep inside', code: unsigned({ alg: 'ES256' }, '{"a":[{"b":1,"b":2}]}'), errors: [{ messageId: 'twice', pointer: 'claims.a[0].b' }] },
    { name: '__proto__', code: unsigned({ alg: 'ES256' }, '{"__proto__":1,"__proto__":2}'), errors: [{ messageId: 'twice', says: '__proto__' }] },
    {
      name: 'a hostile number of them is cut',
      code: unsigned({ alg: 'ES256' }, `{${[...Array(1000).keys()].map((i) => `"m${i % 500}":1`).join()}}`),
      errors: Array.from({ length: 10 }, () => ({ messageId: 'twice' })),
    },
  ],
})
