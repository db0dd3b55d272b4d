import rule from '../../../src/rules/flow/session-valid-after-logout.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const sent = 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'
const gone = 'Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly'
const login: Sent = { request: 'POST /login', body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account', 'Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'] }
const logout: Sent = { request: 'POST /logout', fields: [sent], status: 303, answer: ['Location: /', gone] }
const page = (request: string, ...fields: readonly string[]): Sent => ({ request, fields, content: { user: 'ada', orders: 3 } })
const account = page('GET /account', sent)
const refused: Sent = { request: 'GET /account', status: 302, answer: ['Location: /login'] }

const guessed = 'Cookie: my_session=ada-lovelace'
const stateless = 'Cookie: sid=eyJ1c2VyIjoiYWRhIn0='
const bearer = 'Authorization: Bearer kJ8sLw02mVq7Rt5yBn3x'
const csrf = 'Cookie: csrftoken=Zk3vQ9r1T7yLx2Wm8Nc4Pb'
/** Values that are the session themselves, as libraries write them: a JWT, a JWE, pairs, PHP's serialize, Flask's session, iron-session. */
const whole = [
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.4UN0x7heYckIZW5HEAd2F8qAVas4UN0x7heYckIZW5H',
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.VGhpcyBpcyBhIHNlY3JldA.AAAAAAAAAAAAAAAAAAAAAA',
  'user=ada&role=user',
  'a%3A1%3A%7Bs%3A4%3A%22user%22%3Bs%3A3%3A%22ada%22%3B%7D',
  '.eJyrViotTi1SslJKTEkE0UqZKXlAZnJ-blFiSWZ-nlItAL7dC2w.ZT6pWg.0vK1m3YpQ7xR9sT2uW4vX6yZ8aB',
  'Fe26.2**0cdd607945dd1dffb7da0b0bf5f1a7daa6218cbae14cac51dcbd91fb077aeb5b*aOZLCKLhCt0D5IU1qLTtYw*g0ilNDlQ3TsdFUqJCqAm9iL7Wa60H7eYcHL*1700000000000*05b8943049af490e913bbc3a2485bee2aaf7b823f4c41d0ff0b7c168371a3772*R8yscVdTBRMdsoVbdDiFmUL8zb',
].map((value) => `Cookie: sid=${value}`)
const token = 'Cookie: access_token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.4UN0x7heYckIZW5HEAd2F8qAVas4UN0x7heYckIZW5H'
const byNumber: Sent = { request: 'DELETE /api/sessions/7', fields: [sent], status: 204 }

testRule(rule, {
  valid: [
    { name: 'a token in a cookie has its own rule, too', code: recording(refused, page('GET /account', token), { ...logout, fields: [token] }, page('GET /account', token)) },
    { name: 'refused', code: recording(login, account, logout, { ...refused, fields: [sent] }) },
    { name: 'refused with 401', code: recording(account, logout, { ...account, status: 401 }) },
    { name: 'the login page in its place', code: recording(account, logout, { ...account, content: '<form><input type="password"></form>' }) },
    { name: 'not sent again', code: recording(refused, login, account, logout, page('GET /account')) },
    { name: 'a page for everybody', code: recording(page('GET /', sent), logout, page('GET /', sent)) },
    { name: 'a style sheet of the account', code: recording(logout, { request: 'GET /account/style.css', fields: [sent], answer: ['Content-Type: text/css'] }) },
    { name: 'what anonymous requests get as well', code: recording(page('GET /account'), account, logout, account) },
    { name: 'logged in again with the same id', code: recording(refused, login, account, logout, { ...login, fields: [sent] }, account) },
    { name: 'a new session in place of the old one', code: recording(refused, account, logout, { ...account, answer: ['Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly'] }) },
    { name: 'another cookie opens it', code: recording(refused, account, logout, { ...account, fields: [`${sent}; auth_session=Zk3vQ9r1T7yLx2Wm8Nc4Pb`] }) },
    { name: 'another answer than before', code: recording(account, logout, { ...account, content: 'nothing here for you' }) },
    { name: 'a token revoked, and the browser stays logged in (RFC 7009)', code: recording(refused, account, { request: 'POST /token/revocation', fields: [sent], body: 'token=45ghiukldjahdnhzdauz' }, account) },
    { name: 'an access token has its own rule', code: recording({ ...refused, request: 'GET /account' }, page('GET /account', bearer), { ...logout, fields: [bearer] }, page('GET /account', bearer)) },
    { name: 'a CSRF token opens nothing', code: recording(refused, { ...logout, fields: [csrf] }, page('GET /account', csrf)) },
    { name: 'the logout was refused', code: recording(refused, account, { ...logout, status: 403 }, account) },
  ],
  invalid: [
    { name: 'taken', code: recording(refused, login, account, logout, account), errors: [{ messageId: 'accepted', severity: 'error', confidence: 'firm', pointer: 'step[5]', says: '#5 GET /account' }] },
    // {"user":"ada"} as cookie-session writes it: nothing is kept on the server.
    { name: 'a cookie that is the session', code: recording(refused, page('GET /account', stateless), { ...logout, fields: [stateless] }, page('GET /account', stateless)), errors: [{ messageId: 'accepted', severity: 'error', says: 'leaves the server nothing to delete' }] },
    ...whole.map((cookie) => ({ name: cookie.slice(0, 30), code: recording(refused, page('GET /account', cookie), { ...logout, fields: [cookie] }, page('GET /account', cookie)), errors: [{ messageId: 'accepted', says: 'leaves the server nothing to delete' }] })),
    { name: 'after what may be a logout', code: recording(refused, account, byNumber, account), errors: [{ messageId: 'accepted', severity: 'warn', confidence: 'tentative' }] },
    { name: 'a cookie that names the session', code: recording(refused, account, logout, account), errors: [{ messageId: 'accepted', says: 'Delete the session record' }] },
    { name: 'taken twice, told once', code: recording(refused, account, logout, account, account), errors: [{ messageId: 'accepted', pointer: 'step[4]', says: 'session cookie sid' }] },
    { name: 'taken after each of three logouts, told once', code: recording(refused, account, logout, account, logout, account, logout, account), errors: [{ messageId: 'accepted', pointer: 'step[4]' }] },
    { name: 'a cookie that may be for something else', code: recording(refused, page('GET /account', guessed), { ...logout, fields: [guessed], answer: ['Location: /'] }, page('GET /account', guessed)), errors: [{ messageId: 'accepted', severity: 'warn', confidence: 'tentative' }] },
    { name: 'refused to somebody later', code: recording(login, account, logout, account, refused), errors: [{ messageId: 'accepted', pointer: 'step[4]' }] },
    { name: 'sent again by the server', code: recording(refused, account, logout, { ...account, answer: ['Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'] }), errors: [{ messageId: 'accepted' }] },
    { name: 'mints a token', code: recording({ request: 'POST /api/token', status: 401 }, logout, { request: 'POST /api/token', fields: [sent], content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' } }), errors: [{ messageId: 'accepted' }] },
    { name: 'nobody was refused', code: recording(login, account, logout, account), errors: [{ messageId: 'likely', severity: 'warn', confidence: 'tentative' }] },
    { name: 'remember-me', code: recording(refused, { ...logout, fields: [`${sent}; remember_me=Zk3vQ9r1T7yLx2Wm8Nc4Pb`] }, page('GET /account', 'Cookie: remember_me=Zk3vQ9r1T7yLx2Wm8Nc4Pb')), errors: [{ messageId: 'accepted', says: 'remember-me cookie remember_me' }] },
    { name: 'remember-me that is exchanged', code: recording(refused, { ...logout, fields: [`${sent}; remember_me=Zk3vQ9r1T7yLx2Wm8Nc4Pb`] }, { ...page('GET /account', 'Cookie: remember_me=Zk3vQ9r1T7yLx2Wm8Nc4Pb'), answer: ['Set-Cookie: remember_me=Ab3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly'] }), errors: [{ messageId: 'accepted' }] },
  ],
})
