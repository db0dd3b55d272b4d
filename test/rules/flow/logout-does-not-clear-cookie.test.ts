import rule from '../../../src/rules/flow/logout-does-not-clear-cookie.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const value = '4V0nHg5kq2J7mP8xYb1RzQ'
const sent = `Cookie: sid=${value}`
const login = (...answer: readonly string[]): Sent => ({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', ...(answer.length > 0 ? answer : [`Set-Cookie: sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`])] })
const logout = (...answer: readonly string[]): Sent => ({ request: 'POST /logout', fields: [sent], status: 303, answer: ['Location: /', ...answer] })
const home = (...fields: readonly string[]): Sent => ({ request: 'GET /', fields, content: '<p>Hello</p>' })
const gone = 'Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly'
const refresh = 'Set-Cookie: refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/auth; Secure; HttpOnly; SameSite=Strict'

testRule(rule, {
  valid: [
    { name: 'deleted', code: recording(login(), logout(gone), home()) },
    { name: 'deleted, and nobody saw it being set', code: recording(logout(gone), home()) },
    { name: 'replaced by an anonymous one', code: recording(login(), logout('Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly; SameSite=Lax'), home()) },
    { name: 'Clear-Site-Data', code: recording(login(), logout('Clear-Site-Data: "cookies"'), home()) },
    { name: 'Clear-Site-Data for everything', code: recording(login(), logout('Clear-Site-Data: "*"'), home()) },
    { name: 'deleted where the redirect leads', code: recording(login(), { ...logout(), answer: ['Location: /logged-out'] }, { request: 'GET /logged-out', fields: [sent], answer: [gone], content: '<p>Bye</p>' }, home()) },
    { name: 'deleted by the next answer', code: recording(login(), logout(), { ...home(sent), answer: [gone] }) },
    { name: 'a deletion that misses, which is said elsewhere', code: recording(login(), logout('Set-Cookie: sid=; Max-Age=0; Path=/logout; Secure; HttpOnly'), home(sent)) },
    { name: 'a cookie from before the recording that does not come any more', code: recording(logout(), home()) },
    { name: 'a script removed it', code: recording(login(`Set-Cookie: sid=${value}; Path=/; Secure`), logout(), home('Cookie: lang=de')) },
    { name: 'a token in a header', code: recording({ request: 'POST /logout', fields: ['Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x'], status: 204 }, home()) },
    { name: 'cookies that open nothing', code: recording({ ...logout(), fields: ['Cookie: theme=dark-and-long-value; csrftoken=4V0nHg5kq2J7mP8xYb1RzQ'] }, home()) },
    { name: 'refused', code: recording(login(), { ...logout(), status: 403, answer: [] }, home(sent)) },
    { name: 'over before', code: recording(login(), { request: 'GET /account', fields: [sent], status: 302, answer: ['Location: /login'] }, { ...logout(), answer: ['Location: /login'] }, home(sent)) },
    { name: 'the page that asks', code: recording(login(), { request: 'GET /logout', fields: [sent], content: '<form method="post"></form>' }, logout(gone), home()) },
    { name: 'a token revoked by a browser that stays logged in (RFC 7009)', code: recording(login(), { request: 'POST /token/revocation', fields: [sent], body: 'token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token' }, home(sent)) },
    { name: 'a token revoked, and the body is not in the recording', code: recording(login(), { request: 'POST /oauth2/revoke', fields: [sent] }, home(sent)) },
    { name: 'a token revoked at the authorization server', code: recording({ request: 'POST https://id.example.com/revoke', body: 'token=45ghiukldjahdnhzdauz' }, home()) },
    { name: 'over by itself', code: recording({ ...login(`Set-Cookie: sid=${value}; Path=/; Secure; HttpOnly; Max-Age=60`, 'Set-Cookie: refresh_token=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/auth; Secure; HttpOnly; Max-Age=60'), time: 1795190000 }, { ...logout(gone), time: 1795197000 }, home()) },
  ],
  invalid: [
    { name: 'a session revoked', code: recording(login(), { request: 'POST /session/revoke', fields: [sent] }, home(sent)), errors: [{ messageId: 'left' }] },
    { name: 'left', code: recording(login(), logout(), home(sent)), errors: [{ messageId: 'left', severity: 'warn', pointer: 'step[2]', says: '#2 POST /logout' }] },
    { name: 'HttpOnly, whatever the tester sends afterwards', code: recording(login(), logout(), home()), errors: [{ messageId: 'left' }] },
    { name: 'sent once more with the same value', code: recording(login(), logout(`Set-Cookie: sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`), home(sent)), errors: [{ messageId: 'left' }] },
    { name: 'from before the recording, and still sent', code: recording(logout(), home(sent)), errors: [{ messageId: 'left' }] },
    { name: 'Clear-Site-Data for something else', code: recording(login(), logout('Clear-Site-Data: "cache"'), home(sent)), errors: [{ messageId: 'left' }] },
    { name: 'the refresh cookie of another path', code: recording(login(`Set-Cookie: sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`, refresh), logout(gone), home()), errors: [{ messageId: 'left', says: 'refresh_token' }] },
    { name: 'two of them', code: recording({ ...logout(), fields: [`${sent}; remember_me=Zk3vQ9r1T7yLx2Wm8Nc4Pb`] }, home(`${sent}; remember_me=Zk3vQ9r1T7yLx2Wm8Nc4Pb`)), errors: [{ messageId: 'left', says: 'sid and remember_me' }] },
    { name: 'once for the same cookie', code: recording(login(), logout(), login(), logout(), home(sent)), errors: [{ messageId: 'left' }] },
    { name: 'a page that may be the logout', code: recording({ request: 'GET /logout', fields: [sent], content: '<p>Bye</p>' }, home(sent)), errors: [{ messageId: 'left', confidence: 'tentative' }] },
    { name: 'named by the user', code: recording({ request: 'POST /bye', fields: [sent], status: 204 }, home(sent)), events: [{ name: 'logout', at: 1 }], errors: [{ messageId: 'left' }] },
  ],
})
