import rule from '../../../src/rules/flow/expired-token-accepted.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { goodClaims, hmac } from '../../tokens.ts'

const secret = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5JfaEuIoKtB4vYq'
// Ends 500 seconds after testNow.
const token = (more: object = {}) => hmac(secret, { ...goodClaims, scope: 'a', client_id: 'c', ...more })
const end = 500
const orders = (seconds: number | undefined, more: Partial<Sent> = {}): Sent => ({ request: 'GET /orders', fields: [`Authorization: Bearer ${token()}`], content: { orders: [17] }, ...(seconds === undefined ? {} : { time: testNow + seconds }), ...more })
const refused = { request: 'GET /orders', status: 401, content: {}, time: testNow } as const
const later = end + 301

const har = (...entries: readonly { sentAt: number; date?: number; status?: number; token?: string }[]) =>
  JSON.stringify({
    log: {
      version: '1.2',
      entries: entries.map(({ sentAt, date, status = 200, token: text }) => ({
        startedDateTime: new Date((testNow + sentAt) * 1000).toISOString(),
        request: { method: 'GET', url: 'https://app.example.com/orders', headers: [{ name: 'Accept', value: '*/*' }, ...(text === undefined ? [] : [{ name: 'Authorization', value: `Bearer ${text}` }])] },
        response: { status, headers: date === undefined ? [] : [{ name: 'Date', value: new Date((testNow + date) * 1000).toUTCString() }], content: { mimeType: 'application/json', text: '{"a":1}' } },
      })),
    },
  })

testRule(rule, {
  valid: [
    { name: 'in time', code: recording(refused, orders(100)) },
    { name: 'within the leeway', code: recording(refused, orders(end + 299)) },
    { name: 'refused', code: recording(orders(100), orders(later, { status: 401 })) },
    { name: 'anybody gets the same', code: recording({ request: 'GET /orders', content: { orders: [17] } }, orders(later)) },
    { name: 'no time', code: recording(refused, orders(undefined)) },
    { name: 'no end', code: recording(refused, orders(later, { fields: [`Authorization: Bearer ${token({ exp: undefined })}`] })) },
    { name: 'a refresh with the expired token beside the other', code: recording(refused, { request: 'POST /auth/refresh', fields: [`Authorization: Bearer ${token()}`], body: { refresh_token: 'Zk3vQ9r1T7yLx2Wm8Nc4Pb' }, content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' }, time: testNow + later }) },
    { name: 'logging out', code: recording(refused, { request: 'POST /auth/logout', fields: [`Authorization: Bearer ${token()}`], status: 204, time: testNow + later }) },
    { name: 'a session beside it', code: recording(refused, orders(later, { fields: [`Authorization: Bearer ${token()}`, 'Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ'] })) },
    { name: 'an old cookie on a public page', code: recording({ request: 'GET /', content: 'welcome', time: testNow }, { request: 'GET /about', fields: [`Cookie: access_token=${token()}`], content: 'about us', time: testNow + later }) },
    { name: 'a picture', code: recording(refused, { request: 'GET /logo', fields: [`Authorization: Bearer ${token()}`], answer: ['Content-Type: image/png'], time: testNow + later }) },
    { name: 'handed out expired, so that a clock is wrong', code: recording(refused, { request: 'POST /auth/login', body: { username: 'ada', password: 'correct-horse' }, content: { access_token: token() }, time: testNow + later }, orders(later)) },
    { name: 'the Date of a server that is a year ahead', code: har({ sentAt: 0, date: 0, status: 401 }, { sentAt: 10, date: 365 * 86400, token: token() }) },
    { name: 'an answer out of a cache, from before', code: har({ sentAt: 0, date: 0, status: 401 }, { sentAt: later, date: 100, token: token() }) },
  ],
  invalid: [
    { name: 'accepted', code: recording(refused, orders(later)), errors: [{ messageId: 'accepted', severity: 'warn', confidence: 'firm', pointer: 'step[2]', says: '5 minutes 1 second after' }] },
    { name: 'as before, and nobody was refused', code: recording(orders(100), orders(later)), errors: [{ messageId: 'accepted', confidence: 'tentative', pointer: 'step[2]' }] },
    { name: 'a cookie, where others are sent to log in', code: recording({ request: 'GET /account', status: 302, answer: ['Location: /login'], time: testNow }, { request: 'GET /account', fields: [`Cookie: access_token=${token()}`], content: { name: 'ada' }, time: testNow + later }), errors: [{ messageId: 'accepted', confidence: 'firm' }] },
    { name: 'a refresh token', code: recording(refused, { request: 'POST /auth/refresh', body: { refresh_token: token() }, content: { access_token: 'kJ8sLw02mVq7Rt5yBn3x' }, time: testNow + later }), errors: [{ messageId: 'accepted', confidence: 'tentative' }] },
    { name: 'both clocks say so', code: har({ sentAt: 0, date: 0, status: 401 }, { sentAt: later, date: later, token: token() }), errors: [{ messageId: 'accepted', confidence: 'firm' }] },
    { name: 'without a Date', code: har({ sentAt: 0, status: 401 }, { sentAt: later, token: token() }), errors: [{ messageId: 'accepted' }] },
    { name: 'said once', code: recording(refused, orders(later), orders(later + 100)), errors: [{ messageId: 'accepted', pointer: 'step[2]' }] },
    { name: 'a shorter leeway', code: recording(refused, orders(end + 70)), options: { leewaySeconds: 60 }, errors: [{ messageId: 'accepted' }] },
  ],
})
