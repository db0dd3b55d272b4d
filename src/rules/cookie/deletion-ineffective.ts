import { isInfrastructure } from '../../cookie/about.ts'
import { correctedHeader } from '../../cookie/corrected.ts'
import type { RejectionReason } from '../../cookie/storage.ts'
import { isSensitive } from '../../cookie/role.ts'
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
    remediation: 'Delete with the same Domain, Path and flags with which the cookie was set.',
    references: ['RFC 6265bis section 5.7', 'RFC 6265bis section 4.1.2', 'OWASP Session Management Cheat Sheet', 'ASVS 7.4.1', 'ASVS 14.3.1'],
    messages: {
      dropped: 'Browsers drop this deletion, so the cookie stays: {why}.',
      path: 'Without Path this deletes the cookie of {path} only. One that was set with Path=/ stays.',
    },
    examples: {
      bad: ['__Host-sid=; Max-Age=0', 'sid=; Max-Age=0; SameSite=None'],
      good: ['__Host-sid=; Max-Age=0; Secure; Path=/', 'sid=; Max-Age=0; Path=/'],
    },
  },
  check(subject, { report }) {
    if (!subject.isDeletion || !subject.circumstances.attributesComplete) return
    const { browser } = subject
    const fix = `Send: ${correctedHeader(subject)}`
    if (browser.reasons.length > 0) {
      const why = list(browser.reasons.map((reason) => reasons[reason]))
      return report({ messageId: 'dropped', data: { why }, at: 'name', ...(isInfrastructure(subject) ? { severity: 'info' as const } : {}), fix })
    }
    const { path } = browser.effective
    if (isSensitive(subject.role) && subject.attribute('Path') === undefined && path !== null && path !== '/') {
      report({ messageId: 'path', data: { path }, at: 'name', severity: 'info', confidence: 'tentative', fix })
    }
  },
})

/** Why a browser drops it, to follow a colon. */
const reasons: Readonly<Record<RejectionReason, string>> = {
  EXCLUDE_UNKNOWN_ERROR: 'it cannot be read',
  EXCLUDE_SECURE_ONLY: 'it has Secure and comes over http',
  EXCLUDE_SAMESITE_NONE_INSECURE: 'SameSite=None stands without Secure',
  EXCLUDE_FAILURE_TO_STORE: 'it cannot be stored',
  EXCLUDE_NONCOOKIEABLE_SCHEME: 'this kind of URL sets no cookies',
  EXCLUDE_INVALID_DOMAIN: 'the host may not set cookies for this Domain',
  EXCLUDE_INVALID_PREFIX: 'it lacks what the prefix of its name demands',
  EXCLUDE_INVALID_PARTITIONED: 'Partitioned stands without Secure',
  EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE: 'name and value are too long',
  EXCLUDE_DISALLOWED_CHARACTER: 'it holds a control character',
  EXCLUDE_NO_COOKIE_CONTENT: 'it has neither a name nor a value',
  EXCLUDE_AMBIGUOUS_SERIALIZATION: 'it has no name and an equals sign in its value',
  EXCLUDE_OVERWRITE_SECURE: 'it comes over http and the cookie has Secure',
}
