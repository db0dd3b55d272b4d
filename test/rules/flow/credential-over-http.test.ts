import rule from '../../../src/rules/flow/credential-over-http.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const id = '4V0nHg5kq2J7mP8xYb1RzQ'
const token = 'kJ8sLw02mVq7Rt5yBn3xkJ8sLw02'
const get = (url: string, ...fields: readonly string[]): Sent => ({ request: `GET ${url}`, fields, content: 'x' })
const cookie = `Cookie: sid=${id}`
const secure = 'https://app.example.com/account'
const plain = 'http://app.example.com/help'

testRule(rule, {
  valid: [
    { name: 'https throughout', code: recording(get(secure, cookie), get(secure, cookie)) },
    { name: 'http without credentials', code: recording(get(secure, cookie), get(plain)) },
    { name: 'other cookies over http', code: recording(get(secure, cookie, 'Cookie: theme=dark-and-long-value-1'), get(plain, 'Cookie: theme=dark-and-long-value-1')) },
    { name: 'another session there', code: recording(get(secure, cookie), get('http://localhost:8080/', cookie)) },
    { name: 'loopback', code: recording(get('http://127.0.0.1:3000/', cookie), get('http://app.localhost/', cookie), get(secure, cookie)) },
    { name: 'a redirect that the browser made (HSTS)', code: recording(get(secure, cookie), { ...get(plain, cookie), status: 307, answer: [`Location: ${secure}`, 'Non-Authoritative-Reason: HSTS'] }) },
    // response/token-over-http says so of the request by itself.
    { name: 'http only, and plainly a session', code: recording(get(plain, cookie), get(plain, cookie)) },
    { name: 'http only, and a session because the user says so', code: recording(get(plain, `Cookie: zz=${id}`), get(plain)), roles: { zz: 'session' } },
    { name: 'http only, and plainly a token', code: recording(get(plain, `Authorization: Bearer ${token}`), get(plain, `Authorization: Bearer ${token}`)) },
    { name: 'in the URL, which is a finding of its own', code: recording(get(secure, `Authorization: Bearer ${token}`), get(`${plain}?access_token=${token}`)) },
  ],
  invalid: [
    { name: 'the same session', code: recording(get(secure, cookie), get(plain, cookie)), errors: [{ messageId: 'fallback', severity: 'error', pointer: 'step[2]', says: '#1 GET /account' }] },
    { name: 'http first', code: recording(get(plain, cookie), get(secure, cookie)), errors: [{ messageId: 'fallback', pointer: 'step[1]', says: '#2 GET /account' }] },
    { name: 'set over https', code: recording({ ...get(secure), answer: [`Set-Cookie: sid=${id}; Path=/; HttpOnly`] }, get(plain, cookie)), errors: [{ messageId: 'fallback', says: 'The session sid (1)' }] },
    { name: 'a token that was handed out over https', code: recording({ request: 'POST https://login.example.com/token', body: 'grant_type=password', content: { access_token: token } }, get('http://api.example.com/', `Authorization: Bearer ${token}`)), errors: [{ messageId: 'fallback', confidence: 'certain' }] },
    { name: 'several at once', code: recording(get(secure, cookie, `Authorization: Bearer ${token}`), get(plain, cookie, `Authorization: Bearer ${token}`)), errors: [{ messageId: 'fallback', says: 'and the access token (1)' }] },
    { name: 'said once', code: recording(get(secure, cookie), get(plain, cookie), get(plain, cookie)), errors: [{ messageId: 'fallback', pointer: 'step[2]' }] },
    { name: 'a refresh token in a body', code: recording({ request: 'POST http://app.example.com/refresh', body: { refresh_token: token }, status: 400 }, get(plain)), errors: [{ messageId: 'plain', severity: 'error', says: 'refresh token (1)' }] },
    { name: 'in a field of its own', code: recording(get(plain, `X-Access-Token: ${token}`), get(plain)), errors: [{ messageId: 'plain' }] },
    { name: 'a cookie that is known for a session only by how it was set', code: recording({ ...get(plain), answer: [`Set-Cookie: zz=${id}; Path=/; HttpOnly`] }, get(plain, `Cookie: zz=${id}`)), errors: [{ messageId: 'plain', confidence: 'firm' }] },
    { name: 'percent-encoded there', code: recording(get(secure, 'Cookie: sid=s%3A4V0nHg5kq2J7mP8xYb1RzQ.Zk3vQ9r1T7y'), get(plain, 'Cookie: sid=s:4V0nHg5kq2J7mP8xYb1RzQ.Zk3vQ9r1T7y')), errors: [{ messageId: 'fallback' }] },
  ],
})
