import { anyPartHas, lastAttributes, maxPairOctets, type Attributes } from './attributes.ts'
import type { ParsedCookie } from './cookie.ts'
import { parseChromiumDate } from './date.ts'
import { canonicalHost, cookieScope, isAddress, isTrustworthy, mayHaveCookies, withoutDot } from './domain.ts'
import { effectiveCookie } from './effective.ts'
import { chromiumMaxAge } from './lifetime.ts'
import { cookiePrefix, cookiePrefixes, type CookiePrefix } from './prefixes.ts'
import type { EffectiveCookie, RejectionReason } from './storage.ts'

/** Where browsers that otherwise agree do not. */
export interface Habits {
  /** May this URL set Secure cookies? */
  readonly trusts: (url: URL) => boolean
  /** The name prefixes that it enforces. */
  readonly prefixes: readonly CookiePrefix[]
  readonly noneNeedsSecure: boolean
}

const chromium: Habits = { trusts: isTrustworthy, prefixes: cookiePrefixes, noneNeedsSecure: true }

/** A header as Chromium and Safari read it, before any decision. */
export interface Reading {
  readonly parsed: ParsedCookie
  readonly url: URL | undefined
  readonly attributes: Attributes
  /** False when the host may not set a cookie for that Domain. */
  readonly domainAllowed: boolean
  readonly deletes: boolean
  readonly effective: EffectiveCookie
}

export function readCookie(parsed: ParsedCookie, url: URL | undefined, now: number): Reading {
  const attributes = lastAttributes(parsed)
  const scope = scopeOf(attributes.get('domain') ?? '', url)
  const expiry = expiryOf(attributes, now)
  return {
    parsed,
    url,
    attributes,
    domainAllowed: scope !== undefined,
    deletes: expiry !== undefined && expiry <= now,
    effective: effectiveCookie({ attributes, scope, expiry, url, now }),
  }
}

/** Why the cookie is dropped; empty when it is not. */
export function reasonsAgainst(reading: Reading, habits = chromium): readonly RejectionReason[] {
  // Without a URL its scheme is taken to be a good one.
  const trusted = !reading.url || habits.trusts(reading.url)
  return unreadable(reading.parsed) ?? unacceptable(reading, trusted, habits) ?? unwelcome(reading, trusted, habits)
}

/** Without a URL every domain that could be a host's is allowed; its host is then only known when a Domain names it. */
function scopeOf(attribute: string, url: URL | undefined): { domain: string | null; hostOnly: boolean } | undefined {
  if (url) return cookieScope(attribute, url.hostname)
  if (attribute === '') return { domain: null, hostOnly: true }
  const host = withoutDot(canonicalHost(attribute) ?? '')
  if (host === '' || host.startsWith('.') || host.endsWith('..')) return undefined
  return { domain: host, hostOnly: isAddress(host) }
}

/** Max-Age if Chromium can read it, else Expires; undefined for a session cookie. Seconds since 1970, not capped. */
function expiryOf(attributes: Attributes, now: number): number | undefined {
  return chromiumMaxAge(attributes.get('max-age') ?? '', now) ?? parseChromiumDate(attributes.get('expires') ?? '')
}

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/

/** Why there is no cookie in the text at all. The first reason ends the search. */
function unreadable(parsed: ParsedCookie): RejectionReason[] | undefined {
  const { name, value } = parsed
  if (name === '' && value === '') return ['EXCLUDE_NO_COOKIE_CONTENT']
  if (name.length + value.length > maxPairOctets) return ['EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE']
  // A tab found here stands inside, since outer white space is gone; the specification would keep it, Chromium does not.
  return anyPartHas(controlCharacter, parsed) ? ['EXCLUDE_DISALLOWED_CHARACTER'] : undefined
}

/** Why such a cookie cannot be; all reasons are told. */
function unacceptable(reading: Reading, trusted: boolean, { prefixes }: Habits): RejectionReason[] | undefined {
  const { name, value } = reading.parsed
  const { secure, partitioned } = reading.effective
  const prefix = cookiePrefix(name === '' ? value : name, prefixes)
  const reasons: RejectionReason[] = []
  if (!reading.domainAllowed) reasons.push('EXCLUDE_INVALID_DOMAIN')
  // A value must not pass for a name with a prefix when the cookie comes back.
  if (prefix && (name === '' || breaksPrefix(prefix, reading, trusted))) reasons.push('EXCLUDE_INVALID_PREFIX')
  if (partitioned && !(secure && trusted)) reasons.push('EXCLUDE_INVALID_PARTITIONED')
  if (name === '' && value.includes('=')) reasons.push('EXCLUDE_AMBIGUOUS_SERIALIZATION')
  return reasons.length > 0 ? reasons : undefined
}

function breaksPrefix(prefix: CookiePrefix, { attributes, effective, url }: Reading, trusted: boolean): boolean {
  if (!trusted || !effective.secure) return true
  if (prefix.httpOnly && !effective.httpOnly) return true
  if (!prefix.host) return false
  const domain = attributes.get('domain') ?? ''
  const isOwnAddress = isAddress(domain) && (!url || domain === url.hostname)
  // The Path must be written out, even where the default would be the same.
  return attributes.get('path') !== '/' || (domain !== '' && !isOwnAddress)
}

/** Why an acceptable cookie is not taken from this URL. */
function unwelcome({ effective: { secure, sameSite }, url }: Reading, trusted: boolean, { noneNeedsSecure }: Habits): RejectionReason[] {
  const reasons: RejectionReason[] = []
  if (url && !mayHaveCookies(url)) reasons.push('EXCLUDE_NONCOOKIEABLE_SCHEME')
  if (secure && !trusted) reasons.push('EXCLUDE_SECURE_ONLY')
  if (noneNeedsSecure && sameSite === 'None' && !secure) reasons.push('EXCLUDE_SAMESITE_NONE_INSECURE')
  return reasons
}
