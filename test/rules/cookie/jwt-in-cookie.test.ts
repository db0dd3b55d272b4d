import rule from '../../../src/rules/cookie/jwt-in-cookie.ts'
import { testRule } from '../../rule-tester.ts'

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.x'
const found = (says: string) => [{ messageId: 'token', severity: 'info' as const, pointer: 'value', says }]

testRule(rule, {
  valid: [
    { name: 'an opaque id', code: 'sid=76667dc1e203e078b760b5d9c1b575df' },
    { name: 'a version', code: 'v=1.2.3' },
    { name: 'a Flask session', code: 'session=eyJ1c2VyIjo0Mn0.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas' },
    { name: 'a deletion', code: `token=${jwt}; Max-Age=0` },
  ],
  invalid: [
    { name: 'bare', code: `token=${jwt}`, errors: found('ES256') },
    { name: 'with Bearer', code: `Authorization=Bearer%20${jwt}`, errors: found('ES256') },
    { name: 'in quotes', code: `token="${jwt}"`, errors: found('ES256') },
    { name: 'unsigned', code: 'token=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', errors: found('none') },
    {
      name: 'encrypted, as Auth.js does',
      code: '__Secure-next-auth.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn',
      errors: [{ messageId: 'encrypted', severity: 'info', says: 'dir' }],
    },
  ],
})
