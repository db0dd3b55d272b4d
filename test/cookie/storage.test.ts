// The verdict in detail. Rows of the first table were asked of Chromium 156 on 2026-11-20.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { Excerpt, Source } from '../../src/core/location.ts'
import { maxLifetimeSeconds } from '../../src/cookie/lifetime.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { judgeStorage, type RejectionReason, type StorageVerdict } from '../../src/cookie/storage.ts'
import { octets, parse } from './headers.ts'

const now = Date.parse('2026-11-20T18:00:00Z') / 1000
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
const home = 'https://a.example.com/x/y'
const judge = (header: string, url: string | undefined = home): StorageVerdict => judgeStorage(parse(header), url === undefined ? undefined : new URL(url), now)
/** Domain (with a dot when subdomains get it), path, S H P, SameSite, expiry; or the reasons; or `deletes`. */
const summary = ({ stored, deletes, reasons, effective: e }: StorageVerdict): string => {
  if (!stored) return deletes && reasons.length === 0 ? 'deletes' : reasons.map((reason) => reason.replace('EXCLUDE_', '')).join(' ')
  const flags = `${e.secure ? 'S' : ''}${e.httpOnly ? 'H' : ''}${e.partitioned ? 'P' : ''}`
  return [`${e.hostOnly ? '' : '.'}${e.domain}`, e.path, flags || '-', e.sameSite ?? '-', e.expires ?? 'session'].join(' ')
}

const plain = 'a.example.com /x - - session'
const in60 = `a.example.com /x - - ${iso(now + 60)}`
const capped = `a.example.com /x - - ${iso(now + maxLifetimeSeconds)}`

