import rule from '../../../src/rules/response/token-over-http.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const url = 'http://app.example.com/'
const ok = 'HTTP/1.1 200 OK\nContent-Type: text/plain'
const cookie = 'PHPSESSID=jtilenvaf61h4la4fn8ag6oodl'
const jwt = `${unsigned({ alg: 'ES256' }, { sub: 'u1' })}x`

testRule(rule, {
  valid: [
    { name: 'https', code: ok, url: 'https://app.example.com/', requestHeaders: { authorization: 'Bearer mF_9.B5f-4.1JqM', cookie } },
    ...['http://localhost:3000/', 'http://127.0.0.1/', 'http://[::1]:8080/', 'http://app.localhost/'].map((local) => ({ name: local, code: ok, url: local, requestHeaders: { authorization: 'Bearer mF_9.B5f-4.1JqM', cookie } })),
    { name: 'no URL', code: ok, requestHeaders: { authorization: 'Bearer mF_9.B5f-4.1JqM' } },
    { name: 'nothing secret', code: ok, url, requestHeaders: { cookie: 'theme=dark; _ga=GA1.2.3.4; AWSALB=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt' } },
    { name: 'Digest shows no password', code: ok, url, requestHeaders: { authorization: 'Digest username="Mufasa"' } },
    { name: 'what the user says is no session', code: ok, url, requestHeaders: { cookie }, roles: { PHPSESSID: 'preference' } },
    { name: 'a form without a password', code: ok, url, requestBody: 'passport=1&compass=north&q=password' },
  ],
  invalid: [
    { name: 'Bearer', code: ok, url, requestHeaders: { authorization: 'Bearer mF_9.B5f-4.1JqM' }, errors: [{ messageId: 'authorization', severity: 'error', says: 'Bearer' }] },
    { name: 'Basic', code: ok, url, requestHeaders: { authorization: 'basic QWxhZGRpbjpvcGVu' }, errors: [{ messageId: 'authorization', severity: 'error' }] },
    { name: 'a session cookie', code: ok, url, requestHeaders: { cookie: `theme=dark; ${cookie}` }, errors: [{ messageId: 'cookie', severity: 'error', says: 'session cookie PHPSESSID' }] },
    { name: 'a cookie that only the user knows as a session', code: ok, url, requestHeaders: { cookie: 'basket=17' }, roles: { basket: 'session' }, errors: [{ messageId: 'cookie', severity: 'error', says: 'session cookie basket' }] },
    { name: 'a guess from a name', code: ok, url, requestHeaders: { cookie: 'login=1' }, errors: [{ messageId: 'cookie', severity: 'warn', confidence: 'tentative' }] },
    { name: 'a login form', code: ok, url, requestBody: 'user=a&password=b', errors: [{ messageId: 'password', severity: 'error' }] },
    { name: 'a form of Rails', code: ok, url, requestBody: 'user[email]=a&user[password]=b', errors: [{ messageId: 'password' }] },
    { name: 'JSON', code: ok, url, requestBody: '{"user":"a","password":"b"}', errors: [{ messageId: 'password' }] },
    { name: 'a token in the body', code: `HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"access_token":"2YotnFZFEjr1zCsicMWpAA"}`, url, errors: [{ messageId: 'body', severity: 'error', pointer: 'body.access_token' }] },
    { name: 'a JWT in a page', code: `HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>${jwt}</p>`, url, errors: [{ messageId: 'body', severity: 'warn' }] },
  ],
})
