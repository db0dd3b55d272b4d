// What was concluded on one cookie holds for others that are alike: proved by judging each once among others and once alone.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { individual, individualReads } from '../../src/core/individual.ts'
import { Excerpt, Source } from '../../src/core/location.ts'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Subject } from '../../src/core/subject.ts'
import { makeCookie } from '../../src/cookie/make.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { judgeStorage } from '../../src/cookie/storage.ts'
import { lint } from '../../src/engine/lint.ts'
import { activeRules, type ActiveRule } from '../../src/engine/settings.ts'
import { cookieRules } from '../../src/rules/cookie/index.ts'
import { corpus } from '../corpus.ts'
import { testNow } from '../subjects.ts'

const settings = { policy: defaultPolicy, now: testNow }
// Every rule there is, the optional ones too.
const everyRule = (): readonly ActiveRule[] => cookieRules.map((rule) => ({ rule, severity: 'error' as const, options: rule.defaults }))
const together = everyRule()

interface Met {
  readonly headers: readonly string[]
  readonly url?: string
  readonly status?: number
  readonly requestHeaders?: Readonly<Record<string, string>>
  readonly now?: number
}

function cookiesOf({ headers, url, status = 200, requestHeaders = {}, now = testNow }: Met) {
  const parsed = headers.map((header, i) => parseSetCookie(Excerpt.of(new Source('test', header, { firstLine: i + 1, octets: true }))))
  const circumstances = { ...(url === undefined ? {} : { url: new URL(url) }), status, requestHeaders, attributesComplete: true, siblings: parsed }
  return parsed.map((cookie, i) => makeCookie(`cookie-${i + 1}`, cookie, circumstances, now))
}

/** Nothing is remembered for a subject without a likeness. */
const alone = <S extends Subject>(subject: S): S => new Proxy(subject, { get: (target, name) => (name === 'likeness' ? undefined : take(target, name)) })
const take = (target: Subject, name: string | symbol): unknown => {
  const part: unknown = Reflect.get(target, name, target)
  return typeof part === 'function' ? (part as (...words: unknown[]) => unknown).bind(target) : part
}

function expectSame(met: Met): void {
  const now = met.now ?? testNow
  for (const cookie of cookiesOf(met)) {
    expect(lint(cookie, together, { ...settings, now })).toEqual(lint(alone(cookie), everyRule(), { ...settings, now }))
    expect(cookie.browser).toEqual(judgeStorage(cookie.parsed, cookie.circumstances.url, now))
    expect(cookie.view({ showSecrets: false })).toEqual(cookie.with({}).view({ showSecrets: false }))
  }
}

const names = ['sid', '__Host-sid', '__Secure-id', 'connect.sid', 'csrftoken', 'theme', 'remember_token', 'JSESSIONID', '_ga', 'isAdmin', 'access_token', 'Path', '']
const values = [
  '', 'deleted', '1', 'true', '10482', '1795197600', '76667dc1e203e078b760b5d9c1b575df', 'Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jfa', 's%3AJ7pXf1r0b8m2cQ5tYw9zKd3uHn6LeVaG.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.4UN0x7heYckIZW5HEAd2F8qAVas4UN0x7heYckIZW5H', 'alice%40example.com', '{"role":"admin"}', 'role=admin&uid=7', '1677787402.36895.0000', '192.168.10.7', 'O:8:"stdClass":1:{s:1:"a";i:1;}',
  '<value>', 'with space', 'a"b', 'a,b', 'a\tb', 'a\u0001b', 'x'.repeat(4100), '\u00fc\u00f6', '4111111111111111', 'SGVsbG8gV29ybGQsIHRoaXMgaXMgdGV4dA==',
]
const attributes = ['', '; Path=/', '; Path=/; Secure; HttpOnly; SameSite=Lax', '; Path=/; HttpOnly', '; Domain=example.com; Path=/; Secure', '; Max-Age=3600', '; Max-Age=0; Path=/', '; Expires=Wed, 21 Oct 2026 07:28:00 GMT', '; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Secure', '; SameSite=None', '; SameSite=None; Secure; Partitioned', '; secure=false; Path=', '; Domain=other.example', '; Path=/; Path=/app; Priority=High']

const header = fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string({ unit: 'binary-ascii', maxLength: 40 }).map((text) => text.replace(/[;\r\n]/g, ''))), fc.constantFrom(...attributes)).map(([name, value, rest]) => `${name}${name === '' ? '' : '='}${value}${rest}`)
const met = fc.record(
  {
    headers: fc.array(header, { minLength: 1, maxLength: 4 }),
    url: fc.constantFrom('https://app.example.com/login', 'http://app.example.com/login', 'http://localhost:3000/', 'https://example.com/a/b?response_mode=form_post', 'https://example.com/a/c', 'https://app.example.com/callback?code=1&state=2'),
    status: fc.constantFrom(200, 302, 304),
    requestHeaders: fc.constantFrom({}, { cookie: 'sid=1' }),
    now: fc.constantFrom(testNow, testNow + 86_400, 1_900_000_000),
  },
  { requiredKeys: ['headers'] },
)

