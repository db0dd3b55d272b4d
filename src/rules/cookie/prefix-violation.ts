import { isPlainHttp } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import type { Cookie } from '../../cookie/cookie.ts'
import { cookiePrefix, type CookiePrefix } from '../../cookie/prefixes.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/prefix-violation',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie does not meet the requirements of its name prefix.',
    rationale: 'Browsers drop such a cookie silently. That is the point of the prefixes: the name guarantees how the cookie was set.',
    remediation: 'Send what the prefix requires, or take the prefix off the name.',
    references: ['RFC 6265bis section 4.1.3', 'RFC 6265bis section 5.4', 'RFC 6265bis section 5.7', 'Layered Cookies section 4.1.3', 'WSTG-SESS-02'],
    messages: {
      dropped: 'Browsers drop the {cookie}: a name that begins with {prefix} requires {missing}.',
      some: 'The {cookie} is dropped by Chrome and taken by {takers}: a name that begins with {prefix} requires {missing}.',
    },
    examples: {
      bad: ['__Host-sid=1; Secure', '__Secure-sid=1', '__Host-sid=1; Secure; Path=/; Domain=example.com', '__Http-sid=1; Secure'],
      good: ['__Host-sid=1; Secure; Path=/', '__Secure-sid=1; Secure; Domain=example.com', '__Host-Http-sid=1; Secure; Path=/; HttpOnly'],
    },
    notes: 'Deletions are judged too. Safari does not know __Http- and __Host-Http-.',
  },
  check(subject, { report }) {
    const prefix = cookiePrefix(subject.name)
    if (!prefix || !subject.circumstances.attributesComplete || !subject.browser.reasons.includes('EXCLUDE_INVALID_PREFIX')) return
    // Chrome drops it, so whoever differs takes it: stores the cookie, or deletes an older one.
    const takers = subject.browser.differs.map(({ browser }) => (browser === 'firefox' ? 'Firefox' : 'Safari'))
    const missing = broken(subject, prefix)
    report({
      messageId: takers.length === 0 ? 'dropped' : 'some',
      data: { prefix: prefix.prefix, missing: list(missing.map(({ what }) => what)), takers: list(takers) },
      at: missing[0]?.at ?? 'name',
      fix: fixFor(subject, 'hostOnly'),
    })
  },
})

/** What the cookie lacks, and where that shows. */
function broken(cookie: Cookie, prefix: CookiePrefix): readonly { readonly what: string; readonly at: string }[] {
  const { effective } = cookie.browser
  const path = cookie.attribute('Path')
  const found: { what: string; at: string }[] = []
  if (!effective.secure) found.push({ what: 'Secure', at: 'name' })
  else if (isPlainHttp(cookie)) found.push({ what: 'an https URL', at: 'Secure' })
  if (prefix.httpOnly && !effective.httpOnly) found.push({ what: 'HttpOnly', at: 'name' })
  if (prefix.host && path?.value !== '/') found.push({ what: 'Path=/', at: path ? 'Path' : 'name' })
  if (prefix.host && (cookie.attribute('Domain')?.value ?? '') !== '') found.push({ what: 'no Domain', at: 'Domain' })
  return found
}
