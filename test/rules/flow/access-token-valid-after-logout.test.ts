import rule from '../../../src/rules/flow/access-token-valid-after-logout.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { goodClaims, hmac } from '../../tokens.ts'

const secret = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKtB4vYq'
const opaque = 'mF_9.B5f-4.1JqM-Zk3vQ9r1T7y'
const jwt = (more: object = {}) => hmac(secret, { ...goodClaims, scope: 'a', client_id: 'c', ...more })
const bearer = (token: string) => `Authorization: Bearer ${token}`
const orders = (token?: string, more: Partial<Sent> = {}): Sent => ({ request: 'GET /api/orders', fields: token === undefined ? [] : [bearer(token)], content: { orders: [17] }, ...more })
const refused = (token?: string): Sent => orders(token, { status: 401, content: { error: 'invalid_token' } })
const logout = (...fields: readonly string[]): Sent => ({ request: 'POST /auth/logout', fields, status: 204 })
const login = (token: string): Sent => ({ request: 'POST /auth/login', body: { username: 'ada', password: 'correct-horse' }, content: { access_token: token, token_type: 'Bearer', expires_in: 600 } })
const other = 'Qq4vQ9r1T7yLx2Wm8Nc4Pb-other'

testRule(rule, {
  valid: [
    { name: 'refused', code: recording(login(opaque), orders(opaque), logout(bearer(opaque)), refused(opaque)) },
    { name: 'nobody tried', code: recording(login(opaque), orders(opaque), logout(bearer(opaque))) },
    { name: 'anybody gets the same', code: recording(orders(), login(opaque), orders(opaque), logout(bearer(opaque)), orders(opaque)) },
    { name: 'another token, from a login after it', code: recording(login(opaque), logout(bearer(opaque)), login(other), orders(other)) },
    { name: 'the token of somebody else', code: recording(orders(jwt({ sub: 'u_1' })), orders(jwt()), logout(bearer(jwt())), orders(jwt({ sub: 'u_1' }))) },
    { name: 'the token of somebody else, both opaque', code: recording(login(other), orders(other), login(opaque), orders(opaque), logout(bearer(opaque)), orders(other)) },
    { name: 'a logout that failed', code: recording(login(opaque), orders(opaque), { ...logout(bearer(opaque)), status: 500 }, orders(opaque)) },
    { name: 'logging out twice', code: recording(login(opaque), orders(opaque), logout(bearer(opaque)), { ...logout(bearer(opaque)), status: 200 }) },
    { name: 'the revocation of another token', code: recording(login(opaque), orders(opaque), { request: 'POST /oauth/revoke', body: `token=${other}`, status: 200 }, orders(opaque)) },
    { name: 'a page that asks to log in', code: recording(orders(opaque), logout(bearer(opaque)), orders(opaque, { content: '<form><input type="password"></form>' })) },
    { name: 'an answer that says no in words', code: recording(orders(opaque), logout(bearer(opaque)), orders(opaque, { content: { errors: [{ message: 'not logged in' }] } })) },
    { name: 'a new session cookie opens the door', code: recording(orders(opaque), logout(bearer(opaque)), orders(opaque, { fields: [bearer(opaque), 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'] })) },
  ],
  invalid: [
    { name: 'accepted as before', code: recording(refused(), login(opaque), orders(opaque), logout(bearer(opaque)), orders(opaque)), errors: [{ messageId: 'accepted', severity: 'warn', confidence: 'firm', pointer: 'step[5]', says: '#4 POST /auth/logout' }] },
    { name: 'logged out by the refresh token of the same answer', code: recording({ ...login(opaque), content: { access_token: opaque, refresh_token: other } }, orders(opaque), { ...logout(), body: { refresh_token: other } }, orders(opaque)), errors: [{ messageId: 'accepted', confidence: 'firm' }] },
    { name: 'nothing to compare with', code: recording(login(opaque), logout(bearer(opaque)), orders(opaque)), errors: [{ messageId: 'accepted', confidence: 'tentative' }] },
    { name: 'an API that refuses others', code: recording(refused(), logout(bearer(opaque)), orders(opaque)), errors: [{ messageId: 'accepted', confidence: 'firm' }] },
    { name: 'says how long it lives', code: recording(orders(jwt(), { time: testNow }), logout(bearer(jwt())), orders(jwt(), { time: testNow + 200 })), errors: [{ messageId: 'accepted', says: 'It has 5 minutes left' }] },
    { name: 'an opaque token by expires_in', code: recording({ ...login(opaque), time: testNow }, orders(opaque), logout(bearer(opaque)), orders(opaque, { time: testNow + 300 })), errors: [{ messageId: 'accepted', says: 'It has 5 minutes left' }] },
    { name: 'at another host, a JWT', code: recording(orders(jwt(), { request: 'GET https://api.example.com/orders' }), logout(bearer(jwt())), orders(jwt(), { request: 'GET https://api.example.com/orders' })), errors: [{ messageId: 'accepted' }] },
    { name: 'in a cookie', code: recording({ request: 'GET /me', fields: [`Cookie: access_token=${jwt()}`], content: { name: 'ada' } }, logout(`Cookie: access_token=${jwt()}`), { request: 'GET /me', fields: [`Cookie: access_token=${jwt()}`], content: { name: 'ada' } }), errors: [{ messageId: 'accepted', confidence: 'firm' }] },
    { name: 'beside a session cookie from before', code: recording(orders(opaque, { fields: [bearer(opaque), 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'] }), logout(bearer(opaque)), orders(opaque, { fields: [bearer(opaque), 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'] })), errors: [{ messageId: 'accepted', confidence: 'tentative' }] },
    { name: 'named by the user', code: recording(orders(opaque), { request: 'POST /bye', fields: [bearer(opaque)], status: 204 }, orders(opaque)), events: [{ name: 'logout', at: 2 }], errors: [{ messageId: 'accepted' }] },
    { name: 'said once', code: recording(orders(opaque), logout(bearer(opaque)), orders(opaque), orders(opaque)), errors: [{ messageId: 'accepted', pointer: 'step[3]' }] },
  ],
})
