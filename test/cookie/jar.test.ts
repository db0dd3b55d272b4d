// Set-Cookie at one URL, Cookie at another: the IETF http-state suite and web-platform-tests, replayed through the jar.
import { describe, expect, it } from 'vitest'
import { CookieJar } from '../../src/cookie/jar.ts'
import { corpus } from '../corpus.ts'
import { octets, parse } from './headers.ts'

interface ReplayRow {
  readonly id: string
  readonly via?: 'http' | 'dom'
  readonly url: string
  readonly readUrl?: string
  readonly setCookie: readonly string[]
  readonly expected: string
  /** What the server gets, where scripts see less. */
  readonly expectedHttp?: string
  readonly now?: string
  readonly disputed?: string
}

const httpState = corpus<ReplayRow>('cookies-http-state.ndjson') ?? []
const wpt = corpus<ReplayRow>('cookies-wpt.ndjson') ?? []

const testNow = Date.parse('2026-11-20T18:00:00Z') / 1000

/** What remains different from web-platform-tests, and why it should. */
const differs: Readonly<Record<string, readonly string[]>> = {
  // Measured: Chromium 156 drops a tab inside a name, a value or an attribute, where the specification keeps it.
  'a tab inside': [
    ...[118, 120, 122, 124, 126, 128, 129].map((n) => `attributes/attributes-ctl.sub.html#${n}`),
    'name/name-ctl.html#10',
    'name/name-ctl.html#43',
    'value/value-ctl.html#10',
  ],
  // Measured: Chromium 156 drops a nameless cookie whose value would read as a named one.
  'an equals sign in a nameless value': ['name/name.html#2', 'name/name.html#3'],
  // Measured: Chromium 156 converts an international Domain to punycode, where the specification rejects it (and Firefox does).
  'an international Domain': ['domain/support/idn-child.sub.https.html#1'],
  // The row names an http URL; no browser takes a Secure cookie from there.
  'Secure over http': ['attributes/attributes-ctl.sub.html#127'],
}

function cookieHeader({ url, readUrl = url, setCookie, via, now }: ReplayRow): string {
  const time = now === undefined ? testNow : Date.parse(now) / 1000
  const jar = new CookieJar()
  for (const header of setCookie) jar.set(parse(header), new URL(url), time)
  return jar
    .cookiesFor(new URL(readUrl), time)
    .filter((cookie) => via !== 'dom' || !cookie.httpOnly)
    .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
    .join('; ')
}

const wanted = (row: ReplayRow) => octets(row.via === 'http' ? (row.expectedHttp ?? row.expected) : row.expected)
const wrongOf = (rows: readonly ReplayRow[]) => rows.filter((row) => row.disputed === undefined && cookieHeader(row) !== wanted(row)).map(({ id }) => id)

describe.skipIf(httpState.length === 0)('IETF http-state', () => {
  it('agrees on every row', () => {
    expect(httpState.filter((row) => row.disputed === undefined).length).toBeGreaterThan(100)
    expect(wrongOf(httpState)).toEqual([])
  })
})

describe.skipIf(wpt.length === 0)('web-platform-tests', () => {
  it('agrees on every row but the argued ones', () => {
    expect(wpt.filter((row) => row.disputed === undefined).length).toBeGreaterThan(600)
    expect(wrongOf(wpt).sort()).toEqual(Object.values(differs).flat().map((id) => `wpt/${id}`).sort())
  })
})

