import rule from '../../../src/rules/response/cookie-budget.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/'
const cookies = (n: number, value = '1', more = '') => ['HTTP/1.1 200 OK', ...[...Array(n).keys()].map((i) => `Set-Cookie: c${i}=${value}; Path=/; Secure${more}`)].join('\n')

testRule(rule, {
  valid: [
    { name: 'RFC 6265bis section 6.1: 50', code: cookies(50), url },
    { name: 'deletions', code: cookies(60, '', '; Max-Age=0'), url },
    { name: 'cookies that browsers drop', code: cookies(60), url: 'http://app.example.com/' },
    { name: 'one name is one cookie', code: ['HTTP/1.1 200 OK', ...Array<string>(60).fill('Set-Cookie: a=1; Path=/; Secure')].join('\n'), url },
    { name: 'a large one alone', code: cookies(1, 'x'.repeat(4000)), url },
    { name: 'a request of that size', code: cookies(1), url, requestHeaders: { cookie: 'x'.repeat(8000) } },
  ],
  invalid: [
    { name: '51', code: cookies(51), url, errors: [{ messageId: 'many', severity: 'warn', says: '51 cookies' }] },
    { name: 'large together', code: cookies(3, 'x'.repeat(3000)), url, errors: [{ messageId: 'large', severity: 'warn' }] },
    { name: 'a large request', code: cookies(1), url, requestHeaders: { cookie: 'x'.repeat(8001) }, errors: [{ messageId: 'sent', severity: 'warn' }] },
    { name: 'another limit', code: cookies(3), url, options: { mostCookies: 2 }, errors: [{ messageId: 'many', says: 'more than 2' }] },
  ],
})
