import rule from '../../../src/rules/response/insecure-redirect.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/login'
const sid = 'PHPSESSID=jtilenvaf61h4la4fn8ag6oodl'
const redirect = (location: string, cookie = `Set-Cookie: ${sid}; Path=/; Secure; HttpOnly`) => `HTTP/1.1 302 Found\nLocation: ${location}\n${cookie}`

testRule(rule, {
  valid: [
    { name: 'https', code: redirect('https://app.example.com/'), url },
    { name: 'relative', code: redirect('/home'), url },
    { name: 'scheme-relative', code: redirect('//app.example.com/home'), url },
    { name: 'an app that waits on this machine (RFC 8252 section 7.3)', code: redirect('http://127.0.0.1:49152/cb'), url },
    { name: 'no session', code: redirect('http://app.example.com/', 'Set-Cookie: theme=dark'), url },
    { name: 'http before', code: redirect('http://app.example.com/'), url: 'http://app.example.com/' },
    { name: 'no URL', code: redirect('http://app.example.com/') },
    { name: 'a deletion', code: redirect('http://app.example.com/', 'Set-Cookie: PHPSESSID=; Max-Age=0'), url },
  ],
  invalid: [
    { name: 'down', code: redirect('http://app.example.com/home'), url, errors: [{ messageId: 'sets', severity: 'error', pointer: 'header.location' }] },
    { name: 'with the session of before', code: redirect('http://app.example.com/home', 'X: y'), url, requestHeaders: { cookie: sid }, errors: [{ messageId: 'holds', severity: 'error' }] },
    { name: 'to another site', code: redirect('http://other.example/'), url, errors: [{ messageId: 'sets', severity: 'warn' }] },
    { name: 'a guessed session', code: redirect('http://app.example.com/', 'Set-Cookie: login=1'), url, errors: [{ messageId: 'sets', severity: 'warn', confidence: 'tentative' }] },
  ],
})
