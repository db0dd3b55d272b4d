import { registrableDomain } from './public-suffix.ts'

/** Whom a cookie is sent to: one host, or a domain and everything below it. Host names without a leading dot. */
export interface CookieScope {
  readonly domain: string
  readonly hostOnly: boolean
}

// A name in letters, digits, hyphens and dots that does not end like an address and hides no punycode is canonical in lower case.
const plainHost = /^\.?(?:[a-z0-9_-]+\.)*[a-z][a-z0-9-]*\.?$/

// What no host name may hold; percent signs included, since Chromium does not decode them in a Domain attribute.
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000- #%/:<>?@[\\\]^|\u007f]/

/**
 * A host name in the form in which hosts are compared: lower case, international labels in punycode, addresses in dotted
 * decimals. Undefined when it can be no host. A leading dot stays.
 *
 * @param octets as sent; each character is one octet
 */
export function canonicalHost(octets: string): string | undefined {
  const lower = octets.toLowerCase()
  if (plainHost.test(lower) && !lower.includes('xn--')) return lower
  if (forbidden.test(octets)) return undefined
  try {
    // Octets that are not UTF-8 become U+FFFD, which no host name may hold.
    return new URL(`http://${new TextDecoder().decode(Buffer.from(octets, 'latin1'))}/`).hostname || undefined
  } catch {
    return undefined
  }
}

/** Is a canonical host an address? They have no subdomains and no public suffix. */
export const isAddress = (host: string): boolean => host.startsWith('[') || /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)

/** RFC 6265bis section 5.1.3, for canonical names: is `host` the domain itself or below it? */
export const domainMatches = (host: string, domain: string): boolean =>
  host === domain || (host.endsWith(`.${domain}`) && !isAddress(host))

/** Is a cookie of this scope sent to that host (RFC 6265bis section 5.8)? */
export const reaches = ({ domain, hostOnly }: CookieScope, host: string): boolean => (hostOnly ? host === domain : domainMatches(host, domain))

/** RFC 6265bis section 5.1.4: does a cookie with this path go to a URL with that one? */
export const pathMatches = (urlPath: string, cookiePath: string): boolean =>
  urlPath.startsWith(cookiePath) && (urlPath.length === cookiePath.length || cookiePath.endsWith('/') || urlPath[cookiePath.length] === '/')

/** The path of a URL as Chromium writes it, which escapes two characters more than this Node does. */
export const requestPath = ({ pathname }: URL): string => pathname.replaceAll('^', '%5E').replaceAll('|', '%7C')

/** The path of a cookie that names none: that of the URL, up to its last slash (RFC 6265bis section 5.1.4). */
export function defaultPath(url: URL): string {
  const path = requestPath(url)
  const slash = path.lastIndexOf('/')
  return slash <= 0 ? '/' : path.slice(0, slash)
}

const secureSchemes = new Set(['https:', 'wss:'])
const cookieSchemes = new Set([...secureSchemes, 'http:', 'ws:'])

/** Schemes whose responses may set cookies at all. */
export const mayHaveCookies = (url: URL): boolean => cookieSchemes.has(url.protocol)

/** The connection is encrypted. */
export const isEncrypted = (url: URL): boolean => secureSchemes.has(url.protocol)

/** The host is this machine, which Chromium and Firefox trust without encryption. */
export const isLoopback = ({ hostname }: URL): boolean =>
  /^(?:.+\.)?localhost\.?$/.test(hostname) || hostname === '[::1]' || (hostname.startsWith('127.') && isAddress(hostname))

/** May this URL set and receive Secure cookies? */
export const isTrustworthy = (url: URL): boolean => isEncrypted(url) || isLoopback(url)

/** An authorization code in the query, as an identity provider sends it back (RFC 6749 section 4.1.2). */
export const bringsCode = ({ searchParams }: URL): boolean => searchParams.has('code') && searchParams.has('state')

/** Back from the login at another site: the answer of OAuth 2.0 or SAML 2.0 in the query. */
export const isLoginReturn = (url: URL): boolean => bringsCode(url) || url.searchParams.has('SAMLResponse')

/** `registrableDomain` for a host that may end with a dot. */
export function registrable(host: string): string | null {
  if (!host.endsWith('.')) return registrableDomain(host)
  const domain = registrableDomain(host.slice(0, -1))
  return domain === null ? null : `${domain}.`
}

/** Do two hosts belong to one registrable domain? Hosts without one are sites of their own. */
export const isSameSite = (a: string, b: string): boolean => a === b || (!isAddress(a) && !isAddress(b) && registrable(a) !== null && registrable(a) === registrable(b))

/**
 * Whom a cookie with this Domain attribute goes to when `host` sets it (RFC 6265bis section 5.7, steps 7 to 10, as
 * Chromium does it); undefined when the host may not set it.
 *
 * @param attribute value of the Domain attribute that counts; empty without one
 * @param host canonical
 */
export function cookieScope(attribute: string, host: string): CookieScope | undefined {
  if (host.endsWith('..')) return undefined
  const hostOnly = { domain: host, hostOnly: true }
  if (attribute === '') return hostOnly
  if (isAddress(host)) return withoutDot(attribute.toLowerCase()) === host ? hostOnly : undefined
  const wanted = canonicalHost(attribute)
  if (wanted === undefined) return undefined
  const domain = withoutDot(wanted)
  if (!domainMatches(host, domain)) return undefined
  const registered = registrable(host)
  // A public suffix and a single label set cookies for themselves only, and only when they are named as the host is.
  if (registered === null) return withoutDot(attribute.toLowerCase()) === host ? hostOnly : undefined
  return domain.length >= registered.length ? { domain, hostOnly: false } : undefined
}

/** Without one leading dot. */
export const withoutDot = (domain: string): string => (domain.startsWith('.') ? domain.slice(1) : domain)
