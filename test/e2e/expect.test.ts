import { describe, expect, it } from 'vitest'
import { authlint, temporary, type Outcome } from './command.ts'

interface Report {
  readonly subjects: readonly { readonly id: string; readonly kind: string }[]
  readonly findings: readonly { readonly rule: string; readonly message: string; readonly subject: string; readonly location: { readonly input: string } }[]
}
const report = ({ out }: Outcome): Report => JSON.parse(out) as Report
const rulesOf = (outcome: Outcome): string[] => report(outcome).findings.map(({ rule }) => rule)

const sid = '__Host-sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa; Path=/; Secure; HttpOnly; SameSite=Lax'
const response = (...setCookies: readonly string[]): string => `HTTP/1.1 200 OK\r\n${setCookies.map((value) => `Set-Cookie: ${value}\r\n`).join('')}\r\n`
const words = ['cookie', '--url', 'https://app.example.com/login', '--format', 'json']

describe('--expect', () => {
  it('makes a cookie that did not come a finding, and nothing else', async () => {
    expect((await authlint([...words, '--no-config', '--expect', '__Host-sid'], { input: response(sid) })).status).toBe(0)
    const missing = await authlint([...words, '--no-config', '--expect', '__Host-sid', '--expect', 'csrf'], { input: response(sid) })
    expect([missing.status, rulesOf(missing)]).toEqual([1, ['response/missing-cookie']])
    expect(report(missing).findings[0]).toMatchObject({ subject: 'response-1', message: 'No response sets the expected cookie csrf.', location: { input: 'stdin' } })
    const none = await authlint([...words, '--no-config', '--expect', 'sid'], { input: response() })
    expect([none.status, rulesOf(none)]).toEqual([1, ['response/missing-cookie']])
  })

  it('is content with any response of the run', async () => {
    const redirect = `HTTP/1.1 302 Found\r\nSet-Cookie: ${sid}\r\nLocation: /\r\n\r\n${response()}`
    expect((await authlint([...words, '--no-config', '--expect', '__Host-sid'], { input: redirect })).status).toBe(0)
    const files = [temporary('first.txt', response(sid)), temporary('second.txt', response())]
    expect((await authlint([...words, '--no-config', '--expect', '__Host-sid', ...files])).status).toBe(0)
  })

  it('does not hide that nothing could be read', async () => {
    const empty = await authlint([...words, '--no-config', '--expect', 'sid'], { input: '' })
    expect([empty.status, report(empty).findings]).toEqual([3, []])
  })

  it('says of no response with cookies that it has none', async () => {
    const { status, out } = await authlint(['cookie', '--url', 'https://app.example.com/', '--no-config', '--expect', '__Host-sid'], { input: response(sid) })
    expect([status, out]).toEqual([0, expect.not.stringContaining('carries no cookie')])
  })

  it('leaves a run without expectations as it was', async () => {
    const outcome = await authlint([...words, '--no-config'], { input: response(sid) })
    expect(report(outcome).subjects.map(({ kind }) => kind)).toEqual(['cookie'])
  })
})

