import rule from '../../../src/rules/flow/session-id-not-rotated-on-privilege-change.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const before = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const after = 'Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb'
const change = (...answer: readonly string[]): Sent => ({ request: 'POST /account/password', fields: [before], body: 'current_password=correct-horse&new_password=battery-staple', status: 303, answer: ['Location: /account', ...answer] })
const role: Sent = { request: 'POST /account/role', fields: [before], body: 'role=administrator', status: 303, answer: ['Location: /account'] }
const account = (...fields: readonly string[]): Sent => ({ request: 'GET /account', fields, content: { user: 'ada' } })

testRule(rule, {
  valid: [
    { name: 'a new id', code: recording(change('Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly'), account(after)) },
    { name: 'a change of role that nobody named', code: recording(role, account(before)) },
    { name: 'the password was not taken', code: recording({ ...change(), status: 422 }, account(before)) },
    { name: 'the form once more', code: recording({ ...change(), status: 200, answer: [], content: '<form><input type=password></form>' }, account(before)) },
    { name: 'a login', code: recording({ request: 'POST /login', fields: [before], body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account'] }, account(before)) },
    { name: 'a password that was forgotten', code: recording({ request: 'POST /reset-password', fields: [before], body: 'token=0123456789abcdef&password=battery-staple&password_confirmation=battery-staple', status: 302, answer: ['Location: /home'] }, account(before)) },
    { name: 'nothing after it', code: recording(account(before), change()) },
  ],
  invalid: [
    { name: 'the same id after another password', code: recording(change(), account(before)), errors: [{ messageId: 'same', severity: 'warn', confidence: 'firm', pointer: 'step[1]', says: 'the change of the password' }] },
    { name: 'with a prefix', code: recording({ ...change(), fields: [before.replace('sid', '__Host-sid')] }, account(before.replace('sid', '__Host-sid'))), errors: [{ messageId: 'same', severity: 'warn' }] },
    { name: 'a change of role', code: recording(role, account(before)), events: [{ name: 'role-change', at: 1 }], errors: [{ messageId: 'same', confidence: 'certain', says: '#2 GET /account' }] },
    { name: 'a step-up by its path', code: recording({ request: 'POST /sudo', fields: [before], body: 'otp=123456', status: 303, answer: ['Location: /account'] }, account(before)), events: [{ name: 'step-up', at: '/sudo' }], errors: [{ messageId: 'same', says: 'the step-up' }] },
  ],
})
