import { anyPartHas, lastAttributes, maxPairOctets, type Attributes } from './attributes.ts'
import type { ParsedCookie } from './cookie.ts'
import { canonicalHost, domainMatches, isAddress, isTrustworthy, mayHaveCookies, registrable, withoutDot, type CookieScope } from './domain.ts'
import { effectiveCookie } from './effective.ts'
import { parseFirefoxDate } from './firefox-date.ts'
import { longOver } from './lifetime.ts'
import { cookiePrefix } from './prefixes.ts'
import type { EffectiveCookie } from './storage.ts'

/** What Firefox 153 makes of a header, measured on the same headers as Chromium. */
export interface FirefoxDecision {
  readonly deletes: boolean
  readonly effective: EffectiveCookie
  /** Why it is dropped, when it is; Firefox names one reason only. */
  readonly refusal?: string
}

/** Too long values of these four are ignored; of the others only the name matters. */
const limited: ReadonlySet<string> = new Set(['path', 'domain', 'expires', 'max-age'])

export function firefoxCookie(parsed: ParsedCookie, url: URL | undefined, now: number): FirefoxDecision {
  // A pair without an equals sign is a name with an empty value to Firefox.
  const name = parsed.hasEquals ? parsed.name : parsed.value
  const value = parsed.hasEquals ? parsed.value : ''
  const attributes = lastAttributes(parsed, (name) => limited.has(name))
  const scope = scopeOf(attributes.get('domain') ?? '', url)
  const expiry = expiryOf(attributes, now)
  const effective = effectiveCookie({ attributes, scope, expiry, url, now })
  const refusal = refusalOf(name, value, parsed, effective, scope !== undefined, url)
  return { deletes: expiry !== undefined && expiry <= now, effective, ...(refusal === undefined ? {} : { refusal }) }
}

/** Compares octets: neither percent signs nor international labels are converted. */
function scopeOf(attribute: string, url: URL | undefined): { domain: string | null; hostOnly: boolean } | CookieScope | undefined {
  if (attribute === '') return { domain: url?.hostname ?? null, hostOnly: true }
  const domain = (attribute.length > 1 ? withoutDot(attribute) : attribute).toLowerCase()
  if (!url) return canonicalHost(domain) === domain && !domain.startsWith('.') ? { domain, hostOnly: isAddress(domain) } : undefined
  const host = url.hostname
  if (!domainMatches(host, domain)) return undefined
  const registered = isAddress(host) ? null : registrable(host)
  if (registered === null) return domain === host ? { domain, hostOnly: true } : undefined
  return domainMatches(domain, registered) ? { domain, hostOnly: false } : undefined
}

function expiryOf(attributes: Attributes, now: number): number | undefined {
  const maxAge = attributes.get('max-age') ?? ''
  // Whatever follows a minus sign, the cookie is over.
  if (maxAge.startsWith('-')) return longOver
  // A number too big for 64 bits counts before anything after it is read.
  const [, digits = '', rest] = /^(\d*)(.?)/s.exec(maxAge) ?? []
  if (digits !== '' && (rest === '' || Number(digits) >= 2 ** 63)) return now + Number(digits)
  const expires = attributes.get('expires') ?? ''
  return expires === '' ? undefined : parseFirefoxDate(expires)
}

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u0008\u000a-\u001f\u007f]/

function refusalOf(name: string, value: string, parsed: ParsedCookie, effective: EffectiveCookie, domainAllowed: boolean, url: URL | undefined): string | undefined {
  const { secure, httpOnly, partitioned, sameSite, hostOnly, path } = effective
  const trusted = !url || isTrustworthy(url)
  const prefix = cookiePrefix(name)
  if (name === '') return 'It drops cookies without a name.'
  if (name.length + value.length > maxPairOctets) return `It drops a name and value of more than ${maxPairOctets} octets.`
  if (anyPartHas(controlCharacter, parsed)) return 'It drops control characters.'
  if (path?.includes('\t')) return 'It drops a Path with a tab inside.'
  if (!domainAllowed) return 'It compares Domain with the host exactly as written.'
  if (prefix && (!trusted || !secure || (prefix.httpOnly && !httpOnly))) return `It requires more for the name prefix ${prefix.prefix}.`
  if (prefix?.host && (!hostOnly || (path !== null && path !== '/'))) return `It requires one host and the path / for ${prefix.prefix}.`
  if (secure && !trusted) return 'It drops Secure cookies from an unencrypted connection.'
  if (sameSite === 'None' && !secure) return 'It drops SameSite=None without Secure.'
  if (partitioned && !secure) return 'It drops Partitioned without Secure.'
  return url && !mayHaveCookies(url) ? 'It accepts no cookies from this scheme.' : undefined
}
