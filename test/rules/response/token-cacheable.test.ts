import rule from '../../../src/rules/response/token-cacheable.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

// RFC 6749 section 5.1 has this answer, with no-store.
const oauth = '{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"example","expires_in":3600,"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA","example_parameter":"example_value"}'
const jwt = `${unsigned({ alg: 'ES256', typ: 'JWT' }, { sub: 'u1', iss: 'https://issuer.example' })}x`
const anon = `${unsigned({ alg: 'HS256' }, { role: 'anon', iss: 'supabase' })}x`
const json = (body: string, ...fields: string[]) => ['HTTP/1.1 200 OK', 'Content-Type: application/json', ...fields, '', body].join('\n')

testRule(rule, {
  valid: [
    { code: json(oauth, 'Cache-Control: no-store', 'Pragma: no-cache') },
    { name: 'Pragma is not asked for', code: json(oauth, 'Cache-Control: no-store') },
    { name: 'no token', code: json('{"user":"u1"}') },
    { name: 'an error of OAuth', code: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_grant"}' },
    { name: 'a word for a token', code: json('{"token":"string","access_token":"none"}') },
    { name: 'a CSRF token is no JWT', code: json('{"token":"4V0nHg5kq2J7mP8xYb1RzQHk2mT0"}') },
    { name: 'a key that pages are meant to hold', code: `HTTP/1.1 200 OK\nContent-Type: text/javascript\nCache-Control: public, max-age=600\n\nconst key = "${anon}"` },
    { name: 'no body captured', code: 'HTTP/1.1 200 OK\nContent-Type: application/json' },
  ],
  invalid: [
    { name: 'RFC 6749', code: json(oauth), method: 'POST', errors: [{ messageId: 'oauth', severity: 'error', pointer: 'body.access_token' }] },
    { name: 'private is not enough', code: json(oauth, 'Cache-Control: private'), errors: [{ messageId: 'oauth', severity: 'error', pointer: 'header.cache-control' }] },
    { name: 'Pragma alone is not enough', code: json(oauth, 'Pragma: no-cache'), errors: [{ messageId: 'oauth' }] },
    { name: 'a missing Pragma, when asked for', code: json(oauth, 'Cache-Control: no-store'), options: { wantPragma: true }, errors: [{ messageId: 'pragma', severity: 'info' }] },
    { name: 'a login service of its own', code: json(`{"token":"${jwt}"}`), method: 'GET', errors: [{ messageId: 'body', severity: 'error', confidence: 'firm', says: '(token)' }] },
    { name: 'private', code: json(`{"accessToken":"${jwt}"}`, 'Cache-Control: private'), errors: [{ messageId: 'body', severity: 'warn' }] },
    { name: 'an answer to POST', code: json(`{"accessToken":"${jwt}"}`), method: 'POST', errors: [{ messageId: 'body', severity: 'info' }] },
    { name: 'deeper inside', code: json(`{"data":{"session":"${jwt}"}}`), errors: [{ messageId: 'body', severity: 'error', says: '(session)' }] },
    { name: 'in a page it is a guess', code: `HTTP/1.1 200 OK\nContent-Type: text/html\n\n<script>var t = '${jwt}'</script>`, errors: [{ messageId: 'body', severity: 'warn', confidence: 'tentative' }] },
    { name: 'in a field', code: `HTTP/1.1 200 OK\nX-Auth-Token: ${jwt}`, errors: [{ messageId: 'header', severity: 'error', says: 'X-Auth-Token', pointer: 'header.x-auth-token' }] },
  ],
})