describe('cookies.expect and cookies.only', () => {
  const config = (cookies: object) => ['--config', temporary(`expect-${JSON.stringify(cookies).length}.json`, JSON.stringify({ cookies }))]

  it('holds effective attributes against what is expected', async () => {
    const expected = { '__Host-sid': { secure: true, httpOnly: true, sameSite: 'Lax', session: true, maxAge: '24h' } }
    expect((await authlint([...words, ...config({ expect: expected })], { input: response(sid) })).status).toBe(0)
    const lax = await authlint([...words, ...config({ expect: { '__Host-sid': { sameSite: ['Strict'] } } })], { input: response(sid) })
    expect([lax.status, report(lax).findings.map(({ message }) => message)]).toEqual([1, ['SameSite of the session cookie __Host-sid is Lax in effect; the configuration expects Strict.']])
  })

  it('reports a cookie that must come, unless it is optional', async () => {
    expect(rulesOf(await authlint([...words, ...config({ expect: { csrf: {} } })], { input: response(sid) }))).toEqual(['response/missing-cookie'])
    const optional = config({ expect: { csrf: { optional: true, secure: true } } })
    expect(rulesOf(await authlint([...words, ...optional], { input: response(sid) }))).toEqual([])
    expect(rulesOf(await authlint([...words, ...optional, '--expect', 'csrf'], { input: response(sid) }))).toEqual(['response/missing-cookie'])
  })

  it('reports a cookie that nobody named', async () => {
    const only = config({ only: true, expect: { '__Host-sid': {}, 'them*': { optional: true } } })
    expect(rulesOf(await authlint([...words, ...only], { input: response(sid, 'theme=dark; Path=/; Secure; SameSite=Lax') }))).toEqual([])
    expect(rulesOf(await authlint([...words, ...only], { input: response(sid, 'tracker=1; Path=/; Secure; SameSite=Lax') }))).toEqual(['cookie/unexpected-cookie'])
  })
})

describe('cookies.expect in a scan', () => {
  const expecting = (cookies: object) => ['--config', temporary(`scan-${JSON.stringify(cookies).length}.json`, JSON.stringify({ cookies }))]
  const scan = (input: string, cookies: object) => authlint(['scan', '-', '--url', 'https://app.example.com/login', '--format', 'json', ...expecting(cookies)], { input })
  const missing = (outcome: Outcome) => report(outcome).findings.filter(({ rule }) => rule === 'response/missing-cookie')
  const redirect = `HTTP/1.1 302 Found\r\nSet-Cookie: ${sid}\r\nLocation: /\r\nContent-Length: 0\r\n\r\n`

  it('is content with any response of the run', async () => {
    const outcome = await scan(redirect + response(), { expect: { '__Host-sid': {}, 'gone*': { optional: true } } })
    expect([missing(outcome), report(outcome).subjects.map(({ kind }) => kind)]).toEqual([[], ['response', 'cookie', 'response', 'flow']])
    const files = [temporary('scan-first.txt', redirect), temporary('scan-second.txt', response())]
    const both = await authlint(['scan', ...files, '--format', 'json', ...expecting({ expect: { '__Host-sid': {} } })])
    expect(missing(both)).toEqual([])
  })

  it('misses a cookie once, at the last response, and judges that one once', async () => {
    const outcome = await scan(redirect + response() + response('theme=dark; Path=/; Secure; SameSite=Lax'), { expect: { '__Host-sid': {}, csrf: {} } })
    expect([outcome.status, missing(outcome).map(({ message }) => message)]).toEqual([1, ['No response sets the expected cookie csrf.']])
    const all = report(outcome)
    expect(all.subjects.map(({ id }) => id)).toEqual(['response-1', 'cookie-1', 'response-2', 'response-3', 'cookie-2', 'flow-1'])
    expect(missing(outcome)[0]?.subject).toBe('response-3')
    const silent = report(await scan(redirect + response() + response('theme=dark; Path=/; Secure; SameSite=Lax'), {}))
    expect(all.findings.filter(({ rule }) => rule !== 'response/missing-cookie')).toEqual(silent.findings)
  })

  it('holds what came against what is expected, and reports what nobody named', async () => {
    expect(rulesOf(await scan(response(sid), { expect: { '__Host-sid': { sameSite: ['Strict'] } } }))).toContain('cookie/unexpected-attributes')
    expect(rulesOf(await scan(response(sid, 'tracker=1; Path=/; Secure; SameSite=Lax'), { only: true, expect: { '__Host-sid': {} } }))).toContain('cookie/unexpected-cookie')
  })

  it('knows names outside ASCII, which come as octets', async () => {
    for (const command of ['cookie', 'scan']) {
      const outcome = await authlint([command, '-', '--format', 'json', ...expecting({ expect: { 'größe*': {} } })], { input: response('größe1=xl; Path=/; Secure; SameSite=Lax') })
      expect(missing(outcome)).toEqual([])
    }
  })
})
