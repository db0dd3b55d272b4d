import { setsCredential } from '../../cookie/about.ts'
import { isLoginReturn } from '../../cookie/domain.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/samesite-strict-login-return',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The session cookie set on the return from a login at another site is SameSite=Strict.',
    rationale: 'The browser comes from the identity provider, so the redirect that follows still counts as cross-site: the first page does not get the cookie and shows the user as logged out.',
    remediation: 'Use SameSite=Lax for this cookie, or answer the return with a page that navigates on by itself instead of a redirect.',
    references: ['RFC 6265bis section 5.2', 'RFC 6265bis section 8.8.2'],
    messages: {
      strict: 'The {cookie} is SameSite=Strict and set on the return from a login at another site: the next page after the redirect does not get it.',
    },
    examples: {
      bad: [],
      good: ['sid=1; Secure; HttpOnly; SameSite=Strict'],
    },
    notes: 'Needs the URL of the request, by which the return of a login is recognised.',
  },
  check(subject, { report }) {
    const { url } = subject.circumstances
    if (!url || !isLoginReturn(url) || !setsCredential(subject) || subject.browser.effective.sameSite !== 'Strict') return
    report({ messageId: 'strict', at: 'SameSite', confidence: subject.role.confidence })
  },
})
