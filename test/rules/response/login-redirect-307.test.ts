import rule from '../../../src/rules/response/login-redirect-307.ts'
import { testRule } from '../../rule-tester.ts'

const login = { url: 'https://op.example.com/login', method: 'POST', requestBody: 'user=a&password=b' }
const redirect = (status: number, location = 'https://client.example/cb?code=x') => `HTTP/1.1 ${status} Redirect\nLocation: ${location}`

testRule(rule, {
  valid: [
    { name: '303', code: redirect(303), ...login },
    { name: '302 is not repeated by browsers', code: redirect(302), ...login },
    { name: 'no password', code: redirect(307), ...login, requestBody: 'q=password' },
    { name: 'no body captured', code: redirect(307), url: login.url, method: 'POST' },
    { name: 'GET', code: redirect(307), ...login, method: 'GET' },
  ],
  invalid: [
    { name: '307', code: redirect(307), ...login, errors: [{ messageId: 'repeated', severity: 'warn', says: 'client.example', pointer: 'header.location' }] },
    { name: '308', code: redirect(308), ...login, errors: [{ messageId: 'repeated', severity: 'warn' }] },
    { name: 'JSON', code: redirect(307), ...login, requestBody: '{"username":"a","password":"b"}', errors: [{ messageId: 'repeated' }] },
    { name: 'multipart', code: redirect(307), ...login, requestBody: '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nb\r\n--x--', errors: [{ messageId: 'repeated' }] },
    { name: 'so has the same host, to which http leads', code: redirect(308, 'https://op.example.com/login'), ...login, url: 'http://op.example.com/login', errors: [{ messageId: 'repeated', severity: 'info' }] },
    { name: 'another port is another program', code: redirect(307, 'https://op.example.com:8443/login'), ...login, errors: [{ messageId: 'repeated', severity: 'warn' }] },
    { name: 'the same origin has it anyhow', code: redirect(307, '/login/'), ...login, errors: [{ messageId: 'repeated', severity: 'info' }] },
  ],
})
