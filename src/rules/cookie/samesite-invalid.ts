import { isInfrastructure } from '../../cookie/about.ts'
import { utf8 } from '../../cookie/cookie.ts'
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
    summary: 'SameSite has a value that browsers do not understand.',
    rationale: 'The cookie is then treated as if SameSite were not there. Chrome falls back to Lax with a two-minute exception for cross-site POST; Firefox and Safari send the cookie with every cross-site request.',
    remediation: 'Send SameSite=Strict, SameSite=Lax, or SameSite=None together with Secure.',
    references: ['RFC 6265bis section 5.6.7', 'RFC 6265bis section 4.1.2.7', 'ASVS 3.3.2', 'CWE-1275'],
    messages: {
      value: 'SameSite={value} means nothing. Chrome takes it for Lax with a two-minute exception for POST, Firefox and Safari send the cookie cross-site.',
      empty: 'SameSite has no value. Chrome takes it for Lax with a two-minute exception for POST, Firefox and Safari send the cookie cross-site.',
      quoted: 'Browsers do not take the quotation marks off SameSite={value}, so it means nothing. Chrome takes it for Lax with a two-minute exception for POST, Firefox and Safari send the cookie cross-site.',
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
      ...(meant ? { fix: `Send SameSite=${meant}${meant === 'None' ? ' together with Secure' : ''}.` } : {}),
    })
  },
})
