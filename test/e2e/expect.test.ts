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
    expect(report(missing).findings[0]).toMatchObject({ subject: 'response-1', message: 'Nothing sets the cookie "csrf".', location: { input: 'stdin' } })
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
    expect([lax.status, report(lax).findings.map(({ message }) => message)]).toEqual([1, ['SameSite is Lax in effect, but you expect Strict.']])
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
