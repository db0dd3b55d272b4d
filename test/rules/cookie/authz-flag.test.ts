import rule from '../../../src/rules/cookie/authz-flag.ts'
import { testRule } from '../../rule-tester.ts'

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

testRule(rule, {
  valid: [
    { name: 'a theme', code: 'theme=dark' },
    { name: 'GitHub shows with it which header to draw', code: 'logged_in=no' },
    { name: 'an address that speaks of administrators', code: 'admin_url=%2Fbackoffice' },
    { name: 'a role that is a selector', code: 'role=%23main' },
    { name: 'signed by Flask', code: `session=${base64({ admin: true })}.awCejw.4UN0x7heYckIZW5HEAd2F8qAVas`, role: 'session' },
    { name: 'signed by another cookie', code: `session=${base64({ admin: true })}`, before: ['session.sig=yIUynYMA5NxnxfOOj1VOzQzi680'] },
    { name: 'signed in a way of its own', code: 'auth=role=admin&hmac=76667dc1e203e078b760b5d9c1b575df' },
    { name: 'the claims of a token', code: `token=eyJhbGciOiJFUzI1NiJ9.${base64({ role: 'admin' })}.x` },
    { name: 'analytics', code: '_ga=uid=42', role: 'analytics' },
    { name: 'an id that is no number', code: 'uid=16C65a21623115810f111231440877500' },
    { name: 'a deletion', code: 'admin=true; Max-Age=0' },
  ],
  invalid: [
    ...['admin=true', 'IsAdmin=No', '__Host-is_admin=1', 'is_staff=0', 'role=editor', 'user_level=3', 'authenticated=yes', 'sid=admin=0&user=42'].map((code) => ({
      code,
      errors: [{ messageId: 'rights', severity: 'warn' as const, confidence: 'tentative' as const, pointer: 'value' }],
    })),
    { name: 'inside JSON', code: `user=${base64({ id: 7, profile: { role: 'editor' } })}`, errors: [{ messageId: 'rights', says: 'user.profile.role' }] },
    { name: 'rights before identity, one finding', code: `u=${base64({ user_id: 7, isAdmin: false })}`, errors: [{ messageId: 'rights', says: 'u.isAdmin' }] },
    { name: 'a user by number', code: 'user_id=42', errors: [{ messageId: 'identity', severity: 'info' }] },
  ],
})
