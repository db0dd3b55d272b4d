import rule from '../../../src/rules/response/missing-hsts.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/'
const sid = 'sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'
const answer = (cookie: string, ...fields: string[]) => ['HTTP/1.1 200 OK', ...fields.map((value) => `Strict-Transport-Security: ${value}`), `Set-Cookie: ${cookie}`].join('\n')

testRule(rule, {
  valid: [
    { name: 'a year', code: answer(sid, 'max-age=31536000; includeSubDomains'), url },
    { name: 'quoted, and in another order (RFC 6797 section 6.2)', code: answer(sid, 'includeSubDomains; max-age="31536000"'), url },
    { name: 'host-only cookies need no subdomains', code: answer(sid, 'max-age=63072000'), url },
    { name: 'http', code: answer(sid), url: 'http://app.example.com/' },
    { name: 'loopback', code: answer(sid), url: 'https://localhost:8443/' },
    { name: 'an address', code: answer(sid), url: 'https://192.0.2.1/' },
    { name: 'no URL', code: answer(sid) },
    { name: 'no session', code: answer('theme=dark; Path=/'), url },
    { name: 'infrastructure', code: answer('AWSALB=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/'), url },
    { name: 'a deletion', code: answer('sid=; Path=/; Max-Age=0'), url },
  ],
  invalid: [
    { name: 'none', code: answer(sid), url, errors: [{ messageId: 'missing', severity: 'warn', pointer: 'header.strict-transport-security' }] },
    { name: 'half a year', code: answer(sid, 'max-age=15768000'), url, errors: [{ messageId: 'short', says: '182 days' }] },
    { name: 'switched off', code: answer(sid, 'max-age=0'), url, errors: [{ messageId: 'off' }] },
    { name: 'no max-age', code: answer(sid, 'includeSubDomains'), url, errors: [{ messageId: 'invalid' }] },
    { name: 'the first field counts', code: answer(sid, 'max-age=0', 'max-age=31536000'), url, errors: [{ messageId: 'off' }] },
    { name: 'a cookie of the domain', code: answer(`${sid}; Domain=example.com`, 'max-age=31536000'), url, errors: [{ messageId: 'subdomains', severity: 'warn' }] },
    { name: 'both', code: answer(`${sid}; Domain=example.com`, 'max-age=300'), url, errors: [{ messageId: 'short' }, { messageId: 'subdomains' }] },
    { name: 'a guessed session', code: answer('login=1; Path=/; Secure'), url, errors: [{ messageId: 'missing', confidence: 'tentative' }] },
  ],
})
