import { canonicalHost, domainMatches, isAddress, registrable, withoutDot } from '../../cookie/domain.ts'
import { utf8, type Cookie } from '../../cookie/cookie.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/domain-invalid',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Domain is not a domain that a cookie can be set for.',
    rationale: 'Browsers drop a cookie whose Domain is not a plain host name, is an IP address other than the host, or is a public suffix, under which anyone can have a site.',
    remediation: 'Leave Domain out, or send your registrable domain, such as example.com: no scheme, no port, no path.',
    references: ['RFC 6265bis section 4.1.1', 'RFC 6265bis section 5.7', 'RFC 6265bis section 8.9'],
    messages: {
      syntax: 'Domain={domain} of the {cookie} contains {what}: browsers drop the cookie.',
      notHost: 'Domain={domain} of the {cookie} is not a host name: browsers drop the cookie.',
      trailingDot: 'Domain={domain} of the {cookie} ends with a dot and the host does not: browsers drop the cookie.',
      address: 'Domain={domain} of the {cookie} is an IP address, and not that of the host: browsers drop the cookie.',
      addressHost: 'The {cookie} is set by the IP address {host}, which can set cookies for itself only: browsers drop it because of Domain={domain}.',
      suffix: 'Domain={domain} of the {cookie} is a public suffix, under which anyone can have a site: browsers drop the cookie.',
      perhapsSuffix: 'Domain={domain} of the {cookie} is a public suffix, under which anyone can have a site: browsers drop the cookie unless {domain} itself sets it.',
      nonAscii: 'Domain={domain} of the {cookie} is not ASCII: Chromium accepts it, Firefox drops the cookie.',
    },
    examples: {
      bad: ['sid=1; Domain=https://example.com', 'sid=1; Domain=example.com:443', 'sid=1; Domain=co.uk'],
      good: ['sid=1; Domain=example.com', 'sid=1; Domain=.example.com'],
    },
    notes: 'The Public Suffix List is the one bundled with this version, with its private section, as browsers use it.',
  },
  check(subject, { report }) {
    const value = subject.attribute('Domain')?.value
    if (!value) return
    const problem = problemOf(subject, value)
    const fix = subject.browser.reasons.includes('EXCLUDE_INVALID_DOMAIN') ? { fix: fixFor(subject, 'hostOnly', { lead: 'For this host only, send', wanted: { hostOnly: true } }) } : {}
    if (problem) report({ ...fix, ...problem, data: { domain: utf8(value), host: subject.circumstances.url?.hostname ?? '', ...problem.data }, at: 'Domain' })
  },
})

type Id = 'syntax' | 'notHost' | 'trailingDot' | 'address' | 'addressHost' | 'suffix' | 'perhapsSuffix' | 'nonAscii'
interface Problem {
  readonly messageId: Id
  readonly severity?: 'warn'
  readonly data?: { readonly what: string }
  readonly fix?: string
}

/** What people write into Domain that does not belong there; the first that fits is told. */
const strangers: readonly (readonly [RegExp, string])[] = [
  [/^[a-z][a-z+.-]*:\/\//i, 'a scheme'],
  [/^[^[]*:\d*$/, 'a port'],
  [/"/, 'quotation marks'],
  [/\//, 'a path'],
  [/\*/, 'an asterisk'],
  [/[ \t,]/, 'white space or a comma'],
  [/@/, 'an @ sign'],
  [/%/, 'a percent sign'],
]

function problemOf(subject: Cookie, value: string): Problem | undefined {
  const { url } = subject.circumstances
  const rejected = subject.browser.reasons.includes('EXCLUDE_INVALID_DOMAIN')
  // eslint-disable-next-line no-control-regex
  const isAscii = /^[\u0000-\u007f]*$/.test(value)
  const domain = canonicalHost(value)
  const bare = withoutDot(domain ?? '')
  if (!rejected) {
    if (!isAscii) return { messageId: 'nonAscii', severity: 'warn', ...(domain ? { fix: `Send Domain=${bare}.` } : {}) }
    return !url && bare.includes('.') && !isAddress(bare) && registrable(bare) === null ? { messageId: 'perhapsSuffix', severity: 'warn' } : undefined
  }
  const what = strangers.find(([pattern]) => pattern.test(value))?.[1]
  if (what) return { messageId: 'syntax', data: { what } }
  if (domain === undefined || bare === '' || bare.includes('..') || bare.startsWith('.')) return { messageId: 'notHost' }
  if (!url) return { messageId: 'notHost' }
  if (isAddress(url.hostname)) return { messageId: bare === url.hostname || !isAddress(bare) ? 'addressHost' : 'address' }
  if (isAddress(bare)) return { messageId: 'address' }
  if (bare.endsWith('.') && domainMatches(`${url.hostname}.`, bare)) return { messageId: 'trailingDot' }
  return domainMatches(url.hostname, bare) ? { messageId: 'suffix' } : undefined
}
