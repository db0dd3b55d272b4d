import rule from '../../../src/rules/jwt/pii-claim.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: object, typ?: string) => unsigned({ alg: 'ES256', ...(typ ? { typ } : {}) }, claims, 'x')
const long = { iat: testNow, exp: testNow + 86401 }
const cookie = (httpOnly: boolean) => ({ carrier: { kind: 'set-cookie', name: 'session', cookie: { httpOnly, secure: true, expires: null } } as const })
const warn = (pointer: string, says = '') => [{ messageId: 'personal', severity: 'warn' as const, pointer, says }]
const info = (pointer: string) => [{ messageId: 'personal', severity: 'info' as const, pointer }]

testRule(rule, {
  valid: [
    { name: 'ids and rights', code: token({ sub: 'u_42', roles: ['admin'], scope: 'openid email profile' }) },
    {
      name: 'standard claims of an ID token',
      code: token({ token_use: 'id', name: 'Jane Doe', given_name: 'Jane', email: 'jane@mail.example', phone_number: '+15551234567', birthdate: '1990-01-31', address: { formatted: '1 Long Road' } }),
    },
    { name: 'an e-mail address in sub is another rule', code: token({ sub: 'alice@mail.example' }) },
    { name: 'a credential is another rule', code: token({ password: 'hunter2' }) },
    { name: 'what is about the issuer', code: token({ iss: 'robot@mail.example', aud: 'admin@mail.example', client_id: 'app@mail.example' }) },
    { name: 'what only speaks of an address', code: token({ email_verified: true, phone_number_verified: false }) },
    { name: 'the network, unless asked for', code: token({ host: 'db01.corp.internal' }) },
    { name: 'a credential with a profile of its own', code: token({ given_name: 'Jane', email: 'jane@mail.example' }, 'dc+sd-jwt') },
    { name: 'a security event', code: token({ email: 'jane@mail.example' }, 'secevent+jwt') },
  ],
  invalid: [
    { name: 'a phone number', code: token({ phone: '+15551234567' }), errors: warn('claims.phone', 'phone number') },
    { name: 'a birth date', code: token({ user: { birthdate: '1990-01-31' } }), errors: warn('claims.user.birthdate') },
    { name: 'an address', code: token({ address: { street_address: '1 Long Road' } }), errors: warn('claims.address', 'postal address') },
    { name: 'an IP address', code: token({ ipaddr: '203.0.113.7' }), errors: warn('claims.ipaddr', 'IP address') },
    { name: 'an e-mail address', code: token({ email: 'jane@mail.example' }), errors: info('claims.email') },
    { name: 'an e-mail address under another name', code: token({ upn: 'jane@mail.example' }), errors: info('claims.upn') },
    { name: 'an e-mail address in a long-lived token', code: token({ email: 'jane@mail.example', ...long }), errors: warn('claims.email') },
    { name: 'an e-mail address in a cookie that scripts can read', code: token({ email: 'jane@mail.example' }), ...cookie(false), errors: warn('claims.email') },
    { name: 'an e-mail address in an HttpOnly cookie', code: token({ email: 'jane@mail.example' }), ...cookie(true), errors: info('claims.email') },
    { name: 'what may be a name', code: token({ name: 'Jane Doe' }), errors: [{ messageId: 'personal', severity: 'info', confidence: 'tentative' }] },
    { name: 'beside the standard claims of an ID token', code: token({ token_use: 'id', email: 'jane@mail.example', custom: { phone: '+15551234567' } }), errors: warn('claims.custom.phone') },
    { name: 'the network, asked for', code: token({ host: 'db01.corp.internal' }), options: { internal: true }, errors: [{ messageId: 'internal', severity: 'info', says: 'internal host name' }] },
  ],
})
