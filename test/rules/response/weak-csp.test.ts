import rule from '../../../src/rules/response/weak-csp.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const readable = 'Set-Cookie: access_token=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure'
const strict = "script-src 'nonce-r4nd0m' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; base-uri 'none'"
const page = (csp: string | undefined, cookie = readable, body = '<!doctype html>') => ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', ...(csp ? [`Content-Security-Policy: ${csp}`] : []), cookie, '', body].join('\n')
const jwt = `${unsigned({ alg: 'ES256' }, { sub: 'u1' })}x`

testRule(rule, {
  valid: [
    { name: 'a strict policy (CSP3 section 8.1)', code: page(strict) },
    { name: 'hashes', code: page("default-src 'none'; script-src 'sha256-abc='; base-uri 'self'") },
    { name: 'one of two is strict', code: page(`${strict}, default-src *`) },
    { name: 'in a meta element', code: page(undefined, readable, `<meta http-equiv="Content-Security-Policy" content="${strict}">`) },
    { name: 'in a meta element that says the policy first', code: page(undefined, readable, `<META content="${strict}"\n http-equiv = content-security-policy>`) },
    { name: 'HttpOnly', code: page(undefined, `${readable}; HttpOnly`) },
    { name: 'nothing to protect', code: page(undefined, 'Set-Cookie: theme=dark') },
    { name: 'a CSRF token is meant to be read', code: page(undefined, 'Set-Cookie: XSRF-TOKEN=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure') },
    { name: 'data is no page', code: `HTTP/1.1 200 OK\nContent-Type: application/json\n${readable}` },
    { name: 'a redirect shows no page', code: `HTTP/1.1 302 Found\nContent-Type: text/html\nLocation: /\n${readable}` },
  ],
  invalid: [
    { name: 'none', code: page(undefined), errors: [{ messageId: 'missing', severity: 'info', says: 'token cookie access_token' }] },
    { name: 'inline scripts', code: page("script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'"), errors: [{ messageId: 'weak', says: 'unsafe-inline' }] },
    { name: 'no base-uri', code: page("default-src 'none'; script-src 'nonce-a'"), errors: [{ messageId: 'weak', says: 'base-uri' }] },
    { name: 'about frames only', code: page("frame-ancestors 'none'"), errors: [{ messageId: 'weak', says: 'nothing about scripts' }] },
    { name: 'a meta element about something else', code: page(undefined, readable, `<meta http-equiv="content-security-policy-report-only" content="${strict}">`), errors: [{ messageId: 'missing' }] },
    { name: 'everywhere', code: page("script-src https:; object-src 'none'; base-uri 'none'"), errors: [{ messageId: 'weak', says: 'everywhere' }] },
    { name: 'report-only enforces nothing', code: page(undefined, `Content-Security-Policy-Report-Only: ${strict}\n${readable}`), errors: [{ messageId: 'missing' }] },
    { name: 'a token in the page', code: page(undefined, 'X-A: b', `<script>window.token='${jwt}'</script>`), errors: [{ messageId: 'missing', says: 'a token in the page' }] },
    { name: 'localStorage, the user says', code: page(undefined, 'X-A: b'), options: { storage: 'localStorage' }, errors: [{ messageId: 'missing', says: 'localStorage' }] },
  ],
})
