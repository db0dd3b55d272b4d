import rule from '../../../src/rules/flow/shadowed-cookie.ts'
import { recording, type Sent } from '../../flows.ts'
import { testRule } from '../../rule-tester.ts'

const first = '4V0nHg5kq2J7mP8xYb1RzQ'
const second = 'Zk3vQ9r1T7yLx2Wm8Nc4Pb'
const sets = (value: string, attributes: string, name = 'sid') => `Set-Cookie: ${name}=${value}; Secure; HttpOnly; SameSite=Lax; ${attributes}`
const page = (cookie: string | undefined, ...answer: readonly string[]): Sent => ({ request: 'GET /app/orders', ...(cookie === undefined ? {} : { fields: [`Cookie: ${cookie}`] }), answer, content: '<p>...</p>' })
const both = `sid=${first}; sid=${second}`
const one = page(undefined, sets(first, 'Path=/'))

testRule(rule, {
  valid: [
    { name: 'renewed in its place', code: recording(one, page(`sid=${first}`, sets(second, 'Path=/')), page(`sid=${second}`)) },
    { name: 'both in one response', code: recording(page(undefined, sets(first, 'Path=/'), sets(second, 'Path=/; Domain=example.com')), page(both)) },
    { name: 'the old one is deleted with it', code: recording(one, page(`sid=${first}`, sets('', 'Path=/; Max-Age=0'), sets(second, 'Path=/; Domain=example.com')), page(`sid=${second}`)) },
    { name: 'the old one is deleted next', code: recording(one, { ...page(`sid=${first}`, sets(second, 'Path=/; Domain=example.com')), status: 303 }, { request: 'GET https://app.example.com/app/x', answer: [sets('', 'Path=/; Max-Age=0')] }) },
    { name: 'requests carry one', code: recording(one, page(`sid=${first}`, sets(second, 'Path=/; Domain=example.com')), page(`sid=${second}`)) },
    { name: 'paths that never meet', code: recording(page(undefined, sets(first, 'Path=/app')), page(`sid=${first}`, sets(second, 'Path=/admin'))) },
    { name: 'hosts that never meet', code: recording(one, { ...page(undefined, sets(second, 'Path=/')), request: 'GET https://id.example.com/' }) },
    { name: 'load balancers', code: recording(page(undefined, sets(first, 'Path=/', 'AWSALB')), page(`AWSALB=${first}`, sets(second, 'Path=/app', 'AWSALB'))) },
  ],
  invalid: [
    { name: 'for the host and for its Domain', code: recording(one, page(`sid=${first}`, sets(second, 'Path=/; Domain=example.com')), page(both)), errors: [{ messageId: 'sent', severity: 'warn', confidence: 'certain', pointer: 'step[2].set-cookie[0]', says: '#3 carries both' }] },
    { name: 'for two paths', code: recording(one, page(`sid=${first}`, sets(second, 'Path=/app')), page(both)), errors: [{ messageId: 'sent' }] },
    { name: 'at the end of the recording', code: recording(one, page(`sid=${first}`, sets(second, 'Path=/; Domain=example.com'))), errors: [{ messageId: 'kept', confidence: 'firm' }] },
    { name: 'one that opens nothing', code: recording(page(undefined, sets('de', 'Path=/', 'lang')), page('lang=de', sets('en', 'Path=/app', 'lang')), page('lang=en; lang=de')), errors: [{ messageId: 'sent', severity: 'info' }] },
  ],
})
