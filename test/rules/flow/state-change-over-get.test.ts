import rule from '../../../src/rules/flow/state-change-over-get.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const gone = 'Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly'
const logout = (request = 'GET /logout'): Sent => ({ request, fields: [sent], status: 302, answer: ['Location: /', gone] })
const home: Sent = { request: 'GET /', content: '<p>Hello</p>' }
const login = (sameSite: string): Sent => ({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', `Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=${sameSite}`] })
const approve: Sent = { request: 'GET /orders/17/approve', fields: [sent], status: 302, answer: ['Location: /orders/17'] }

testRule(rule, {
  valid: [
    { name: 'by POST', code: recording(logout('POST /logout'), home) },
    { name: 'WordPress has a nonce in the query', code: recording(logout('GET /wp-login.php?action=logout&_wpnonce=0123456789'), home) },
    { name: 'OpenID Connect with a hint', code: recording(logout('GET /realms/shop/protocol/openid-connect/logout?id_token_hint=eyJhbGciOiJub25lIn0.e30.'), home) },
    { name: 'front-channel logout', code: recording(logout('GET /frontchannel-logout?iss=https%3A%2F%2Fid.example.com&sid=x'), home) },
    { name: 'a cookie that foreign links do not get', code: recording(login('Strict'), logout(), home) },
    { name: 'without a cookie', code: recording({ ...logout(), fields: [] }, home) },
    { name: 'the return of a login', code: recording({ request: 'GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', fields: [sent], status: 302, answer: ['Location: /', 'Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly'] }, home) },
    { name: 'an action that nobody named', code: recording(approve, home) },
    { name: 'a refresh', code: recording({ ...approve, request: 'GET /refresh' }, home), events: [{ name: 'refresh', at: 1 }] },
  ],
  invalid: [
    { name: 'a logout', code: recording(login('Lax'), logout(), home), errors: [{ messageId: 'logout', severity: 'info', pointer: 'step[2]' }] },
    { name: 'a cookie from before the recording', code: recording(logout(), home), errors: [{ messageId: 'logout' }] },
    { name: 'a login with the password in the URL', code: recording({ request: 'GET /login?user=ada&password=correct-horse', status: 302, answer: ['Location: /account', 'Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Secure; HttpOnly'] }, home), errors: [{ messageId: 'login' }] },
    { name: 'an action by its path, once', code: recording(approve, home, approve), events: [{ name: 'action', at: '/orders/*/approve' }], errors: [{ messageId: 'change', says: 'state-changing action' }] },
    { name: 'a change of role', code: recording(approve, home), events: [{ name: 'role-change', at: 1 }], errors: [{ messageId: 'change', says: 'change of the role' }] },
  ],
})
