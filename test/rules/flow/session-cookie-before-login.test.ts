import rule from '../../../src/rules/flow/session-cookie-before-login.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sets = 'Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax'
const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const account: Sent = { request: 'GET /account', fields: [sent], content: { user: 'ada' } }
const home = (request = 'GET /', ...answer: readonly string[]): Sent => ({ request, answer: answer.length > 0 ? answer : [sets], content: '<p>Hello</p>' })

testRule(rule, {
  valid: [
    { name: 'set by the login', code: recording({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', sets] }, account) },
    { name: 'set by a form that nobody takes for a login', code: recording({ request: 'POST /enter', body: 'pin=1234', answer: [sets] }, account) },
    { name: 'renewed for somebody who has one', code: recording({ ...home(), fields: ['Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb'] }, account) },
    { name: 'the return of a login', code: recording(home('GET /callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj'), account) },
    { name: 'a link from a mail', code: recording(home('GET /auth/verify?token=SplxlOBeZQQYbYS6WxSbIA'), account) },
    { name: 'a link from a mail with the secret in its path', code: recording(home('GET /verify/SplxlOBeZQQYbYS6WxSbIA'), account) },
    { name: 'where a login ends', code: recording({ request: 'POST /enter', body: 'pin=1234', status: 303, answer: ['Location: /welcome'] }, home('GET /welcome'), account) },
    { name: 'after a login', code: recording({ request: 'POST /login', body: 'user=ada&password=correct-horse', status: 303, answer: ['Location: /welcome'] }, home('GET /'), account) },
    { name: 'a ticket of CAS', code: recording(home('GET /?ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7'), account) },
    { name: 'with Basic authentication', code: recording({ ...home(), fields: ['Authorization: Basic YWRhOmhvcnNl'] }, account) },
    { name: 'another kind of cookie', code: recording(home('GET /', 'Set-Cookie: csrftoken=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure'), account) },
    { name: 'the request is not in the recording', code: 'HTTP/1.1 200 OK\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Secure; HttpOnly\n\nHTTP/1.1 200 OK\n\n' },
  ],
  invalid: [
    { name: 'on the first page', code: recording(home(), account), errors: [{ messageId: 'anonymous', severity: 'info', confidence: 'firm', pointer: 'step[1].set-cookie[0]', says: '#1 GET /' }] },
    { name: 'with the login form, once', code: recording(home('GET /login?next=/orders'), home('GET /about'), account), errors: [{ messageId: 'anonymous' }] },
  ],
})
