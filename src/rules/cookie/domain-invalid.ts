import { canonicalHost, domainMatches, isAddress, registrable, withoutDot } from '../../cookie/domain.ts'
import { utf8, type Cookie } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/domain-invalid',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Domain is no domain that a cookie can be set for.',
    rationale: 'Browsers drop a cookie whose Domain is no plain host name, is an address other than the host, or is a public suffix under which strangers have their sites.',
    remediation: 'Leave Domain out, or name the registrable domain alone: no scheme, no port, no path.',
    references: ['RFC 6265bis section 4.1.1', 'RFC 6265bis section 5.7', 'RFC 6265bis section 8.9'],
    messages: {
      syntax: 'Domain={domain} holds {what}. Browsers drop the cookie.',
      notHost: 'Domain={domain} is no host name. Browsers drop the cookie.',
      trailingDot: 'Domain={domain} ends with a dot and the host does not. Browsers drop the cookie.',
      address: 'Domain={domain} is an address. Cookies of addresses are for that address alone, and this one was not set by it. Browsers drop the cookie.',
      addressHost: 'The cookie is set by the address {host}, which can set cookies for itself alone. Browsers drop it because of Domain={domain}.',
      suffix: 'Domain={domain} is a public suffix: strangers have their sites under it. Browsers drop the cookie.',
      perhapsSuffix: 'Domain={domain} is a public suffix: strangers have their sites under it. Browsers drop the cookie, unless {domain} itself sets it.',
      nonAscii: 'Domain={domain} is not written in ASCII. Chromium reads it, Firefox drops the cookie.',
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
    if (problem) report({ ...problem, data: { domain: utf8(value), host: subject.circumstances.url?.hostname ?? '', ...problem.data }, at: 'Domain' })
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