describe('a cookie jar', () => {
  const https = new URL('https://app.example.com/account/login')
  const http = new URL('http://app.example.com/account/login')
  const names = (jar: CookieJar, url: URL, now = testNow) => jar.cookiesFor(url, now).map(({ name }) => name)

  it('replaces a cookie of the same name, scope and path, and keeps its age', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/'), https, testNow - 100)
    const { stored, removed } = jar.set(parse('a=2; Path=/'), https, testNow)
    expect(removed?.value).toBe('1')
    expect(stored).toMatchObject({ value: '2', created: testNow - 100 })
    expect(jar.all(testNow)).toHaveLength(1)
  })

  it('keeps two where the scope differs', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/'), https, testNow)
    jar.set(parse('a=2; Path=/; Domain=example.com'), https, testNow)
    expect(jar.cookiesFor(https, testNow).map(({ value }) => value)).toEqual(['1', '2'])
    expect(jar.cookiesFor(new URL('https://www.example.com/'), testNow).map(({ value }) => value)).toEqual(['2'])
  })

  it('deletes only what the deletion names', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/; Domain=example.com'), https, testNow)
    expect(jar.set(parse('a=; Path=/; Max-Age=0'), https, testNow).removed).toBeUndefined()
    expect(names(jar, https)).toEqual(['a'])
    const { stored, removed } = jar.set(parse('a=; Path=/; Domain=example.com; Max-Age=0'), https, testNow)
    expect([stored, removed?.value]).toEqual([undefined, '1'])
    expect(names(jar, https)).toEqual([])
  })

  it('ignores a deletion that browsers reject', () => {
    const jar = new CookieJar()
    jar.set(parse('__Host-a=1; Path=/; Secure'), https, testNow)
    expect(jar.set(parse('__Host-a=; Max-Age=0'), https, testNow).reasons).toEqual(['EXCLUDE_INVALID_PREFIX'])
    expect(names(jar, https)).toEqual(['__Host-a'])
  })

  it('lets no unencrypted response stand before a Secure cookie (RFC 6265bis section 5.7, step 16)', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/account; Secure; Domain=example.com'), https, testNow)
    expect(jar.set(parse('a=2; Path=/account/login'), http, testNow).reasons).toEqual(['EXCLUDE_OVERWRITE_SECURE'])
    expect(jar.set(parse('a=; Path=/account; Domain=example.com; Max-Age=0'), http, testNow).reasons).toEqual(['EXCLUDE_OVERWRITE_SECURE'])
    // A path above the Secure cookie's stands behind it, and may be set.
    expect(jar.set(parse('a=3; Path=/'), http, testNow).stored?.value).toBe('3')
    expect(jar.set(parse('b=4; Path=/account'), http, testNow).stored?.value).toBe('4')
    expect(jar.set(parse('a=5; Path=/account'), https, testNow).stored?.value).toBe('5')
  })

  it('sends Secure cookies over encrypted connections and to this machine only', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/; Secure'), https, testNow)
    expect(names(jar, http)).toEqual([])
    jar.set(parse('a=1; Path=/; Secure'), new URL('http://localhost/'), testNow)
    expect(names(jar, new URL('http://localhost:8080/'))).toEqual(['a'])
  })

  it('forgets cookies when their time is over', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Max-Age=60'), https, testNow)
    expect(names(jar, https, testNow + 59)).toEqual(['a'])
    expect(names(jar, https, testNow + 60)).toEqual([])
    jar.set(parse('b=1; Max-Age=60'), https, testNow)
    expect([59, 60].map((later) => jar.all(testNow + later).map(({ name }) => name))).toEqual([['b'], []])
  })

  it('has nothing in the way of a cookie but what is still kept', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/; Secure; Max-Age=60'), https, testNow)
    expect(jar.set(parse('a=2; Path=/'), http, testNow + 59).reasons).toEqual(['EXCLUDE_OVERWRITE_SECURE'])
    const { reasons, removed, stored } = jar.set(parse('a=3; Path=/'), http, testNow + 60)
    expect([reasons, removed, stored?.created]).toEqual([[], undefined, testNow + 60])
    expect(jar.set(parse('a=4; Path=/'), https, testNow + 61).removed?.value).toBe('3')
  })

  it('orders by path and age (section 5.8.3)', () => {
    const jar = new CookieJar()
    jar.set(parse('old=1; Path=/'), https, testNow)
    jar.set(parse('deep=1; Path=/account/login'), https, testNow)
    jar.set(parse('new=1; Path=/'), https, testNow)
    jar.set(parse('old=2; Path=/'), https, testNow)
    expect(names(jar, https)).toEqual(['deep', 'old', 'new'])
  })

  it('empties a site (Clear Site Data section 4.2.3)', () => {
    const jar = new CookieJar()
    jar.set(parse('a=1; Path=/'), https, testNow)
    jar.set(parse('b=1; Path=/'), new URL('https://other.example/'), testNow)
    const { stored } = jar.set(parse('c=1; Path=/'), https, testNow)
    jar.clear(https, stored ? [stored] : [])
    expect(jar.all(testNow).map(({ name }) => name)).toEqual(['b', 'c'])
    jar.clear(new URL(`https://login.${https.hostname.split('.').slice(-2).join('.')}/`))
    expect(jar.all(testNow).map(({ name }) => name)).toEqual(['b'])
  })
})