describe('what cookies of one likeness share', () => {
  it('is found out once, and says of each what it would say of it alone', () => {
    fc.assert(fc.property(met, expectSame), { numRuns: 600 })
  }, 60_000)

  it('holds for every value of the table under every name and set of attributes', () => {
    for (const name of names) for (const rest of attributes) for (const value of values) expectSame({ headers: [`${name}${name === '' ? '' : '='}${value}${rest}`], url: 'https://app.example.com/login' })
  }, 60_000)

  const real = corpus('cookies-realworld.ndjson')
  it.skipIf(!real)('holds for headers of real sites, each judged twice', () => {
    for (const row of real ?? []) {
      const { setCookie: text, url } = row as { readonly setCookie: string; readonly url: string | null }
      const once = { headers: [Buffer.from(text, 'utf8').toString('latin1')], ...(url === null || !URL.canParse(url) ? {} : { url }) }
      expectSame(once)
      expectSame(once)
    }
  }, 60_000)

  it('is the same object for the same name, attributes, place and role, and no other', () => {
    const likeness = (text: string, more: Partial<Met> = {}) => cookiesOf({ headers: [text], url: 'https://app.example.com/', ...more })[0]?.likeness
    const known = likeness('sid=Zk3vQ9r1T7yLx2Wm8Nc4; Path=/')
    expect(known).toBeDefined()
    expect(likeness(' sid = a9r1T7yLx2Wm8Nc4Pb6Hd; Path=/')).toBe(known)
    for (const other of [likeness('sid=1; Path=/'), likeness('sid=Zk3vQ9r1T7yLx2Wm8Nc4; Path=/a'), likeness('id=Zk3vQ9r1T7yLx2Wm8Nc4; Path=/'), likeness('sid=Zk3vQ9r1T7yLx2Wm8Nc4; Path=/', { url: 'https://example.com/' }), likeness('sid=Zk3vQ9r1T7yLx2Wm8Nc4; Path=/', { url: 'https://app.example.com/?code=1' }), likeness('sid=Zk3vQ9r1T7yLx2Wm8Nc4; Path=/', { status: 304 })]) expect(other).not.toBe(known)
    for (const odd of ['sid; Path=/', '=Zk3vQ9r1T7yLx2Wm8Nc4', 'sid=a\u0001b', `sid=${'x'.repeat(4096)}`]) expect(likeness(odd)).toBeUndefined()
    // Whatever is asked for in a folder, browsers make the same of it.
    const [here, beside, below] = ['/a/b', '/a/c?d', '/a/b/c'].map((path) => cookiesOf({ headers: ['sid=1'], url: `https://app.example.com${path}` })[0]?.browser)
    expect(beside).toBe(here)
    expect(below).not.toBe(here)
    // What is known of one cookie alone is not shared.
    expect(cookiesOf({ headers: ['sid=1'] })[0]?.with({ facts: {} }).likeness).toBeUndefined()
  })
})

describe('a rule is asked again', () => {
  const asked = (check: (subject: Subject) => unknown): number => {
    let times = 0
    const [first] = cookieRules
    if (!first) throw new Error('no rule')
    const rules = [...activeRules([{ ...first, id: 'cookie/own', check: (subject, { report }) => {
      times++
      check(subject)
      report({ messageId: Object.keys(first.meta.messages)[0] ?? '', at: 'name' })
    } }]).values()].flat()
    for (const [i, value] of ['Zk3vQ9r1T7yLx2Wm8Nc4', 'a9r1T7yLx2Wm8Nc4Pb6Hd'].entries()) {
      const [cookie] = cookiesOf({ headers: [`sid=${value}; Path=/`] })
      const [finding] = cookie ? lint(cookie, rules, settings) : []
      expect([finding?.rule, finding?.evidence]).toEqual(['cookie/own', `Set-Cookie: sid=(${20 + i} octets); Path=/`])
    }
    return times
  }
  type Own = ReturnType<typeof cookiesOf>[number]

  it.each<[string, (subject: Own) => unknown]>([
    ['the value', ({ value }) => value],
    ['what the value is made of', ({ parsed }) => parsed.decoded],
    ['the whole header', ({ parsed }) => parsed.text],
    ['other cookies of the response', ({ siblings }) => siblings],
    ['the request', ({ requestHeaders }) => requestHeaders],
    ['its id', ({ id }) => id],
    ['a place', (subject) => subject.locate('name')],
    ['the end of an attribute', ({ parsed }) => parsed.attributes[0]?.end],
    ['what reports show', (subject) => subject.show()],
  ])('when it reads %s', (_, read) => expect(asked((subject) => read(subject as Own))).toBe(2))

  it('not when it reads what all of them share', () => {
    expect(asked((subject) => [(subject as Own).name, (subject as Own).browser, (subject as Own).role, (subject as Own).attribute('Path')?.value, (subject as Own).circumstances.url])).toBe(1)
  })
})

it('counts what is handed out', () => {
  const before = individualReads()
  expect(individual('x')).toBe('x')
  expect(individualReads()).toBe(before + 1)
})
