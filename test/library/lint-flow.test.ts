import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'
import { AuthlintError, lintFlow, type RecordedExchange } from '../../src/index.ts'
import { octets } from '../arbitraries.ts'
import { recording } from '../flows.ts'
import { testNow } from '../subjects.ts'
import { goodClaims, hmac } from '../tokens.ts'

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

describe('lintFlow and scan', () => {
  /** What the command finds in the same recording. */
  async function scanned(text: string): Promise<unknown> {
    let out = ''
    const stream = { isTerminal: false, columns: 100, flush: () => undefined }
    const io: Io = { stdout: { ...stream, write: (some) => void (out += some) }, stderr: { ...stream, write: () => undefined }, stdin: { isTerminal: false, pieces: () => [octets(text)] }, env: {}, cwd: '/', clock: () => testNow }
    await main(['scan', '-', '--stdin-filename', 'recording', '--no-config', '--format', 'json'], io)
    return (JSON.parse(out) as { readonly findings: unknown }).findings
  }

  /** The clock of the recorder is right; that of the server goes an hour fast or slow, or its answer comes from a cache. */
  const withClocks = (hours: number, claims: object) => {
    const token = hmac('another-secret-0123456789abcdef0123456789', { ...goodClaims, ...claims })
    const exchange = (path: string, seconds: number, request: object, content: object) => ({
      startedDateTime: new Date((testNow + seconds) * 1000).toISOString(),
      request: { method: 'GET', url: url + path, headers: [{ name: 'Host', value: 'app.example.com' }], ...request },
      response: { status: 200, headers: [{ name: 'Date', value: new Date((testNow + seconds + 3600 * hours) * 1000).toUTCString() }, { name: 'Content-Type', value: 'application/json' }, { name: 'Set-Cookie', value: `sid=${sid}; Max-Age=600` }], content: { text: JSON.stringify(content) } },
    })
    const bearer = { headers: [{ name: 'Host', value: 'app.example.com' }, { name: 'Authorization', value: `Bearer ${token}` }] }
    return { log: { version: '1.2', creator: { name: 'Firefox' }, entries: [exchange('/token', 0, { method: 'POST' }, { access_token: token }), exchange('/api', 5, bearer, {}), exchange('/again', 9, bearer, { copy: token })] } }
  }

  it.each([
    ['clocks that agree', 0, {}],
    ['a server that is ahead of a short token', 1, { iat: testNow, exp: testNow + 300 }],
    ['an answer from a cache, before the token began', -1, { iat: testNow, nbf: testNow, exp: testNow + 300 }],
    ['a token that is over by every clock', 1, { iat: testNow - 9000, exp: testNow - 8000 }],
  ])('find the same with %s', async (_, hours, claims) => {
    const text = JSON.stringify(withClocks(hours, claims))
    const findings = await scanned(text)
    expect(JSON.parse(JSON.stringify(lintFlow(text, { preset: 'recommended' }).findings))).toEqual(findings)
    const about = (findings as readonly { readonly rule: string }[]).map(({ rule }) => rule)
    expect(about.includes('jwt/expired')).toBe('iat' in claims && claims.iat === testNow - 9000)
    expect(about).not.toContain('jwt/not-yet-valid')
  })
})
