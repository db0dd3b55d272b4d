import { isInfrastructure } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/samesite-none-insecure',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'SameSite=None is sent without Secure.',
    rationale: 'Chrome (since 80) and Firefox (since 131) drop the whole cookie, not only the attribute. Safari keeps it, so the error shows in some browsers only.',
    remediation: 'Add Secure, or use SameSite=Lax.',
    references: ['RFC 6265bis section 5.7', 'WSTG-SESS-02', 'OWASP CSRF Prevention Cheat Sheet'],
    messages: {
      dropped: 'The {cookie} is SameSite=None without Secure: Chrome and Firefox drop it, Safari keeps it.',
    },
    examples: {
      bad: ['sid=1; SameSite=None', 'sid=1; Secured; SameSite=none'],
      good: ['sid=1; SameSite=None; Secure', 'sid=1; SameSite=None; SameSite=Lax'],
    },
    notes: 'Deletions are judged too: one that is dropped deletes nothing.',
  },
  check(subject, { report }) {
    const { effective } = subject.browser
    if (effective.sameSite !== 'None' || effective.secure || !subject.circumstances.attributesComplete) return
    report({ messageId: 'dropped', at: 'SameSite', ...(isInfrastructure(subject) ? { severity: 'info' as const } : {}), fix: fixFor(subject, 'secure') })
  },
})
