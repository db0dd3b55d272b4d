import { isInfrastructure } from '../../cookie/about.ts'
import { isAddress } from '../../cookie/domain.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/domain-ignored',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Domain, or the dot in front of it, has no effect.',
    rationale: 'The cookie is stored, but not for the hosts that a reader of the header would expect.',
    remediation: 'Leave Domain out for a cookie of one host; otherwise write it without a leading dot.',
    references: ['RFC 6265bis section 5.6.3', 'RFC 6265bis section 5.7'],
    messages: {
      empty: 'Domain of the {cookie} is empty, so only the host that sets the cookie receives it.',
      dot: 'Browsers ignore the leading dot of Domain={domain}: the {cookie} goes to the same hosts without it.',
      suffix: 'Domain={domain} is a public suffix and the host itself, so the {cookie} goes to this host only and not to those below it.',
      address: 'Domain={domain} is an IP address and has no effect: the {cookie} goes to this address only.',
      label: 'Domain={domain} has no dot and no effect: the {cookie} goes to this host only.',
    },
    examples: {
      bad: ['sid=1; Domain=', 'sid=1; Domain=.example.com'],
      good: ['sid=1; Domain=example.com', 'sid=1'],
    },
  },
  check(subject, { report }) {
    const attribute = subject.attribute('Domain')
    if (!attribute || subject.isDeletion || isInfrastructure(subject) || subject.browser.reasons.includes('EXCLUDE_INVALID_DOMAIN')) return
    const value = attribute.value ?? ''
    const domain = utf8(value)
    if (value === '') return report({ messageId: 'empty', at: 'Domain' })
    const { url } = subject.circumstances
    if (url && subject.browser.effective.hostOnly) {
      const messageId = isAddress(url.hostname) ? 'address' : url.hostname.includes('.') ? 'suffix' : 'label'
      return report({ messageId, data: { domain }, at: 'Domain' })
    }
    if (value.startsWith('.')) report({ messageId: 'dot', data: { domain }, at: 'Domain', fix: `Send Domain=${domain.slice(1)}.` })
  },
})
