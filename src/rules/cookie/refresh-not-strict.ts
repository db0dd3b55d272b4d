import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/refresh-not-strict',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'warn' },
    since: '0.1.0',
    summary: 'The refresh cookie is SameSite=Lax, not Strict.',
    rationale: 'Tokens are renewed by a request of the application itself, never by a link on another site. Lax allows requests that nobody needs.',
    remediation: 'Send the refresh cookie with SameSite=Strict.',
    references: ['OAuth 2.0 for Browser-Based Applications', 'RFC 6265bis section 8.8.2', 'ASVS 3.3.2'],
    messages: {
      lax: 'The {cookie} is SameSite=Lax, so links on other sites send it; nothing needs that.',
    },
    examples: {
      bad: ['refresh_token=1; SameSite=Lax; Secure'],
      good: ['refresh_token=1; SameSite=Strict; Secure', 'sid=1; SameSite=Lax'],
    },
    notes: 'SameSite=None and a missing SameSite have rules of their own.',
  },
  check(subject, { report }) {
    if (subject.role.role !== 'refresh' || subject.isDeletion || subject.browser.effective.sameSite !== 'Lax') return
    report({ messageId: 'lax', at: 'SameSite', confidence: subject.role.confidence, fix: fixFor(subject, 'sameSite', { wanted: { sameSite: 'Strict' } }) })
  },
})
