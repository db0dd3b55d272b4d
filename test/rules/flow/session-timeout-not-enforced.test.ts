import rule from '../../../src/rules/flow/session-timeout-not-enforced.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const start = 1795163200
const minutes = 60
const hours = 3600
const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const login = (time: number): Sent => ({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', 'Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'], time: start + time })
const refused: Sent = { request: 'GET /account', status: 302, answer: ['Location: /login'], time: start }
const account = (time: number, more: Partial<Sent> = {}): Sent => ({ request: 'GET /account', fields: [sent], content: { user: 'ada' }, time: start + time, ...more })
/** Every 20 minutes. */
const busy = (until: number): readonly Sent[] => Array.from({ length: Math.ceil(until / 1200) }, (_, n) => account((n + 1) * 1200))

testRule(rule, {
  valid: [
    { name: 'a short pause', code: recording(refused, login(0), account(60), account(30 * minutes + 60)) },
    { name: 'refused after a pause', code: recording(login(0), account(60), account(2 * hours, { status: 302, answer: ['Location: /login'] })) },
    { name: 'the login page after a pause', code: recording(refused, login(0), account(60), account(2 * hours, { content: '<form><input type="password"></form>' })) },
    { name: 'logged in again after a pause', code: recording(refused, login(0), account(60), login(2 * hours), account(2 * hours + 60)) },
    { name: 'a new session after a pause', code: recording(refused, login(0), account(60), account(2 * hours, { answer: ['Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly'] })) },
    { name: 'a page for everybody', code: recording(login(0), account(60, { request: 'GET /' }), account(2 * hours, { request: 'GET /' })) },
    { name: 'without times', code: recording({ request: 'GET /account', fields: [sent] }, { request: 'GET /account', fields: [sent], content: 'more' }) },
    { name: 'busy for a day', code: recording(refused, login(0), ...busy(23 * hours)) },
    { name: 'a longer limit', code: recording(refused, login(0), account(60), account(2 * hours)), options: { idleSeconds: 3 * hours } },
    { name: 'a remember-me cookie', code: recording(refused, account(0, { fields: ['Cookie: remember_me=4V0nHg5kq2J7mP8xYb1RzQ'] }), account(2 * hours, { fields: ['Cookie: remember_me=4V0nHg5kq2J7mP8xYb1RzQ'] })) },
  ],
  invalid: [
    { name: 'after a pause', code: recording(refused, login(0), account(60), account(2 * hours)), errors: [{ messageId: 'idle', severity: 'warn', confidence: 'firm', pointer: 'step[4]', says: '1 hour 59 minutes' }] },
    { name: 'after a pause right behind the login', code: recording(refused, login(0), account(2 * hours)), errors: [{ messageId: 'idle' }] },
    { name: 'nobody was refused', code: recording(login(0), account(60), account(2 * hours)), errors: [{ messageId: 'idle', confidence: 'tentative' }] },
    { name: 'the next day', code: recording(refused, login(0), account(60), account(26 * hours)), errors: [{ messageId: 'idle' }] },
    { name: 'busy for more than a day', code: recording(refused, login(0), ...busy(25 * hours)), errors: [{ messageId: 'old', says: 'after the login at #2 POST /login' }] },
    { name: 'a shorter limit', code: recording(refused, login(0), account(60), account(10 * minutes)), options: { idleSeconds: 5 * minutes }, errors: [{ messageId: 'idle', says: 'limit is 5 minutes' }] },
    { name: 'told once', code: recording(refused, login(0), account(2 * hours), account(4 * hours)), errors: [{ messageId: 'idle' }] },
  ],
})
