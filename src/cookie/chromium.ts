import { lastAttributes, maxPairOctets, partsOf, sameSiteOf, type Attributes } from './attributes.ts'
import type { ParsedCookie } from './cookie.ts'
import { parseChromiumDate } from './date.ts'
import { canonicalHost, cookieScope, defaultPath, isAddress, isTrustworthy, mayHaveCookies, withoutDot } from './domain.ts'
import { capped, chromiumMaxAge, isoTime } from './lifetime.ts'
import { cookiePrefix, cookiePrefixes, type CookiePrefix } from './prefixes.ts'
import type { Decision, EffectiveCookie, RejectionReason } from './storage.ts'

/** Where browsers that otherwise agree do not. */
export interface Habits {
  /** May this URL set Secure cookies? */
  readonly trusts: (url: URL) => boolean
  /** The name prefixes that it enforces. */
  readonly prefixes: readonly CookiePrefix[]
  readonly noneNeedsSecure: boolean
}

const chromium: Habits = { trusts: isTrustworthy, prefixes: cookiePrefixes, noneNeedsSecure: true }

export const chromiumCookie = (parsed: ParsedCookie, url: URL | undefined, now: number): Decision => decide(parsed, url, now, chromium)

/** What a browser that works like Chromium makes of a header; Safari does but for its habits. */
export function decide(parsed: ParsedCookie, url: URL | undefined, now: number, habits: Habits): Decision {
  const attributes = lastAttributes(parsed)
  const scope = scopeOf(attributes.get('domain') ?? '', url)
  const path = attributes.get('path') ?? ''
  const expiry = expiryOf(attributes, now)
  const effective: EffectiveCookie = {
    domain: scope?.domain ?? null,
    hostOnly: scope?.hostOnly ?? !attributes.get('domain'),
    path: path.startsWith('/') ? path : url ? defaultPath(url) : null,
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    sameSite: sameSiteOf(attributes),
    persistent: expiry !== undefined,
    expires: expiry === undefined ? null : isoTime(capped(expiry, now)),
    partitioned: attributes.has('partitioned'),
  }
  const known = { parsed, attributes, effective, domainAllowed: scope !== undefined, url, trusted: !url || habits.trusts(url), habits }
  return {
    deletes: expiry !== undefined && expiry <= now,
    reasons: unreadable(parsed) ?? unacceptable(known) ?? unwelcome(known),
    effective,
  }
}

/** What there is to judge by, once the header has been read. */
interface Known {
  readonly parsed: ParsedCookie
  readonly attributes: Attributes
  readonly effective: EffectiveCookie
  readonly domainAllowed: boolean
  readonly url: URL | undefined
  /** Secure cookies may come from here; taken for granted without a URL. */
  readonly trusted: boolean
  readonly habits: Habits
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
  return partsOf(parsed).some((part) => controlCharacter.test(part)) ? ['EXCLUDE_DISALLOWED_CHARACTER'] : undefined
}

/** Why such a cookie cannot be; all reasons are told. */
function unacceptable(known: Known): RejectionReason[] | undefined {
  const { name, value } = known.parsed
  const { secure, partitioned } = known.effective
  const reasons: RejectionReason[] = []
  if (!known.domainAllowed) reasons.push('EXCLUDE_INVALID_DOMAIN')
  if (name === '' ? cookiePrefix(value, known.habits.prefixes) : breaksPrefix(known)) reasons.push('EXCLUDE_INVALID_PREFIX')
  if (partitioned && !(secure && known.trusted)) reasons.push('EXCLUDE_INVALID_PARTITIONED')
  if (name === '' && value.includes('=')) reasons.push('EXCLUDE_AMBIGUOUS_SERIALIZATION')
  return reasons.length > 0 ? reasons : undefined
}

function breaksPrefix({ parsed, attributes, effective, url, trusted, habits }: Known): boolean {
  const prefix = cookiePrefix(parsed.name, habits.prefixes)
  if (!prefix) return false
  if (!trusted || !effective.secure) return true
  if (prefix.httpOnly && !effective.httpOnly) return true
  if (!prefix.host) return false
  const domain = attributes.get('domain') ?? ''
  const isOwnAddress = isAddress(domain) && (!url || domain === url.hostname)
  // The Path must be written out, even where the default would be the same.
  return attributes.get('path') !== '/' || (domain !== '' && !isOwnAddress)
}

/** Why an acceptable cookie is not taken from this URL. */
function unwelcome({ effective: { secure, sameSite }, url, trusted, habits }: Known): RejectionReason[] {
  const reasons: RejectionReason[] = []
  if (url && !mayHaveCookies(url)) reasons.push('EXCLUDE_NONCOOKIEABLE_SCHEME')
  if (secure && !trusted) reasons.push('EXCLUDE_SECURE_ONLY')
  if (habits.noneNeedsSecure && sameSite === 'None' && !secure) reasons.push('EXCLUDE_SAMESITE_NONE_INSECURE')
  return reasons
}
