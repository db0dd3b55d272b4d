import rule from '../../../src/rules/response/missing-cookie.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/login'
const response = (...setCookies: readonly string[]): string => ['HTTP/1.1 200 OK', ...setCookies.map((value) => `Set-Cookie: ${value}`), 'Content-Type: text/plain'].join('\n')

testRule(rule, {
  valid: [
    { name: 'nothing expected', code: response(), url },
    { name: 'it came', code: response('sid=1; Path=/'), url, expected: ['sid'] },
    { name: 'one that fits the pattern came', code: response('pref-theme=dark'), url, expected: ['pref-*'] },
    { name: 'deleted and set', code: response('sid=; Max-Age=0; Path=/old', 'sid=1; Path=/'), url, expected: ['sid'] },
    { name: 'sent twice, and kept once', code: response('sid=1; Domain=example.org', 'sid=1'), url, expected: ['sid'] },
  ],
  invalid: [
    { name: 'nothing came', code: response(), url, expected: ['sid'], errors: [{ messageId: 'missing', severity: 'error', says: 'the expected cookie sid' }] },
    { name: 'case counts', code: response('SID=1'), url, expected: ['sid'], errors: [{ messageId: 'missing' }] },
    { name: 'another one came', code: response('theme=dark'), url, expected: ['sid', 'theme', 'csrf'], errors: [{ messageId: 'missing', says: 'the expected cookie sid' }, { messageId: 'missing', says: 'the expected cookie csrf' }] },
    { name: 'with a prefix', code: response('__Host-sid=1; Secure; Path=/'), url, expected: ['sid'], errors: [{ messageId: 'renamed', says: 'expect "__Host-sid"' }] },
    { name: 'only deleted', code: response('sid=; Max-Age=0; Path=/'), url, expected: ['sid'], errors: [{ messageId: 'deleted' }] },
    { name: 'dropped by browsers', code: response('sid=1; Domain=example.org'), url, expected: ['sid'], errors: [{ messageId: 'refused', says: 'this host may not set cookies for its Domain' }] },
  ],
})
