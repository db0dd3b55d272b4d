import rule from '../../../src/rules/response/token-in-url.ts'
import { testRule } from '../../rule-tester.ts'
import { hmac } from '../../tokens.ts'
import { testNow } from '../../subjects.ts'
import { encode } from '../../tokens.ts'

const token = (claims: object) => `${encode({ alg: 'ES256' })}.${encode(claims)}.c2lnbmF0dXJl`
const jwt = token({ sub: 'u1', iat: testNow, exp: testNow + 3600 })
const short = token({ sub: 'u1', iat: testNow, exp: testNow + 300 })
const lasting = (seconds: number) => token({ sub: 'u1', iat: testNow, exp: testNow + seconds })
const session = '4V0nHg5kq2J7mP8xYb1RzQHk2mT0'
const to = (location: string) => `HTTP/1.1 302 Found\nLocation: ${location}`
const page = (html: string) => `HTTP/1.1 200 OK\nContent-Type: text/html\n\n${html}`
const base = 'https://app.example.com'

testRule(rule, {
  valid: [
    { name: 'the code flow (RFC 6749 section 4.1.2)', code: to(`${base}/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz`) },
    { name: 'a state that is a JWT', code: to(`${base}/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=${jwt}`) },
    { name: 'RP-initiated logout', code: to(`https://op.example/logout?id_token_hint=${jwt}&post_logout_redirect_uri=${base}`) },
    { name: 'a request object (RFC 9101)', code: to(`https://op.example/authorize?client_id=a&request=${jwt}`) },
    { name: 'a number called sid', code: to(`${base}/?sid=12345678901234567890`) },
    { name: 'a template', code: page('<a href="/?access_token={{token}}">') },
    { name: 'documentation', code: page(`<p>Never send ?access_token=${session}</p>`) },
    { name: 'a CSRF token in a form', code: page(`<form action="/save"><input name="token" value="${session}"></form>`) },
    { name: 'an empty value', code: to(`${base}/?access_token=&PHPSESSID=`) },
    { name: 'data', code: page(`<img src="data:image/svg+xml;token=${session}">`) },
    { name: 'a script', code: page(`<a href="javascript:go(';jsessionid=${session}')">`) },
    { name: 'a link in what is no page', code: `HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"html":"<a href='/?access_token=2YotnFZFEjr1zCsicMWpAA'>"}` },
    { name: 'links behind the first two thousand', code: page(`${'<a href="/">'.repeat(2000)}<a href="/?PHPSESSID=${session}">`) },
    { name: 'token_type is no token', code: to(`${base}/?token_type=bearer-token-of-some-kind`) },
  ],
  invalid: [
    { name: 'Location', code: to(`${base}/home?access_token=2YotnFZFEjr1zCsicMWpAA`), errors: [{ messageId: 'token', severity: 'error', confidence: 'certain', pointer: 'header.location[0]' }] },
    { name: 'a relative Location', code: to(`/home?id_token=${jwt}`), errors: [{ messageId: 'token', severity: 'error' }] },
    { name: 'a JWT under any name', code: to(`${base}/?t=${jwt}`), errors: [{ messageId: 'token', severity: 'error', says: '(t)' }] },
    { name: 'a JWT of minutes', code: to(`${base}/verify?t=${short}`), errors: [{ messageId: 'token', severity: 'info', confidence: 'firm' }] },
    { name: 'a JWT of an hour beside one of minutes, each for itself', code: to(`${base}/verify?t=${jwt}&u=${short}`), errors: [{ messageId: 'token', severity: 'error', says: '(t)' }, { messageId: 'token', severity: 'info', says: '(u)' }] },
    { name: 'an access token of minutes is one', code: to(`${base}/?access_token=${short}`), errors: [{ messageId: 'token', severity: 'error' }] },
    { name: 'the implicit flow', code: to(`${base}/cb#access_token=2YotnFZFEjr1zCsicMWpAA&token_type=bearer`), errors: [{ messageId: 'implicit', severity: 'warn', confidence: 'firm' }] },
    { name: 'Servlet containers', code: to(`/home;jsessionid=${session}?a=1`), errors: [{ messageId: 'session', severity: 'error', says: 'path' }] },
    { name: 'PHP', code: to(`/home?PHPSESSID=${session}`), errors: [{ messageId: 'session', severity: 'error', confidence: 'firm' }] },
    { name: 'sid alone is a guess', code: to(`/home?sid=${session}`), errors: [{ messageId: 'session', severity: 'warn', confidence: 'tentative' }] },
    ...['SID', 'sessid', 'sessionid', 'session_id'].map((name) => ({ code: to(`/home?${name}=${session}`), errors: [{ messageId: 'session', severity: 'warn' as const, confidence: 'tentative' as const }] })),
    { name: 'sid that is a cookie, too', code: `${to(`/home?sid=${session}`)}\nSet-Cookie: sid=${session}`, errors: [{ messageId: 'session', severity: 'error', confidence: 'certain' }] },
    { name: 'sid that the browser sent as a cookie', code: page(`<a href="/?sid=${session}"><a href="/?sessid=${session}">`), url: `${base}/`, requestHeaders: { cookie: `sid=${session}` }, errors: [{ messageId: 'session', severity: 'error', confidence: 'certain' }, { messageId: 'session', severity: 'error', confidence: 'certain' }] },
    { name: 'a link to confirm', code: to(`/verify?token=${session}`), errors: [{ messageId: 'token', severity: 'warn', confidence: 'tentative' }] },
    { name: 'the URL of the request', code: 'HTTP/1.1 200 OK\nContent-Length: 0', url: `${base}/api?access_token=2YotnFZFEjr1zCsicMWpAA`, errors: [{ messageId: 'token', severity: 'error', pointer: 'request.url' }] },
    { name: 'Refresh', code: `HTTP/1.1 200 OK\nRefresh: 0; url=${base}/?jwt=${jwt}`, errors: [{ messageId: 'token', pointer: 'header.refresh[0]' }] },
    // HTML, shared declarative refresh steps: "url=" may be left out.
    { name: 'Refresh without a name', code: `HTTP/1.1 200 OK\nRefresh: 0; ${base}/?jwt=${jwt}`, errors: [{ messageId: 'token', pointer: 'header.refresh[0]' }] },
    { name: 'a link', code: page(`<a href="/a?x=1&amp;PHPSESSID=${session}">`), errors: [{ messageId: 'session', pointer: 'body', says: 'in its query (PHPSESSID)' }] },
    { name: 'the last of two thousand links', code: page(`${'<a href="/">'.repeat(1999)}<a href="/?PHPSESSID=${session}">`), errors: [{ messageId: 'session' }] },
    { name: 'a link in single quotes', code: page(`<a href='/b;jsessionid=${session}'>`), errors: [{ messageId: 'session', pointer: 'body' }] },
    { name: 'five of them say enough', code: page([1, 2, 3, 4, 5, 6, 7].map((i) => `<a href="/?PHPSESSID=${session}${i}">`).join('')), errors: Array.from({ length: 5 }, () => ({ messageId: 'session' })) },
    { name: 'a JWT of minutes that says that it is an access token', code: to(`${base}/me?t=${hmac('k', { sub: 'u1', iat: testNow, exp: testNow + 300 }, { alg: 'HS256', typ: 'at+jwt' })}`), errors: [{ messageId: 'token', severity: 'error', confidence: 'certain' }] },
    { name: 'a JWT of ten minutes', code: to(`${base}/verify?t=${lasting(600)}`), errors: [{ messageId: 'token', severity: 'info' }] },
    { name: 'a JWT of more than ten minutes', code: to(`${base}/verify?t=${lasting(601)}`), errors: [{ messageId: 'token', severity: 'error', confidence: 'firm' }] },
    { name: 'a JWT with a purpose', code: to(`${base}/verify?t=${token({ sub: 'u1', purpose: 'confirm' })}`), errors: [{ messageId: 'token', severity: 'info' }] },
    { name: 'an access token with a purpose is one', code: to(`${base}/?access_token=${token({ sub: 'u1', purpose: 'confirm' })}`), errors: [{ messageId: 'token', severity: 'error' }] },
    // What stands around the URL of a field is not part of the value, so that it is known again.
    { name: 'Link with the id of a cookie', code: `HTTP/1.1 200 OK\nLink: <${base}/?sid=${session}>; rel="next"\nSet-Cookie: sid=${session}`, errors: [{ messageId: 'session', confidence: 'certain', pointer: 'header.link[0]' }] },
    { name: 'Refresh with the id of a cookie', code: `HTTP/1.1 200 OK\nRefresh: 0; url="/?sid=${session}"\nSet-Cookie: sid=${session}`, errors: [{ messageId: 'session', confidence: 'certain', pointer: 'header.refresh[0]' }] },
    { name: 'Location with a parameter called url', code: to(`/go?sid=${session}&url=/home`), errors: [{ messageId: 'session', pointer: 'header.location[0]' }] },
    { name: 'Content-Location with a parameter called url', code: `HTTP/1.1 200 OK\nContent-Location: /go?sid=${session}&url=/home`, errors: [{ messageId: 'session', pointer: 'header.content-location[0]' }] },
    { name: 'many links with one id', code: page(`<a href="/a;jsessionid=${session}"><a href='/b;jsessionid=${session}'><a href='/c;jsessionid=${session}'>`), errors: [{ messageId: 'session' }] },
  ],
})
