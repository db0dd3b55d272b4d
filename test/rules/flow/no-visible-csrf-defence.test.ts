import rule from '../../../src/rules/flow/no-visible-csrf-defence.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const login = (sameSite = ''): Sent => ({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', `Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly${sameSite}`] })
const change = (more: Partial<Sent> = {}): Sent => ({ request: 'POST /account/email', fields: [sent], body: 'email=ada%40example.com', status: 303, answer: ['Location: /account'], ...more })
const none = '; SameSite=None'

testRule(rule, {
  valid: [
    { name: 'SameSite=Lax', code: recording(login('; SameSite=Lax'), change()) },
    { name: 'SameSite=Strict', code: recording(login('; SameSite=Strict'), change()) },
    { name: 'a token in the form', code: recording(login(none), change({ body: 'email=ada%40example.com&_csrf=f2Qm8Zt0Lr5Yx1Vb' })) },
    { name: 'a token in a header', code: recording(login(none), change({ fields: [sent, 'X-CSRF-Token: f2Qm8Zt0Lr5Yx1Vb'] })) },
    { name: 'a header that forms cannot send', code: recording(login(none), change({ fields: [sent, 'X-Requested-With: XMLHttpRequest'] })) },
    { name: 'JSON', code: recording(login(none), change({ body: { email: 'ada@example.com' } })) },
    { name: 'a method that forms do not have', code: recording(login(none), change({ request: 'PUT /account/email' })) },
    { name: 'a token in a header opens it', code: recording(login(none), change({ fields: [sent, 'Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x'] })) },
    { name: 'a cookie from before the recording', code: recording(change(), change({ body: 'email=ada' })) },
    { name: 'a second cookie that stays at home', code: recording({ ...login(none), answer: [...(login(none).answer ?? []), 'Set-Cookie: sid2=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly; SameSite=Lax'] }, change({ fields: [`${sent}; sid2=Zk3vQ9r1T7yLx2Wm8Nc4Pb`] })) },
    { name: 'refused', code: recording(login(none), change({ status: 403, answer: [] })) },
    { name: 'sent to the login', code: recording(login(none), change({ answer: ['Location: /login'] })) },
    { name: 'a body that the recording lacks', code: recording(login(none), { request: 'POST /account/email', fields: [sent, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 120'], status: 303, answer: ['Location: /account'] }) },
    { name: 'the login itself', code: recording(login(none), { ...login(none), fields: [sent] }) },
    { name: 'a form before the login', code: recording({ request: 'GET /', answer: [`Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly${none}`] }, change(), { ...login(none), fields: [sent] }) },
    { name: 'a form that asks for the password', code: recording(login(none), change({ body: 'email=ada%40example.com&password=correct-horse' })) },
    { name: 'what pages report of themselves', code: recording(login(none), change({ request: 'POST /telemetry', body: 'x=1', status: 204, answer: [] })) },
  ],
  invalid: [
    { name: 'SameSite=None', code: recording(login(none), change()), errors: [{ messageId: 'none', severity: 'warn', confidence: 'firm', pointer: 'step[2]', says: 'SameSite=None' }] },
    { name: 'no SameSite', code: recording(login(), change()), errors: [{ messageId: 'none', says: 'no SameSite' }] },
    { name: 'no body at all', code: recording(login(none), { request: 'POST /orders/17/cancel', fields: [sent], status: 204 }), errors: [{ messageId: 'none' }] },
    { name: 'a body of no octets', code: recording(login(none), { request: 'POST /orders/17/cancel', fields: [sent, 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 0'], status: 204 }), errors: [{ messageId: 'none' }] },
    { name: 'text/plain, as a form can send JSON', code: recording(login(none), change({ fields: [sent, 'Content-Type: text/plain'], body: '{"email":"ada@example.com"}' })), errors: [{ messageId: 'none' }] },
    { name: 'once for a cookie, with the number of others', code: recording(login(none), change(), change({ request: 'POST /orders' }), change({ request: 'POST /cart' })), errors: [{ messageId: 'none', says: '2 later requests' }] },
    { name: 'whether anybody is logged in is not seen', code: recording({ request: 'GET /', answer: [`Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly${none}`] }, change()), errors: [{ messageId: 'none', confidence: 'tentative' }] },
  ],
})
