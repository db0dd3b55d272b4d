import { isDeliberateDeletion, isInfrastructure, isPlaceholder } from '../../cookie/about.ts'
import type { Cookie } from '../../cookie/cookie.ts'
import { isSensitive } from '../../cookie/role.ts'
import { signatureCookie } from '../../cookie/value.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/already-expired',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie has a value, but its lifetime is already over.',
    rationale: 'Browsers store nothing and delete what was there. The server clock may be wrong, the lifetime may have been given in the wrong unit, or the date may be hard-coded.',
    remediation: 'Compute Expires from the current time, or send Max-Age. If the response was recorded earlier, give its time with --now.',
    references: ['RFC 6265bis section 4.1.2.1', 'RFC 6265bis section 5.7'],
    messages: {
      past: 'Expires lies in the past ({expires}): browsers do not store the {cookie} and delete an earlier one. Its flags were not judged.',
      leftover: 'This deletes the {cookie} and still sends a value.',
    },
    examples: {
      bad: ['cart=3; Expires=Thu, 20 Feb 2025 04:01:39 GMT', 'cart=3; Max-Age=0'],
      good: ['cart=; Max-Age=0', 'cart=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    },
    notes: 'A deletion with a leftover value is a note. The Date header of the response counts as the present where there is one.',
  },
  check(subject, { report }) {
    if (!subject.isDeletion || isInfrastructure(subject) || isPlaceholder(subject.value)) return
    if (!isDeliberateDeletion(subject)) {
      const expires = subject.browser.effective.expires?.slice(0, 10) ?? ''
      report({ messageId: 'past', data: { expires }, at: 'Expires', ...(subject.role.role === 'analytics' ? { severity: 'info' as const } : {}) })
    } else if (!isSensitive(subject.role) && !signsDeletion(subject)) report({ messageId: 'leftover', at: 'value', severity: 'info', fix: 'Delete it with an empty value.' })
  },
})

/** The signature of an empty value, beside the deletion that it signs. */
const signsDeletion = ({ parsed, siblings }: Cookie): boolean => siblings.some((sibling) => sibling.value === '' && signatureCookie(sibling, [parsed]) !== undefined)
