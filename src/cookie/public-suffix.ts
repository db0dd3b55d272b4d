import { getDomain } from 'tldts'

/**
 * The part of a host name that one party registered: `example.co.uk` of `app.example.co.uk`. Null for a public suffix
 * itself (its PRIVATE section counts too, so `github.io` is one) and for a single label. A name under an unknown suffix
 * counts as registered below its last label, as browsers take it.
 *
 * @param host lower-case, punycode, without leading or trailing dot, not an address
 */
export const registrableDomain = (host: string): string | null =>
  getDomain(host, { allowPrivateDomains: true, extractHostname: false, validateHostname: false, detectIp: false })
