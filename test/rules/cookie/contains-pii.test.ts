import rule from '../../../src/rules/cookie/contains-pii.ts'
import { testRule } from '../../rule-tester.ts'

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

testRule(rule, {
  valid: [
    { name: 'an opaque id', code: 'sid=76667dc1e203e078b760b5d9c1b575df', role: 'session' },
    { name: 'a flag about an address', code: 'prefs=%7B%22email_verified%22%3Atrue%7D' },
    { name: 'an encrypted value', code: 'sid=CfDJ8KxYf0Q9kM3z', role: 'session' },
    { name: 'a deletion', code: 'email=alice%40example.com; Max-Age=0' },
    { name: 'an analytics id that passes the Luhn check', code: '_ga=GA1.2.4111111111111111.1464499416' },
    { name: 'commas in a value', code: 'cart=a,b; Secure' },
    { name: 'a claim without people', code: `token=eyJhbGciOiJFUzI1NiJ9.${base64({ sub: 'u_42', scope: 'read' })}.x` },
  ],
  invalid: [
    { name: 'JSON in a session', code: `sid=${base64({ user: { email: 'alice@corp.example' } })}`, role: 'session', errors: [{ messageId: 'personal', severity: 'warn', pointer: 'value', says: 'e-mail address (at sid.user.email)' }] },
    { name: 'percent-encoded twice', code: 'sid=%257B%2522email%2522%253A%2522alice%2540corp.example%2522%257D', role: 'session', errors: [{ messageId: 'personal' }] },
    { name: 'prefilled login', code: 'login_hint=alice%40corp.example', role: 'other', errors: [{ messageId: 'personal', severity: 'info' }] },
    { name: 'the claims of a token', code: `token=eyJhbGciOiJFUzI1NiJ9.${base64({ email: 'alice@corp.example' })}.x`, role: 'auth', errors: [{ messageId: 'personal', severity: 'warn' }] },
    {
      name: 'signed is still readable',
      code: `session=${base64({ email: 'alice@corp.example' })}.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas`,
      role: 'session',
      errors: [{ messageId: 'personal', severity: 'warn' }],
    },
    { name: 'joined with other things', code: 'auth=alice%40corp.example%7C1795197600%7C8f13f2a0', role: 'session', errors: [{ messageId: 'personal', severity: 'warn' }] },
    { name: 'a phone number', code: 'contact=phone%3D%2B49301234567', role: 'other', errors: [{ messageId: 'personal', says: 'phone number' }] },
    // A number that passes the check and is nobody's published sample.
    { name: 'a card number', code: 'pay=card%3D4539-5787-6362-1486', role: 'other', errors: [{ messageId: 'personal', says: 'payment card number' }] },
    { name: 'a social security number', code: 'form=%7B%22ssn%22%3A%22536-90-4399%22%7D', role: 'other', errors: [{ messageId: 'personal', says: 'social security number' }] },
    {
      name: 'two kinds, one finding each',
      code: `sid=${base64({ email: 'alice@corp.example', backup: { email: 'bob@corp.example' }, phone: '+49301234567' })}`,
      role: 'session',
      errors: [
        { messageId: 'personal', says: 'sid.email and sid.backup.email' },
        { messageId: 'personal', says: 'phone number' },
      ],
    },
  ],
})
