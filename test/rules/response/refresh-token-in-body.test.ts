import rule from '../../../src/rules/response/refresh-token-in-body.ts'
import { testRule } from '../../rule-tester.ts'

// RFC 6749 section 5.1
const oauth = '{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}'
const code = `HTTP/1.1 200 OK\nContent-Type: application/json\n\n${oauth}`
const cors = `HTTP/1.1 200 OK\nContent-Type: application/json\nAccess-Control-Allow-Origin: *\n\n${oauth}`
const fromScript = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }

testRule(rule, {
  valid: [
    { name: 'a server or an app', code },
    { name: 'a server that says so', code: cors, options: { client: 'api' } },
    { name: 'an app', code, requestHeaders: fromScript, options: { client: 'native' } },
    { name: 'an access token only', code: cors.replace('"refresh_token"', '"other"') },
    { name: 'a navigation', code, requestHeaders: { 'sec-fetch-mode': 'navigate' } },
  ],
  invalid: [
    { name: 'CORS', code: cors, errors: [{ messageId: 'readable', severity: 'info', pointer: 'body.refresh_token', says: 'other origins' }] },
    { name: 'fetch of the same site', code, requestHeaders: fromScript, errors: [{ messageId: 'readable', says: 'page script sent' }] },
    { name: 'spelt in another way', code: cors.replace('refresh_token', 'refreshToken'), errors: [{ messageId: 'readable', pointer: 'body.refreshToken' }] },
    { name: 'a browser, the user says', code, options: { client: 'browser' }, errors: [{ messageId: 'readable' }] },
    { name: 'rotation in a page', code: cors, options: { client: 'spa-oauth' }, errors: [{ messageId: 'readable', severity: 'info' }] },
  ],
})
