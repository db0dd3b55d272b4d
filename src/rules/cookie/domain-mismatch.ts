import { isAddress, canonicalHost, domainMatches, registrable, withoutDot } from '../../cookie/domain.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/domain-mismatch',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Domain names another host than the one that sets the cookie.',
    rationale: 'A host can set cookies for itself and for its parent domains, up to the registrable domain. Browsers drop a cookie for another host, a sibling or a subdomain.',
    remediation: 'Leave Domain out, so that the cookie is for this host only, or name a parent domain of the host.',
    references: ['RFC 6265bis section 5.7', 'RFC 6265bis section 5.1.3', 'RFC 6265bis section 4.1.2.3'],
    messages: {
      below: 'Domain={domain} of the {cookie} is a subdomain of {host}, which sets it: browsers drop the cookie.',
      other: 'Domain={domain} of the {cookie} is neither the host {host} nor a parent domain of it: browsers drop the cookie.',
    },
    examples: {
      bad: [],
      good: ['sid=1; Domain=example.com'],
    },
    notes: 'Needs the URL of the request.',
  },
  check(subject, { report }) {
    const { url } = subject.circumstances
    const value = subject.attribute('Domain')?.value
    if (!url || !value || !subject.browser.reasons.includes('EXCLUDE_INVALID_DOMAIN')) return
    const domain = canonicalHost(value)
    // What no host may be called, and what belongs to nobody, is for cookie/domain-invalid.
    if (domain === undefined || domain.endsWith('.') || isAddress(withoutDot(domain)) || isAddress(url.hostname)) return
    const bare = withoutDot(domain)
    if (bare.startsWith('.') || (domainMatches(url.hostname, bare) && registrable(url.hostname) !== bare)) return
    const messageId = bare.endsWith(`.${url.hostname}`) ? 'below' : 'other'
    report({ messageId, data: { domain: utf8(value), host: url.hostname }, at: 'Domain', fix: fixFor(subject, 'hostOnly', { lead: 'For this host only, send', wanted: { hostOnly: true } }) })
  },
})
