import rule from '../../../src/rules/response/cors-missing-vary.ts'
import { testRule } from '../../rule-tester.ts'

const origin = 'https://app.example.com'
const requestHeaders = { origin }
const answer = (...fields: string[]) => ['HTTP/1.1 200 OK', `Access-Control-Allow-Origin: ${origin}`, ...fields].join('\n')

testRule(rule, {
  valid: [
    { name: 'Vary', code: answer('Vary: Accept-Encoding, origin', 'Cache-Control: max-age=60'), requestHeaders },
    { name: 'in a second field', code: answer('Vary: Accept', 'Vary: Origin'), requestHeaders },
    { name: 'never the same', code: answer('Vary: *'), requestHeaders },
    { name: 'not stored', code: answer('Cache-Control: no-store'), requestHeaders },
    { name: 'everybody', code: 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *', requestHeaders },
    { name: 'another origin: a fixed one', code: answer(), requestHeaders: { origin: 'https://other.example' } },
    { name: 'no Origin was sent', code: answer() },
    { name: 'a preflight', code: answer(), requestHeaders, method: 'OPTIONS' },
  ],
  invalid: [
    { name: 'cacheable', code: answer('Cache-Control: public, max-age=60'), requestHeaders, errors: [{ messageId: 'missing', severity: 'warn', pointer: 'header.access-control-allow-origin' }] },
    { name: 'in the browser', code: answer('Cache-Control: private, max-age=60'), requestHeaders, errors: [{ messageId: 'missing', severity: 'warn' }] },
    { name: 'not said', code: answer(), requestHeaders, errors: [{ messageId: 'missing', severity: 'info' }] },
  ],
})
