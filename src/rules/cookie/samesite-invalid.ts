import { isInfrastructure } from '../../cookie/about.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { fixFor } from '../../cookie/fix.ts'
import { nearest } from '../../core/nearest.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/samesite-invalid',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'SameSite has an invalid value.',
    rationale: 'Browsers then treat the cookie as if it had no SameSite. Chrome applies Lax with a two-minute exception for cross-site POST; Firefox and Safari send the cookie with every cross-site request.',
    remediation: 'Send SameSite=Lax or SameSite=Strict, or SameSite=None together with Secure.',
    references: ['RFC 6265bis section 5.6.7', 'RFC 6265bis section 4.1.2.7', 'ASVS 3.3.2', 'CWE-1275'],
    messages: {
      value: 'SameSite={value} of the {cookie} is not valid: Chrome applies Lax, except to cross-site POST in the first two minutes; Firefox and Safari send it with every cross-site request.',
      empty: 'SameSite of the {cookie} is empty: Chrome applies Lax, except to cross-site POST in the first two minutes; Firefox and Safari send it with every cross-site request.',
      quoted: 'SameSite={value} of the {cookie} is in quotation marks and so not valid: Chrome applies Lax, except to cross-site POST in the first two minutes; Firefox and Safari send it with every cross-site request.',
    },
    examples: {
      bad: ['sid=1; SameSite', 'sid=1; SameSite=True', 'sid=1; SameSite="Lax"'],
      good: ['sid=1; SameSite=lax', 'sid=1; SameSite=bogus; SameSite=Strict'],
    },
    notes: 'Only the last SameSite is judged, since it is the one that counts.',
  },
  check(subject, { report }) {
    const sameSite = subject.attribute('SameSite')
    if (subject.isDeletion || !sameSite || subject.browser.effective.sameSite !== null) return
    const value = sameSite.value ?? ''
    const meant = nearest(value.replaceAll('"', ''), ['Strict', 'Lax', 'None'], 1)
    report({
      messageId: value === '' ? 'empty' : value.startsWith('"') ? 'quoted' : 'value',
      data: { value: utf8(value) },
      at: 'SameSite',
      ...(isInfrastructure(subject) ? { severity: 'info' as const } : ['analytics', 'preference'].includes(subject.role.role) ? { severity: 'warn' as const } : {}),
      ...(meant ? { fix: `Send SameSite=${meant}${meant === 'None' ? ' together with Secure' : ''}.` } : isInfrastructure(subject) ? {} : { fix: fixFor(subject, 'sameSite') }),
    })
  },
})
