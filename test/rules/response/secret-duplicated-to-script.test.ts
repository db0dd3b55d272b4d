import rule from '../../../src/rules/response/secret-duplicated-to-script.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const value = '4V0nHg5kq2J7mP8xYb1RzQHk2mT0'
const jwt = `${unsigned({ alg: 'ES256' }, { sub: 'u1' })}x`
const answer = (cookie: string, body: string, ...fields: string[]) => ['HTTP/1.1 200 OK', ...fields, `Set-Cookie: ${cookie}`, '', body].join('\n')
const flags = 'Path=/; Secure; HttpOnly; SameSite=Lax'

testRule(rule, {
  valid: [
    { name: 'in the cookie only', code: answer(`sid=${value}; ${flags}`, '{"user":"u1"}') },
    { name: 'a short value is found by chance', code: answer(`sid=abc123; ${flags}`, 'abc123') },
    { name: 'a number is found by chance', code: answer(`sid=12345678901234567890; ${flags}`, '12345678901234567890') },
    { name: 'readable anyhow', code: answer(`sid=${value}; Path=/; Secure`, value) },
    { name: 'a CSRF token is meant for the page', code: answer(`csrftoken=${value}; ${flags}`, `<input value="${value}">`) },
    { name: 'an affinity cookie', code: answer(`AWSALB=${value}; ${flags}`, value) },
    { name: 'a deletion', code: answer(`sid=${value}; ${flags}; Max-Age=0`, value) },
    { name: 'part of it', code: answer(`sid=${value}; ${flags}`, value.slice(0, 20)) },
    { name: 'no body captured', code: `HTTP/1.1 200 OK\nSet-Cookie: sid=${value}; ${flags}` },
  ],
  invalid: [
    { name: 'JSON', code: answer(`sid=${value}; ${flags}`, `{"sid":"${value}"}`), errors: [{ messageId: 'body', severity: 'error', pointer: 'body', says: 'session cookie sid' }] },
    { name: 'a JWT', code: answer(`token=${jwt}; ${flags}`, `{"token":"${jwt}"}`), errors: [{ messageId: 'body', severity: 'error' }] },
    // As express-session and better-auth write it: the id, and an HMAC-SHA-256 of it in base64.
    { name: 'the id alone, where the cookie needs a signature', code: answer(`connect.sid=s%3A${value}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE; ${flags}`, `{"id":"${value}"}`), errors: [{ messageId: 'bodyUnsigned', severity: 'info', says: 'without the signature' }] },
    { name: 'the id alone, in a field', code: answer(`__Secure-better-auth.session_token=${value}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE%3D; ${flags}`, '', `Set-Auth-Token: ${value}`), errors: [{ messageId: 'headerUnsigned', severity: 'info', pointer: 'header.set-auth-token' }] },
    { name: 'with its signature, in other clothes', code: answer(`connect.sid=s%3A${value}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE; ${flags}`, `{"id":"s:${value}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE"}`), errors: [{ messageId: 'body', severity: 'error' }] },
    { name: 'a JWT that is signed once more for the cookie', code: answer(`token=s%3A${jwt}.Kr9nSAUom7hsWGxts4gKAiUSlwVhV03VHO8VpzgQfCE; ${flags}`, `{"token":"${jwt}"}`), errors: [{ messageId: 'body', severity: 'error' }] },
    { name: 'a field', code: answer(`sid=${value}; ${flags}`, '', `X-Session: ${value}`), errors: [{ messageId: 'header', says: 'X-Session', pointer: 'header.x-session' }] },
    { name: 'percent-encoded in the cookie only', code: answer(`sid=${value}%2B${value}; ${flags}`, `${value}+${value}`), errors: [{ messageId: 'body' }] },
    { name: 'one cookie does not hide another', code: answer(`theme=${value}; Path=/\nSet-Cookie: sid=${value}; ${flags}`, value), errors: [{ messageId: 'body' }] },
  ],
})
