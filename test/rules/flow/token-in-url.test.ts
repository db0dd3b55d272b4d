import rule from '../../../src/rules/flow/token-in-url.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { goodClaims, hmac } from '../../tokens.ts'

const token = 'kJ8sLw02mVq7Rt5yBn3xkJ8sLw02'
const id = '4V0nHg5kq2J7mP8xYb1RzQ'
const page = `https://app.example.com/home?access_token=${token}`
const get = (url: string, ...fields: readonly string[]): Sent => ({ request: `GET ${url}`, fields, content: 'x' })
const idToken = hmac('k', { ...goodClaims, nonce: 'n', at_hash: 'x' })
const shortLived = hmac('k', { ...goodClaims, iat: goodClaims.exp - 600 })
const longLived = hmac('k', { ...goodClaims, iat: goodClaims.exp - 6000 })
const issued = (text: string): Sent => ({ request: 'POST /login', body: 'user=a&password=b', content: { token: text } })

testRule(rule, {
  valid: [
    { name: 'a Referer without one', code: recording(get('/'), get('https://other.example/', 'Referer: https://app.example.com/')) },
    // response/token-in-url says so of each exchange by itself.
    { name: 'a URL that shows by itself that it holds one', code: recording(get(page), get(page)) },
    { name: 'the Referer of a page that is in the recording', code: recording(get(page), get('/style', `Referer: ${page}`)) },
    { name: 'a code', code: recording(get('/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj'), get('https://other.example/', 'Referer: https://app.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj')) },
    { name: 'an ID token as a hint at logout', code: recording({ request: 'POST /token', body: 'grant_type=authorization_code&code=x', content: { access_token: token, id_token: idToken } }, get(`/logout?id_token_hint=${idToken}`)) },
    { name: 'the number of a cart that is a cookie, too', code: recording({ ...get('/cart'), answer: ['Set-Cookie: cart=3f2504e04f8941d39a0c0305e82c3301; Path=/; HttpOnly'] }, get('/cart/3f2504e04f8941d39a0c0305e82c3301', 'Cookie: cart=3f2504e04f8941d39a0c0305e82c3301')) },
    { name: 'a link to confirm an address', code: recording(get(`/confirm?token=${shortLived}`), get(`/reset?token=${token}`)) },
    { name: 'a token that lives on, which the URL shows by itself', code: recording(issued(longLived), get(`/me?token=${longLived}`)) },
    { name: 'another value', code: recording(get('/', `Cookie: sid=${id}`), get('/orders?v=Zk3vQ9r1T7yLx2Wm8Nc4Pb', `Cookie: sid=${id}`)) },
    { name: 'a short one', code: recording(get('/', 'Cookie: sid=1234567890'), get('/orders/1234567890', 'Cookie: sid=1234567890')) },
  ],
  invalid: [
    { name: 'told to another host', code: recording(get('/'), get('https://statistics.example/pixel', `Referer: ${page}`)), errors: [{ messageId: 'referer', severity: 'error', confidence: 'certain', pointer: 'step[2]', says: 'statistics.example' }] },
    { name: 'to another host, beside the page itself', code: recording(get(page), get('https://statistics.example/pixel', `Referer: ${page}`)), errors: [{ messageId: 'referer', pointer: 'step[2]' }] },
    { name: 'once for each host', code: recording(get('https://a.example/', `Referer: ${page}`), get('https://a.example/', `Referer: ${page}`), get('https://b.example/', `Referer: ${page}`)), errors: [{ messageId: 'referer' }, { messageId: 'referer' }] },
    { name: 'a session id', code: recording(get('/'), get('https://b.example/', `Referer: https://app.example.com/shop;jsessionid=${id}`)), errors: [{ messageId: 'referer', says: 'session id' }] },
    { name: 'a parameter that is merely called token', code: recording(get('/'), get('https://b.example/', `Referer: https://app.example.com/confirm?token=${id}`)), errors: [{ messageId: 'referer', severity: 'warn', confidence: 'tentative' }] },
    { name: 'the page is not in the recording', code: recording(get('/style', `Referer: ${page}`), get('/script', `Referer: ${page}`)), errors: [{ messageId: 'page', pointer: 'step[1]' }] },
    { name: 'a token under another name', code: recording({ request: 'POST /login', body: 'user=a&password=b', content: { access_token: token } }, get(`https://ws.example.com/socket?t=${token}`)), errors: [{ messageId: 'known', severity: 'error', confidence: 'certain', pointer: 'step[2]', says: 'access token (1)' }] },
    { name: 'a JWT for minutes that was issued at the login', code: recording(issued(shortLived), get(`/me?token=${shortLived}`)), errors: [{ messageId: 'known', severity: 'error', says: '(token)' }] },
    { name: 'an opaque token that was issued at the login', code: recording(issued(token), get(`/me?token=${token}`)), errors: [{ messageId: 'known', severity: 'error' }] },
    { name: 'a session in the path', code: recording(get('/', `Cookie: sid=${id}`), get(`/report/${id}/pdf`)), errors: [{ messageId: 'known', says: '(path)' }] },
    { name: 'in a redirect', code: recording(get('/', `Cookie: sid=${id}`), { request: 'GET /sso', status: 302, answer: [`Location: https://partner.example/enter?s1=${id}`] }), errors: [{ messageId: 'known', says: 'the redirect' }] },
    { name: 'a session that only the user knows as one', code: recording(get('/', 'Cookie: basket=abcdefghijklmnopqrstuvwxyz'), get('/report?q=abcdefghijklmnopqrstuvwxyz')), roles: { basket: 'session' }, errors: [{ messageId: 'known', says: 'session basket (1)' }] },
    { name: 'in percent-encoding', code: recording(get('/', 'Cookie: sid=4V0nHg5kq2J7+mP8xYb1RzQ=='), get('/x?s1=4V0nHg5kq2J7%2BmP8xYb1RzQ%3D%3D')), errors: [{ messageId: 'known' }] },
  ],
})
