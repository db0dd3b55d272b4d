import { describe, expect, it } from 'vitest'
import { readingsOf } from '../../src/cli/compare.ts'
import type { CookieReading } from '../../src/core/view.ts'
import type { Cookie } from '../../src/cookie/cookie.ts'
import { corpus } from '../corpus.ts'
import { cookieSubject, testNow } from '../subjects.ts'

const readings = (header: string, url?: string, now = testNow): ReadonlyMap<string, CookieReading> =>
  new Map(readingsOf(cookieSubject(header, { now, ...(url === undefined ? {} : { url }) }) as Cookie, now).map((reading) => [reading.reader, reading]))

const outcomes = (header: string, url?: string) => Object.fromEntries([...readings(header, url)].map(([reader, { outcome }]) => [reader, outcome]))
const all = (outcome: string) => ({ Chromium: outcome, Firefox: outcome, Safari: outcome, curl: outcome, 'set-cookie-parser': outcome, 'tough-cookie': outcome })
const url = 'https://app.example.com/a/login'

describe('how programs read a header', () => {
  it.each<[what: string, header: string, expected: object, from?: string]>([
    ['all alike', 'sid=1; Path=/; Secure; HttpOnly; SameSite=Lax', all('kept')],
    ['a deletion', 'sid=; Path=/; Max-Age=0', all('deletes')],
    ['a prefix that is not kept to', '__Host-sid=1; Path=/', { ...all('dropped'), 'set-cookie-parser': 'kept' }],
    ['SameSite=None without Secure', 'sid=1; SameSite=None', { ...all('kept'), Chromium: 'dropped', Firefox: 'dropped' }],
    ['another host', 'sid=1; Domain=other.example', { ...all('dropped'), 'set-cookie-parser': 'kept' }],
    ['Secure from this machine over http', 'sid=1; Secure', { ...all('kept'), Safari: 'dropped', 'tough-cookie': 'kept' }, 'http://localhost:3000/'],
  ])('%s', (_, header, expected, from = url) => expect(outcomes(header, from)).toEqual(expected))

  it('with what each makes of it', () => {
    const found = readings('flash="two%20words"; Secure=true; Path=/a/; SameSite=lax; Max-Age=60', url)
    expect(found.get('curl')).toMatchObject({ secure: false, path: '/a', sameSite: null, valueOctets: 13, expires: '2026-11-20T18:01:00Z' })
    expect(found.get('set-cookie-parser')).toMatchObject({ valueOctets: 11, domain: null, hostOnly: true, path: '/a/', expires: '2026-11-20T18:01:00Z' })
    expect(found.get('Chromium')).toMatchObject({ secure: true, sameSite: 'Lax', domain: 'app.example.com', valueOctets: 13 })
    expect(found.get('tough-cookie')).toMatchObject({ secure: true, sameSite: 'lax', domain: 'app.example.com' })
  })

  it('without a URL, with no host made up', () => {
    expect([...readings('sid=1; Path=/').values()].map(({ domain }) => domain)).toEqual([null, null, null, null, null, null])
  })

  it.each(['', '=', ';', 'a=\u0000b', `a=${'x'.repeat(100_000)}`, 'a=1; Max-Age=1e999; Expires=x; Domain=..; Path', 'a=%E0%A4%A'])('whatever the header holds: %j', (header) => {
    expect(readings(header, url).size).toBe(6)
  })
})

interface Observed {
  readonly id: string
  readonly url: string
  readonly setCookie: readonly string[]
  readonly stored: readonly { readonly name: string; readonly value: string; readonly domain: string; readonly path: string; readonly secure: boolean; readonly httpOnly: boolean }[]
  readonly observedAt: string
}

describe.each([
  ['Chromium', 'cookie-storage-chromium.ndjson'],
  ['Firefox', 'cookie-storage-firefox.ndjson'],
])('the line of %s', (reader, file) => {
  const rows = corpus<Observed>(file)?.filter(({ setCookie: [header = ''], setCookie }) => setCookie.length === 1 && !/[\r\n]/.test(header))
  it.skipIf(!rows)('says what it was seen to do', () => {
    const wrong = (rows ?? []).filter(({ url: from, setCookie: [header = ''], stored: [kept], observedAt }) => {
      const ours = readings(header, from, Date.parse(observedAt) / 1000).get(reader)
      if ((ours?.outcome === 'kept') !== (kept !== undefined)) return true
      if (!kept || !ours) return false
      const domain = `${ours.hostOnly ? '' : '.'}${ours.domain}`
      // What a driver shows of other octets is not what the browser holds.
      const isPlain = /^[\t -~]*$/.test(header)
      if (isPlain && (ours.name !== kept.name || ours.valueOctets !== kept.value.length)) return true
      return domain !== kept.domain || Buffer.from(ours.path ?? '', 'latin1').toString() !== kept.path || ours.secure !== kept.secure || ours.httpOnly !== kept.httpOnly
    })
    expect(rows?.length).toBeGreaterThan(1500)
    expect(wrong.map(({ id, setCookie }) => `${id} ${setCookie[0]?.slice(0, 80)}`)).toEqual([])
  })
})
