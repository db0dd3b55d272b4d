import { isDeliberateDeletion, isInfrastructure, isPlaceholder } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { isSensitive } from '../../cookie/role.ts'
import { rejections } from '../../core/rejections.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/deletion-ineffective',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A header that should delete a cookie does not delete it.',
    rationale: 'A deletion is a cookie like any other: browsers drop it when it breaks a rule, and the cookie that it should remove stays. Logging out then looks successful and is not.',
    remediation: 'Delete the cookie with the same Domain, Path and flags with which it was set.',
    references: ['RFC 6265bis section 5.7', 'RFC 6265bis section 4.1.2', 'OWASP Session Management Cheat Sheet', 'ASVS 7.4.1', 'ASVS 14.3.1'],
    messages: {
      dropped: 'Browsers drop this deletion of the {cookie}, so the cookie stays: {why}.',
      path: 'Without Path this deletes the {cookie} under {path} only. One that was set with Path=/ stays.',
    },
    examples: {
      bad: ['__Host-sid=; Max-Age=0', 'sid=; Max-Age=0; SameSite=None'],
      good: ['__Host-sid=; Max-Age=0; Secure; Path=/', 'sid=; Max-Age=0; Path=/'],
    },
  },
  check(subject, { report }) {
    if (!subject.isDeletion || !subject.circumstances.attributesComplete) return
    // A value whose date has merely passed was to be set: cookie/already-expired.
    if (!isDeliberateDeletion(subject) && !isPlaceholder(subject.value)) return
    const { browser } = subject
    // No header helps against http.
    const fix = browser.reasons.includes('EXCLUDE_SECURE_ONLY') ? 'Send the deletion over https: browsers neither set nor delete Secure cookies over http.' : fixFor(subject, 'deletion')
    if (browser.reasons.length > 0) {
      const why = list(browser.reasons.map((reason) => rejections[reason]))
      return report({ messageId: 'dropped', data: { why }, at: 'name', ...(isInfrastructure(subject) ? { severity: 'info' as const } : {}), fix })
    }
    const { path } = browser.effective
    if (isSensitive(subject.role) && subject.attribute('Path') === undefined && path !== null && path !== '/') {
      report({ messageId: 'path', data: { path }, at: 'name', severity: 'info', confidence: 'tentative', fix })
    }
  },
})
