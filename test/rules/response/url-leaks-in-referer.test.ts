import rule from '../../../src/rules/response/url-leaks-in-referer.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://app.example.com/reset?access_token=2YotnFZFEjr1zCsicMWpAA'
const page = (policy?: string, type = 'text/html') => ['HTTP/1.1 200 OK', `Content-Type: ${type}`, ...(policy ? [`Referrer-Policy: ${policy}`] : [])].join('\n')

testRule(rule, {
  valid: [
    { name: 'kept', code: page('no-referrer'), url },
    { name: 'the default, said', code: page('strict-origin-when-cross-origin'), url },
    { name: 'the last that is known', code: page('unsafe-url, no-referrer, something-new'), url },
    { name: 'no token', code: page('unsafe-url'), url: 'https://app.example.com/?page=2' },
    { name: 'behind #', code: page('unsafe-url'), url: 'https://app.example.com/#access_token=2YotnFZFEjr1zCsicMWpAA' },
    { name: 'data loads nothing', code: page('unsafe-url', 'application/json'), url },
  ],
  invalid: [
    { name: 'told to everyone', code: page('unsafe-url'), url, errors: [{ messageId: 'weak', severity: 'warn', says: 'unsafe-url' }] },
    { name: 'the old default', code: page('no-referrer-when-downgrade'), url, errors: [{ messageId: 'weak' }] },
    { name: 'not said', code: page(), url, errors: [{ messageId: 'unsaid', severity: 'info', says: 'access_token' }] },
  ],
})
