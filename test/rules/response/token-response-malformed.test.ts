import rule from '../../../src/rules/response/token-response-malformed.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { encode } from '../../tokens.ts'

const opaque = '2YotnFZFEjr1zCsicMWpAA'
const jwt = `${encode({ alg: 'ES256', typ: 'at+jwt' })}.${encode({ iat: testNow, exp: testNow + 3600 })}.c2ln`
const answer = (members: object, type = 'application/json;charset=UTF-8') => `HTTP/1.1 200 OK\nContent-Type: ${type}\nCache-Control: no-store\n\n${JSON.stringify(members)}`
const good = { access_token: opaque, token_type: 'Bearer', expires_in: 3600 }

testRule(rule, {
  valid: [
    // RFC 6749 section 5.1
    { name: 'RFC 6749', code: answer({ access_token: opaque, token_type: 'example', expires_in: 3600, refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA', example_parameter: 'example_value' }) },
    { name: 'expires_in may be left out', code: answer({ access_token: opaque, token_type: 'Bearer' }) },
    { name: 'a JWT that agrees', code: answer({ ...good, access_token: jwt, expires_in: 3599 }) },
    { name: 'a login service of its own', code: answer({ access_token: opaque, user: 'u1' }) },
    { name: 'an error', code: `HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_request"}` },
  ],
  invalid: [
    { name: 'no token_type', code: answer({ access_token: opaque, expires_in: 3600 }), errors: [{ messageId: 'no-token-type', severity: 'warn', pointer: 'body.token_type' }] },
    { name: 'a date', code: answer({ ...good, expires_in: '2026-11-20T19:00:00Z' }), errors: [{ messageId: 'expires-in', severity: 'warn', pointer: 'body.expires_in' }] },
    { name: 'a number in quotes is understood', code: answer({ ...good, expires_in: '3600' }), errors: [{ messageId: 'expires-in', severity: 'info' }] },
    { name: 'a promise that the token does not keep', code: answer({ ...good, access_token: jwt, expires_in: 7200 }), errors: [{ messageId: 'expires-differ', severity: 'warn', says: '3600 seconds' }] },
    { name: 'careful', code: answer({ ...good, access_token: jwt, expires_in: 3000 }), errors: [{ messageId: 'expires-differ', severity: 'info' }] },
    { name: 'not JSON, it says', code: answer(good, 'text/html'), errors: [{ messageId: 'media-type', severity: 'warn', says: 'text/html' }] },
    { name: 'one token for two purposes', code: answer({ ...good, refresh_token: opaque }), errors: [{ messageId: 'same-token', severity: 'warn', pointer: 'body.refresh_token' }] },
  ],
})
