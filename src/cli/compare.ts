// `--compare`: how browsers, curl and the cookie libraries of JavaScript read the same header. Loaded only when asked for.
import { parseSetCookie } from 'set-cookie-parser'
import { CookieJar, type Cookie as JarCookie } from 'tough-cookie'
import type { CookieReading } from '../core/view.ts'
import { utf8, type Cookie } from '../cookie/cookie.ts'
import { curlReading } from '../cookie/curl.ts'
import { isoTime } from '../cookie/lifetime.ts'

/**
 * Readings of one cookie. Without a URL the header is read as that of an https page of its Domain, or of a made-up host.
 *
 * @param now seconds since 1970
 */
export function readingsOf(cookie: Cookie, now: number): readonly CookieReading[] {
  const { browser, circumstances, parsed } = cookie
  const url = circumstances.url ?? new URL(`https://${browser.effective.domain ?? 'host.example'}/`)
  const readings = [...browserReadings(cookie), curlReading(parsed.text, url, now), setCookieParserReading(parsed.text, now), toughCookieReading(parsed.text, url, now)]
  return circumstances.url || browser.effective.domain !== null ? readings : readings.map((reading) => (reading.domain === url.hostname ? { ...reading, domain: null } : reading))
}

function browserReadings({ browser, parsed }: Cookie): readonly CookieReading[] {
  const outcome = browser.stored ? 'kept' : browser.reasons.length === 0 ? 'deletes' : 'dropped'
  return (['Chromium', 'Firefox', 'Safari'] as const).map((reader) => {
    const difference = browser.differs.find((other) => other.browser === reader.toLowerCase())
    const { domain, hostOnly, path, secure, httpOnly, sameSite, expires } = { ...browser.effective, ...difference?.effective }
    const theirs = difference === undefined || difference.stored === browser.stored ? outcome : difference.stored ? 'kept' : 'dropped'
    // Firefox takes a pair without an equals sign for a name.
    const [name, value] = reader === 'Firefox' && !parsed.hasEquals ? [parsed.value, ''] : [parsed.name, parsed.value]
    return { reader, outcome: theirs, name, valueOctets: value.length, domain, hostOnly, path, secure, httpOnly, sameSite, expires }
  })
}

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

const nothing = { outcome: 'dropped', name: '', valueOctets: 0, domain: null, hostOnly: true, path: null, secure: false, httpOnly: false, sameSite: null, expires: null } as const

/** It parses and decides nothing; lifetimes are left to the caller, Max-Age first. */
function setCookieParserReading(text: string, now: number): CookieReading {
  const reader = 'set-cookie-parser'
  const [found] = parseSetCookie(utf8(text), { silent: true, map: false })
  if (!found) return { reader, ...nothing }
  const expires = found.maxAge === undefined || Number.isNaN(found.maxAge) ? secondsOf(found.expires) : now + found.maxAge
  return {
    reader,
    outcome: expires !== undefined && expires <= now ? 'deletes' : 'kept',
    name: octets(found.name),
    valueOctets: octets(found.value).length,
    domain: found.domain?.replace(/^\./, '').toLowerCase() ?? null,
    hostOnly: found.domain === undefined,
    path: found.path ?? null,
    secure: found.secure ?? false,
    httpOnly: found.httpOnly ?? false,
    sameSite: found.sameSite ?? null,
    expires: expires === undefined ? null : isoTime(expires),
  }
}

/** A jar by itself, with the defaults of the library. */
function toughCookieReading(text: string, url: URL, now: number): CookieReading {
  const reader = 'tough-cookie'
  const found = kept(utf8(text), url, now)
  if (!found) return { reader, ...nothing }
  const expires = typeof found.maxAge === 'number' ? now + found.maxAge : secondsOf(found.expires)
  return {
    reader,
    outcome: expires !== undefined && expires <= now ? 'deletes' : 'kept',
    name: octets(found.key),
    valueOctets: octets(found.value).length,
    domain: found.domain,
    hostOnly: found.hostOnly ?? true,
    path: found.path,
    secure: found.secure,
    httpOnly: found.httpOnly,
    sameSite: found.sameSite ?? null,
    expires: expires === undefined ? null : isoTime(expires),
  }
}

function kept(text: string, url: URL, now: number): JarCookie | undefined {
  try {
    return new CookieJar().setCookieSync(text, url.href, { now: new Date(now * 1000) })
  } catch {
    return undefined
  }
}

const secondsOf = (date: Date | 'Infinity' | null | undefined): number | undefined =>
  date instanceof Date && !Number.isNaN(date.getTime()) ? date.getTime() / 1000 : undefined
