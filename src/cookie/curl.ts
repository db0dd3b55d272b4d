import type { CookieReading } from '../core/view.ts'
import { canonicalHost, isAddress, isEncrypted, registrable, withoutDot } from './domain.ts'
import { parseCookieDate } from './date.ts'
import { isoTime } from './lifetime.ts'

/** Octets of a header, and of a name and value together, above which curl ignores a cookie (lib/cookie.h). */
const longestLine = 5000
const longestPair = 4096

interface Piece {
  readonly name: string
  /** Empty without one. */
  readonly value: string
  readonly hasEquals: boolean
}

/**
 * How curl reads a Set-Cookie header (lib/cookie.c, measured with curl 7.88.1 and its cookie jar). It knows no SameSite, takes
 * the last of several attributes, no Expires after a Max-Age, and no flag that has a value.
 *
 * @param text header value, one character an octet
 * @param now seconds since 1970
 */
export function curlReading(text: string, url: URL, now: number): CookieReading {
  const [first, ...attributes] = pieces(text)
  const { name = '', value = '' } = first ?? {}
  const host = url.hostname
  const trusted = isEncrypted(url) || host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
  const found = { secure: false, httpOnly: false, path: undefined as string | undefined, domain: undefined as string | undefined, tail: false, expires: 0, hasMaxAge: false }
  // A tab inside is a field of its jar file; one around the value makes it drop the cookie as well.
  let bad = text.length > longestLine || first === undefined || !first.hasEquals || /^[^;=]*=[^;]*\t/.test(text) || isOversized(first) || invalid.test(name) || invalid.test(value)
  for (const attribute of attributes) {
    const key = attribute.name.toLowerCase()
    if (isOversized(attribute)) bad = true
    else if (attribute.value === '') {
      if (key === 'secure') {
        found.secure = trusted
        bad ||= !trusted
      } else if (key === 'httponly') found.httpOnly = true
      else if (key === 'path' && attribute.hasEquals) found.path = ''
      else if (key === 'max-age' && attribute.hasEquals) {
        found.expires = 1
        found.hasMaxAge = true
      }
    } else if (key === 'path') found.path = attribute.value
    else if (key === 'domain') {
      const domain = withoutDot(attribute.value).toLowerCase()
      // A name without a dot is nobody's domain, except this machine's.
      const usable = domain.includes('.') || domain === 'localhost'
      const address = isAddress(host)
      if (usable && (address ? domain === host : tailMatches(host, domain))) {
        found.domain = domain
        found.tail = !address
      } else bad = true
    } else if (key === 'max-age') {
      found.expires = maxAge(attribute.value, now)
      found.hasMaxAge = true
    } else if (key === 'expires' && !found.hasMaxAge) found.expires = expiry(attribute.value)
  }
  const path = found.path ?? url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  if (/^__Secure-/i.test(name) && !found.secure) bad = true
  if (/^__Host-/i.test(name) && !(found.secure && path === '/' && !found.tail)) bad = true
  if (found.domain !== undefined && !isAddress(host) && isSuffix(found.domain) && found.domain !== host) bad = true
  const over = found.expires !== 0 && found.expires <= now
  return {
    reader: 'curl',
    outcome: bad ? 'dropped' : over ? 'deletes' : 'kept',
    name,
    valueOctets: value.length,
    domain: found.domain ?? host,
    hostOnly: !found.tail,
    path: sanitizedPath(path),
    secure: found.secure,
    httpOnly: found.httpOnly,
    sameSite: null,
    expires: found.expires === 0 ? null : isoTime(found.expires),
  }
}

// eslint-disable-next-line no-control-regex
const invalid = /[\u0001-\u001f\u007f]/

function pieces(text: string): readonly Piece[] {
  // A line ends there for curl.
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  return line.split(';').flatMap((part) => {
    const equals = part.indexOf('=')
    const name = trimmed(equals === -1 ? part : part.slice(0, equals))
    // A part without a name is passed over, also where it is the first.
    return name === '' ? [] : [{ name, value: equals === -1 ? '' : trimmed(part.slice(equals + 1)), hasEquals: equals !== -1 }]
  })
}

const trimmed = (text: string): string => text.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '')

const isOversized = ({ name, value }: Piece): boolean => name.length >= longestPair - 1 || value.length >= longestPair - 1 || name.length + value.length > longestPair

const tailMatches = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

function sanitizedPath(text: string): string {
  const path = text.replace(/^"/, '').replace(/"$/, '')
  if (!path.startsWith('/')) return '/'
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** Not a number at all counts as over. */
function maxAge(value: string, now: number): number {
  const digits = /^"?[ \t]*([+-]?\d+)/.exec(value)?.[1]
  const seconds = digits === undefined ? 0 : Number(digits)
  return seconds === 0 ? 1 : now + seconds
}

/** A date that cannot be read is none. */
function expiry(value: string): number {
  if (value.length >= 128) return 0
  const seconds = parseCookieDate(value) ?? parseCookieDate(`${value} 00:00:00`)
  return seconds === undefined ? 0 : seconds === 0 ? 1 : seconds
}

const isSuffix = (domain: string): boolean => registrable(canonicalHost(domain) ?? domain) === null && domain.includes('.')
