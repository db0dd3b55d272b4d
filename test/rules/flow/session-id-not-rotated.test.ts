import rule from '../../../src/rules/flow/session-id-not-rotated.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const before = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const after = 'Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb'
const guessed = 'Cookie: my_session=ada-lovelace'
const renewed = 'Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly'
const login = (fields: readonly string[], ...answer: readonly string[]): Sent => ({ request: 'POST /login', fields, body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', ...answer] })
const account = (...fields: readonly string[]): Sent => ({ request: 'GET /account', fields, content: { user: 'ada' } })

testRule(rule, {
  valid: [
    { name: 'a new id', code: recording(login([before], renewed), account(after)) },
    { name: 'no id before', code: recording(login([], renewed), account(after)) },
    { name: 'a failed login', code: recording({ request: 'POST /login', fields: [before], body: 'user=ada&password=wrong-horse', status: 401, content: 'no' }, account(before)) },
    { name: 'the form once more', code: recording({ request: 'POST /login', fields: [before], body: 'user=ada&password=wrong-horse', content: '<form><input type="password"></form>' }, account(before)) },
    { name: 'another cookie opens the session', code: recording(login([before], 'Set-Cookie: auth_session=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Secure; HttpOnly'), account(`${before}; auth_session=Zk3vQ9r1T7yLx2Wm8Nc4Pb`)) },
    { name: 'a token in the body opens it', code: recording({ ...login([before]), status: 200, answer: [], content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' } }, account(before)) },
    { name: 'a cookie that opens nothing', code: recording(login(['Cookie: theme=dark-and-long-value']), account('Cookie: theme=dark-and-long-value')) },
    { name: 'at another host', code: recording(login([before]), { ...account(before), request: 'GET https://other.example/account' }) },
    { name: 'nothing after it', code: recording(account(before), login([before])) },
  ],
  invalid: [
    { name: 'the same id', code: recording(login([before]), account(before)), errors: [{ messageId: 'same', severity: 'error', confidence: 'certain', pointer: 'step[1]', says: '#2 GET /account' }] },
    { name: 'sent anew, the same', code: recording(login([before], before.replace('Cookie', 'Set-Cookie') + '; Path=/; Secure; HttpOnly'), account(before)), errors: [{ messageId: 'same' }] },
    { name: 'with a prefix', code: recording(login([before.replace('sid', '__Host-sid')]), account(before.replace('sid', '__Host-sid'))), errors: [{ messageId: 'same', severity: 'warn' }] },
    { name: 'a cookie that may be for something else', code: recording(login([guessed]), account(guessed)), errors: [{ messageId: 'same', severity: 'warn', confidence: 'tentative' }] },
    { name: 'a login by GET', code: recording({ request: 'GET /api/enter', fields: [before], content: { ok: true } }, account(before)), events: [{ name: 'login', at: 1 }], errors: [{ messageId: 'same', confidence: 'firm' }] },
    { name: 'named by the user', code: recording({ request: 'POST /api/enter', fields: [before], body: { pin: '1234' }, content: { ok: true } }, account(before)), events: [{ name: 'login', at: 1 }], errors: [{ messageId: 'same' }] },
    { name: 'named by its path', code: recording(account(before), { request: 'POST /api/enter', fields: [before], body: { pin: '1234' }, content: { ok: true } }, account(before)), events: [{ name: 'login', at: '/api/*' }], errors: [{ messageId: 'same', pointer: 'step[2]' }] },
  ],
})
