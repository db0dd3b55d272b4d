import rule from '../../../src/rules/response/set-cookie-cacheable.ts'
import { testRule } from '../../rule-tester.ts'

const cookie = 'Set-Cookie: connect.sid=s%3A4V0nHg5kq2J7mP8xYb1RzQ.Hk2mT0; Path=/; Secure; HttpOnly; SameSite=Lax'
const url = 'https://app.example.com/login'
const head = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, cookie].join('\n')

testRule(rule, {
  valid: [
    { code: head('Cache-Control: no-store') },
    { name: 'in capitals, among others', code: head('Cache-Control: No-Cache, NO-STORE, must-revalidate') },
    { name: 'in a second field', code: head('Cache-Control: private', 'Cache-Control: no-store') },
    { name: 'infrastructure', code: 'HTTP/1.1 200 OK\nCache-Control: public, max-age=60\nSet-Cookie: AWSALB=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKt; Path=/' },
    { name: 'analytics', code: 'HTTP/1.1 200 OK\nCache-Control: public, max-age=60\nSet-Cookie: _ga=GA1.2.1.1; Path=/' },
    { name: 'a deletion', code: 'HTTP/1.1 200 OK\nCache-Control: public, max-age=60\nSet-Cookie: connect.sid=; Path=/; Max-Age=0' },
    { name: 'a preference', code: 'HTTP/1.1 200 OK\nSet-Cookie: theme=dark; Path=/' },
    { name: 'an interim answer is none to keep', code: `HTTP/1.1 103 Early Hints\n${cookie}` },
  ],
  invalid: [
    { name: 'public', code: head('Cache-Control: public'), url, errors: [{ messageId: 'shared', severity: 'error', pointer: 'header.cache-control' }] },
    { name: 's-maxage', code: head('Cache-Control: s-maxage=60'), errors: [{ messageId: 'shared', severity: 'error' }] },
    { name: 'immutable', code: head('Cache-Control: immutable, max-age=60'), errors: [{ messageId: 'shared' }] },
    { name: 'max-age without private', code: head('Cache-Control: max-age="600"'), errors: [{ messageId: 'shared', severity: 'error' }] },
    { name: 'Expires later than Date', code: head('Date: Fri, 20 Nov 2026 18:00:00 GMT', 'Expires: Sat, 21 Nov 2026 18:00:00 GMT'), errors: [{ messageId: 'shared' }] },
    { name: 'public, but by cookie', code: head('Cache-Control: public', 'Vary: Accept, Cookie'), errors: [{ messageId: 'shared', severity: 'warn' }] },
    { name: 'nothing said', code: head(), url, errors: [{ messageId: 'unsaid', severity: 'warn', pointer: 'header.set-cookie[0]' }] },
    { name: 'no-cache of a field is no protection', code: head('Cache-Control: no-cache="Set-Cookie", max-age=60'), errors: [{ messageId: 'shared', severity: 'error' }] },
    { name: 'private', code: head('Cache-Control: private, max-age=0, must-revalidate'), errors: [{ messageId: 'kept', severity: 'info' }] },
    { name: 'no-cache', code: head('Cache-Control: no-cache'), errors: [{ messageId: 'kept', severity: 'info' }] },
    { name: 'an answer to POST', code: head(), url, method: 'POST', errors: [{ messageId: 'unsaid', severity: 'info' }] },
    { name: 'a redirect', code: `HTTP/1.1 302 Found\nLocation: /\n${cookie}`, errors: [{ messageId: 'unsaid', severity: 'info' }] },
    { name: 'a name alone is a guess', code: 'HTTP/1.1 200 OK\nCache-Control: public\nSet-Cookie: login=1; Path=/', errors: [{ messageId: 'shared', severity: 'warn', confidence: 'tentative' }] },
  ],
})
