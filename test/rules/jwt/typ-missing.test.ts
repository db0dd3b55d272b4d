import rule from '../../../src/rules/jwt/typ-missing.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const kind = (tokenKind: 'access-token' | 'id-token' | 'logout-token' | 'refresh-token') => ({ policy: { tokenKind } })

testRule(rule, {
  valid: [
    { name: 'a type is expected, so that jwt/typ-mismatch speaks', code: unsigned({ alg: 'ES256' }), policy: { tokenKind: 'access-token', typ: 'at+jwt' } },
    ...['at+jwt', 'application/at+jwt', 'AT+JWT', 'resource+jwt', 'example'].map((typ) => ({ name: typ, code: unsigned({ alg: 'ES256', typ }) })),
    { name: 'an ID token', code: unsigned({ alg: 'ES256' }), ...kind('id-token') },
    { name: 'a logout token is another rule', code: unsigned({ alg: 'ES256' }), ...kind('logout-token') },
    { name: 'an encrypted token', code: `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA` },
    { name: 'a typ that is no string is jwt/typ-mismatch', code: unsigned({ alg: 'ES256', typ: 1 }) },
    { name: 'no token', code: 'AAAA.AAAA.AAAA' },
  ],
  invalid: [
    { name: 'absent', code: unsigned({ alg: 'ES256' }), errors: [{ messageId: 'missing', severity: 'info', pointer: 'header' }] },
    { name: 'JWT', code: unsigned({ alg: 'ES256', typ: 'jwt' }), errors: [{ messageId: 'generic', severity: 'info', pointer: 'header.typ' }] },
    { name: 'an access token', code: unsigned({ alg: 'ES256', typ: 'application/JWT' }), ...kind('access-token'), errors: [{ messageId: 'generic', says: 'Set typ to at+jwt' }] },
    { name: 'a refresh token', code: unsigned({ alg: 'ES256' }), ...kind('refresh-token'), errors: [{ messageId: 'missing' }] },
  ],
})