describe('Chromium', () => {
  it.each([
    // Names and values.
    [home, 'sid=a\tb', 'DISALLOWED_CHARACTER'],
    [home, 's\tid=a', 'DISALLOWED_CHARACTER'],
    [home, 'a=b\u007f', 'DISALLOWED_CHARACTER'],
    [home, 'a=b; Foo\u0001=bar', 'DISALLOWED_CHARACTER'],
    [home, '\ta\t=\tb\t;\tSecure\t', 'a.example.com /x S - session'],
    [home, '=Foo=Bar', 'AMBIGUOUS_SERIALIZATION'],
    [home, '==x', 'AMBIGUOUS_SERIALIZATION'],
    [home, 'token', plain],
    [home, '=x', plain],
    [home, '=', 'NO_COOKIE_CONTENT'],
    [home, '', 'NO_COOKIE_CONTENT'],
    [home, '; Secure', 'NO_COOKIE_CONTENT'],
    [home, '__Host-x', 'INVALID_PREFIX'],
    [home, '__proto__=x', plain],
    [home, 'a="x y"', plain],
    [home, 'a=é', plain],
    [home, '  a  =  b  ; Path = / ', 'a.example.com / - - session'],
    [home, `a=${'b'.repeat(4095)}`, plain],
    [home, `a=${'b'.repeat(4096)}`, 'NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE'],
    [home, `a=${'é'.repeat(2048)}`, 'NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE'],
    [home, 'a=b; Path=/, c=d; Secure', 'a.example.com /, c=d S - session'],
    // Max-Age.
    [home, 'a=b; Max-Age=60', in60],
    [home, 'a=b; Max-Age=60; Max-Age=abc', plain],
    [home, 'a=b; Max-Age=abc; Max-Age=60', in60],
    [home, 'a=b; Max-Age=-abc', plain],
    [home, 'a=b; Max-Age=+60', in60],
    [home, 'a=b; Max-Age="60"', plain],
    [home, 'a=b; Max-Age=0060', in60],
    [home, 'a=b; Max-Age=1.5', plain],
    [home, 'a=b; Max-Age=0', 'deletes'],
    [home, 'a=b; Max-Age=-1', 'deletes'],
    [home, 'a=b; Max-Age=34560001', capped],
    [home, 'a=b; Max-Age=99999999999999999999', capped],
    [home, 'a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', in60],
    [home, 'a=b; Max-Age=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'deletes'],
    [home, `a=b; Max-Age=60; Max-Age=${'9'.repeat(1025)}`, in60],
    // Expires.
    [home, 'a=b; Expires=0', plain],
    [home, 'a=b; Expires=2037-10-21T07:28:00Z', plain],
    [home, 'a=b; Expires="Wed, 21 Oct 2037 07:28:00 GMT"', capped],
    [home, 'a=b; Expires=Wed, 21 Oct 2026 10:18:14 PST', 'deletes'],
    [home, 'a=b; Expires=Thu, 21 Oct 2027 10:18:14 PST', 'a.example.com /x - - 2027-10-21T10:18:14Z'],
    [home, 'a=b; Expires=Thu, 01 Jan 1600 00:00:00 GMT', 'deletes'],
    [home, 'a=b; Expires=Fri, 20 Nov 2026 18:00:00 GMT', 'deletes'],
    [home, 'a=b; Expires=Fri, 20 Nov 2026 18:00:01 GMT', 'a.example.com /x - - 2026-11-20T18:00:01Z'],
    // SameSite, Secure, Partitioned.
    [home, 'a=b; SameSite=Strict; SameSite=bogus', plain],
    [home, 'a=b; SameSite=bogus; SameSite=lax', 'a.example.com /x - Lax session'],
    [home, 'a=b; SameSite="Lax"', plain],
    [home, 'a=b; SameSite=None', 'SAMESITE_NONE_INSECURE'],
    [home, 'a=b; HttpOnly=false; Secure=0', 'a.example.com /x SH - session'],
    [home, 'a=b; "Secure"', plain],
    [home, 'a=b; Secure, HttpOnly', plain],
    [home, 'a=b; Secure; Partitioned', 'a.example.com /x SP - session'],
    [home, 'a=b; Partitioned', 'INVALID_PARTITIONED'],
    ['http://a.example.com/', 'a=b; Secure', 'SECURE_ONLY'],
    ['http://localhost/', 'a=b; Secure', 'localhost / S - session'],
    ['http://app.localhost/', 'a=b; Secure', 'app.localhost / S - session'],
    ['http://127.0.0.1/', 'a=b; Secure', '127.0.0.1 / S - session'],
    ['http://[::1]/', 'a=b; Secure', '[::1] / S - session'],
    ['http://localhost/', 'a=b; SameSite=None; Secure', 'localhost / S None session'],
    // Prefixes.
    [home, '__host-a=b; Path=/; Secure', 'a.example.com / S - session'],
    [home, '__host-a=b; Path=/', 'INVALID_PREFIX'],
    ['https://a.example.com/', '__Host-a=b; Secure', 'INVALID_PREFIX'],
    ['https://a.example.com/', '__Host-a=b; Secure; Path=', 'INVALID_PREFIX'],
    [home, '__Host-a=b; Secure; Path=/; Domain=', 'a.example.com / S - session'],
    [home, '__Host-a=b; Secure; Path=/; Domain=a.example.com', 'INVALID_PREFIX'],
    ['https://127.0.0.1/', '__Host-a=b; Secure; Path=/; Domain=127.0.0.1', '127.0.0.1 / S - session'],
    [home, '__HostHttp-a=b; Secure; Path=/', 'a.example.com / S - session'],
    [home, '__Http-a=b; Secure; HttpOnly', 'a.example.com /x SH - session'],
    [home, '__http-a=b; Secure', 'INVALID_PREFIX'],
    [home, '__Host-Http-a=b; Secure; Path=/', 'INVALID_PREFIX'],
    ['http://localhost/', '__Secure-a=b; Secure', 'localhost / S - session'],
    // Domain.
    [home, 'a=b; Domain=EXAMPLE.COM', '.example.com /x - - session'],
    [home, 'a=b; Domain=.example.com', '.example.com /x - - session'],
    [home, 'a=b; Domain=example.com; Domain=', plain],
    [home, 'a=b; Domain=example.com.', 'INVALID_DOMAIN'],
    [home, 'a=b; Domain=..example.com', 'INVALID_DOMAIN'],
    [home, 'a=b; Domain=example.com:443', 'INVALID_DOMAIN'],
    [home, 'a=b; Domain=b.example.com', 'INVALID_DOMAIN'],
    [home, 'a=b; Domain=x.a.example.com', 'INVALID_DOMAIN'],
    [home, 'a=b; Domain=ample.com', 'INVALID_DOMAIN'],
    [home, 'a=b; Domain=com', 'INVALID_DOMAIN'],
    ['https://www.bücher.example/', 'a=b; Domain=bücher.example', '.xn--bcher-kva.example / - - session'],
    ['https://127.0.0.1/', 'a=b; Domain=.127.0.0.1', '127.0.0.1 / - - session'],
    ['https://127.0.0.1/', 'a=b; Domain=0.0.1', 'INVALID_DOMAIN'],
    ['https://github.io/', 'a=b; Domain=github.io', 'github.io / - - session'],
    ['https://u.github.io/', 'a=b; Domain=github.io', 'INVALID_DOMAIN'],
    ['https://u.github.io/', 'a=b; Domain=u.github.io', '.u.github.io / - - session'],
    ['https://www.shop.co.uk/', 'a=b; Domain=co.uk', 'INVALID_DOMAIN'],
    ['https://localhost/', 'a=b; Domain=localhost', 'localhost / - - session'],
    // Path.
    [home, 'a=b; Path=foo', plain],
    [home, 'a=b; Path="/"', plain],
    [home, 'a=b; Path=/%61', 'a.example.com /%61 - - session'],
    [home, `a=b; Path=/x; Path=/${'p'.repeat(1024)}`, plain],
    ['https://a.example.com/', 'a=b', 'a.example.com / - - session'],
    ['https://a.example.com/x', 'a=b', 'a.example.com / - - session'],
    ['https://a.example.com/x/', 'a=b', 'a.example.com /x - - session'],
  ] as const)('%s  %j', (url, header, expected) => {
    expect(summary(judge(header, url))).toBe(expected)
  })

  it('tells every reason that a readable cookie gives', () => {
    expect(judge('__Host-a=b; Domain=com; Partitioned').reasons).toEqual(['EXCLUDE_INVALID_DOMAIN', 'EXCLUDE_INVALID_PREFIX', 'EXCLUDE_INVALID_PARTITIONED'] satisfies RejectionReason[])
  })

  it('says of a rejected deletion that it would delete', () => {
    expect(judge('__Host-a=; Max-Age=0')).toMatchObject({ stored: false, deletes: true, reasons: ['EXCLUDE_INVALID_PREFIX'] })
  })

  it('takes no cookies from other schemes', () => {
    expect(judgeStorage(parse('a=b'), new URL('ftp://a.example.com/'), now).reasons).toEqual(['EXCLUDE_NONCOOKIEABLE_SCHEME'])
  })

  it('rejects line breaks and NUL, should a header hold them', () => {
    for (const character of ['\r', '\n', '\0']) expect(judge(`a=b${character}c`).reasons).toEqual(['EXCLUDE_DISALLOWED_CHARACTER'])
  })
})

describe('without a URL', () => {
  const judgeAlone = (header: string) => judgeStorage(parse(header), undefined, now)

  it('says what was left out', () => {
    expect(judgeAlone('a=b; Secure').note).toMatch(/No URL/)
    expect(judge('a=b').note).toBeUndefined()
  })

  it('knows neither host nor default path', () => {
    expect(judgeAlone('a=b; Secure')).toMatchObject({ stored: true, effective: { domain: null, hostOnly: true, path: null, secure: true } })
    expect(judgeAlone('a=b; Domain=.Example.com; Path=/x').effective).toMatchObject({ domain: 'example.com', hostOnly: false, path: '/x' })
  })

  it.each([
    ['__Host-a=b; Secure; Path=/; Domain=example.com', 'INVALID_PREFIX'],
    ['__Secure-a=b', 'INVALID_PREFIX'],
    ['a=b; Domain=example.com:443', 'INVALID_DOMAIN'],
    ['a=b; Domain=..example.com', 'INVALID_DOMAIN'],
    ['a=b; SameSite=None', 'SAMESITE_NONE_INSECURE'],
    ['a=b; Partitioned', 'INVALID_PARTITIONED'],
    ['a=b; Max-Age=0', 'deletes'],
  ])('still judges %s', (header, expected) => {
    expect(summary(judgeAlone(header))).toBe(expected)
  })
})

describe('other browsers', () => {
  const differences = (header: string, url?: string) => judge(header, url).differs.map(({ browser, stored, effective }) => [browser, stored, effective])

  it('agree on what is usual', () => {
    expect(judge('__Host-sid=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60').differs).toEqual([])
    expect(judge('a=b; Domain=com').differs).toEqual([])
    expect(judge('a=; Max-Age=0').differs).toEqual([])
  })

  // Asked of Firefox 153 ESR on 2026-11-20.
  it.each([
    ['sid=a\tb', home, true, {}],
    ['a=b; Max-Age=-abc', home, false, {}],
    ['a=b; Max-Age=+60', home, true, { persistent: false, expires: null }],
    ['a=b; Expires=Mon, 30 Feb 2037 07:28:00 GMT', home, true, { persistent: true, expires: iso(now + maxLifetimeSeconds) }],
    ['__Host-a=b; Secure', 'https://a.example.com/', true, {}],
    ['__Host-a=b; Secure; Path=', 'https://a.example.com/', true, {}],
    ['=x', home, false, {}],
    ['token', home, true, {}],
  ] as const)('Firefox and %j', (header, url, stored, effective) => {
    expect(differences(header, url)).toEqual([['firefox', stored, effective]])
  })

  it('says that Firefox compares an international Domain as it is written', () => {
    expect(differences('a=b; Domain=bücher.example', 'https://www.bücher.example/')).toEqual([['firefox', false, {}]])
  })

  // From the published compatibility data.
  it.each([
    ['a=b; SameSite=None', home, true],
    ['a=b; Secure', 'http://localhost/', false],
    ['__Http-a=b', home, true],
  ] as const)('Safari and %s', (header, url, stored) => {
    expect(differences(header, url)).toEqual([['safari', stored, {}]])
  })

  it('gives a reason for every difference', () => {
    for (const header of ['sid=a\tb', '__Http-a=b', 'a=b; Max-Age=-abc', 'a=b; Max-Age=+60', 'token', '=x', 'a=b; SameSite=None']) {
      for (const { why } of judge(header).differs) expect(why).toMatch(/^It .+\.$/)
    }
  })
})

describe('any header', () => {
  const part = fc.constantFrom('a', 'sid', '__Host-', '=', ';', ' ', '\t', 'Path', '/', 'Domain', 'example.com', '.', 'Max-Age', 'Expires', 'Wed, 21 Oct 2037 07:28:00 GMT', '60', '-', 'Secure', 'SameSite', 'None', 'Partitioned', '\u0001', '\r', 'é', '"', '%', ':', '[')
  const header = fc.oneof(fc.array(part, { maxLength: 24 }).map((parts) => octets(parts.join(''))), fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }))
  const url = fc.constantFrom(undefined, 'https://a.example.com/x/y', 'http://localhost/', 'http://127.0.0.1/', 'https://co.uk/', 'http://[::1]/', 'https://a.example.com./')
  const parseOctets = (text: string) => parseSetCookie(Excerpt.of(new Source('test', text, { octets: true })))

  it('is judged without an exception, twice the same, and keeps its own counsel', () => {
    fc.assert(
      fc.property(header, url, (text, address) => {
        const at = address === undefined ? undefined : new URL(address)
        const verdict = judgeStorage(parseOctets(text), at, now)
        expect(judgeStorage(parseOctets(text), at, now)).toEqual(verdict)
        expect(verdict.stored).toBe(verdict.reasons.length === 0 && !verdict.deletes)
        expect(verdict.effective.persistent).toBe(verdict.effective.expires !== null)
        if (verdict.stored && at) expect(`.${at.hostname}`.endsWith(`.${verdict.effective.domain}`)).toBe(true)
        if (verdict.effective.expires) expect(Date.parse(verdict.effective.expires) / 1000).toBeLessThanOrEqual(now + maxLifetimeSeconds)
      }),
      { numRuns: 500 },
    )
  })

  it('has its parts where they are said to be', () => {
    fc.assert(
      fc.property(header, (text) => {
        const { name, value, nameRange, valueRange, attributes } = parseOctets(text)
        expect(text.slice(...nameRange)).toBe(name)
        expect(text.slice(...valueRange)).toBe(value)
        let end = 0
        for (const attribute of attributes) {
          expect(attribute.start).toBeGreaterThanOrEqual(end)
          end = attribute.end
          expect(text.slice(attribute.start, attribute.end)).toBe(text.slice(attribute.start, attribute.end).replace(/^[ \t]+|[ \t]+$/g, ''))
          expect(text.slice(attribute.start, attribute.end).startsWith(attribute.name)).toBe(true)
          if (attribute.value !== null) expect(text.slice(attribute.start, attribute.end).endsWith(attribute.value)).toBe(true)
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })
})
