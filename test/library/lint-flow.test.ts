import { describe, expect, it } from 'vitest'
import { AuthlintError, lintFlow, type RecordedExchange } from '../../src/index.ts'
import { recording } from '../flows.ts'
import { testNow } from '../subjects.ts'

const sid = '4V0nHg5kq2J7mP8xYb1RzQ'
const url = 'https://app.example.com'

const exchanges: readonly RecordedExchange[] = [
  { request: { method: 'POST', url: `${url}/login`, headers: { Cookie: `sid=${sid}`, 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'user=ada&password=correct-horse' }, response: { status: 302, headers: { Location: '/account' } } },
  { request: { url: new URL(`${url}/account`), headers: { cookie: `sid=${sid}` } }, response: new Response('{}', { headers: { 'content-type': 'application/json' } }), sentAt: new Date(testNow * 1000) },
]

const har = {
  log: {
    version: '1.2',
    entries: exchanges.map(({ request, response }) => ({
      startedDateTime: '2026-11-20T18:00:00.000Z',
      request: { method: request.method ?? 'GET', url: String(request.url), headers: Object.entries(request.headers ?? {}).map(([name, value]) => ({ name, value })), ...(request.body === undefined ? {} : { postData: { mimeType: 'application/x-www-form-urlencoded', text: request.body } }) },
      response: { status: response.status, headers: [{ name: 'Location', value: '/account' }], content: {} },
    })),
  },
}

const rulesOf = (given: Parameters<typeof lintFlow>[0], options: Parameters<typeof lintFlow>[1] = {}) => lintFlow(given, { now: testNow, ...options }).findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

describe('lintFlow', () => {
  it.each<readonly [string, Parameters<typeof lintFlow>[0]]>([
    ['exchanges of a test', exchanges],
    ['a HAR as an object', har],
    ['a HAR as text', JSON.stringify(har)],
    ['messages as text', recording({ request: 'POST /login', fields: [`Cookie: sid=${sid}`], body: 'user=ada&password=correct-horse', status: 302, answer: ['Location: /account'] }, { request: 'GET /account', fields: [`Cookie: sid=${sid}`], content: {} })],
  ])('takes %s', (_, given) => {
    expect(rulesOf(given)).toEqual(['flow/session-id-not-rotated'])
  })

  it('takes the word of the caller for what happened', () => {
    const silent = exchanges.map((exchange, i) => (i === 0 ? { ...exchange, request: { ...exchange.request, body: 'pin=1234' } } : exchange))
    expect(rulesOf(silent)).toEqual([])
    expect(rulesOf(silent, { events: { login: 1 } })).toEqual(['flow/session-id-not-rotated'])
    expect(rulesOf(silent, { events: { login: ['/login'] } })).toEqual(['flow/session-id-not-rotated'])
    expect(() => lintFlow(silent, { events: { logout: '/bye' } })).toThrow(AuthlintError)
  })

  it('judges the responses, their cookies and tokens, too, and fills in the checklist', () => {
    const { subjects, ok } = lintFlow(exchanges, { now: testNow })
    expect(ok).toBe(false)
    expect(subjects.map(({ kind }) => kind)).toEqual(['response', 'response', 'flow'])
    expect(subjects.at(-1)?.['flow']).toMatchObject({ design: { name: 'session' }, practices: expect.arrayContaining([expect.objectContaining({ id: 'session-rotated', status: 'broken' })]) as unknown })
  })

  it('shows no credential', () => {
    expect(JSON.stringify(lintFlow(exchanges, { now: testNow }))).not.toContain(sid)
  })

  it('is no flow with one exchange, and no recording with none', () => {
    expect(lintFlow(exchanges.slice(0, 1), { now: testNow }).subjects.map(({ kind }) => kind)).toEqual(['response'])
    const pages = recording({ request: 'GET /' }, { request: 'GET /style.css' })
    expect(lintFlow(pages, { now: testNow }).subjects.map(({ kind }) => kind)).toEqual(['response', 'response'])
    expect(() => lintFlow('hello')).toThrow(AuthlintError)
  })
})
