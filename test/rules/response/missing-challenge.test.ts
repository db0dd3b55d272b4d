import rule from '../../../src/rules/response/missing-challenge.ts'
import { testRule } from '../../rule-tester.ts'

const refused = (...fields: string[]) => ['HTTP/1.1 401 Unauthorized', ...fields].join('\n')
const sent = { requestHeaders: { authorization: 'Bearer mF_9.B5f-4.1JqM' } }

testRule(rule, {
  valid: [
    // RFC 6750 section 3
    { name: 'no token was sent', code: refused('WWW-Authenticate: Bearer realm="example"') },
    { name: 'a token was refused', code: refused('WWW-Authenticate: Bearer realm="example",', '                  error="invalid_token",', '                  error_description="The access token expired"'), ...sent },
    { name: 'another scheme', code: refused('WWW-Authenticate: Basic realm="a"'), ...sent },
    { name: '403 needs none', code: 'HTTP/1.1 403 Forbidden\nContent-Length: 0', ...sent },
    { name: '200', code: 'HTTP/1.1 200 OK\nContent-Length: 0' },
  ],
  invalid: [
    { name: 'none', code: refused('Content-Type: application/json'), errors: [{ messageId: 'missing', severity: 'info', pointer: 'header.www-authenticate' }] },
    { name: 'a login form', code: refused('Content-Type: text/html'), method: 'POST', errors: [{ messageId: 'missing', severity: 'info' }] },
    { name: 'no reason', code: refused('WWW-Authenticate: Bearer'), ...sent, errors: [{ messageId: 'no-error', severity: 'info' }] },
  ],
})
