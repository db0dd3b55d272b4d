import rule from '../../../src/rules/flow/logout-no-clear-site-data.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const gone = 'Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly'
const logout = (...answer: readonly string[]): Sent => ({ request: 'POST /logout', fields: [sent], status: 303, answer: ['Location: /', ...answer] })
const home: Sent = { request: 'GET /', content: '<p>Hello</p>' }

testRule(rule, {
  valid: [
    { name: 'sent', code: recording(logout('Clear-Site-Data: "cookies", "storage"'), home) },
    { name: 'sent with less', code: recording(logout(gone, 'Clear-Site-Data: "storage"'), home) },
    { name: 'sent where the redirect leads', code: recording(logout(gone), { ...home, answer: ['Clear-Site-Data: "*"'] }) },
    { name: 'over http, where browsers ignore it', code: recording({ ...logout(gone), request: 'POST http://app.example.com/logout' }, home) },
    { name: 'no browser', code: recording({ request: 'POST /logout', fields: ['Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x'], status: 204 }, home) },
  ],
  invalid: [
    { name: 'absent', code: recording(logout(gone), home), errors: [{ messageId: 'absent', severity: 'info', pointer: 'step[1]' }] },
    { name: 'once a host', code: recording(logout(gone), logout(), home), errors: [{ messageId: 'absent' }] },
    { name: 'on this machine', code: recording({ ...logout(gone), request: 'POST http://localhost:3000/logout' }, home), errors: [{ messageId: 'absent' }] },
  ],
})
