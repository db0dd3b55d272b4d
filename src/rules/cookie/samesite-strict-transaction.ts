import { fixFor } from '../../cookie/fix.ts'
import { answersByFormPost } from '../../cookie/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/samesite-strict-transaction',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie of a login in progress is SameSite=Strict.',
    rationale: 'The identity provider sends the browser back from another site, and such a request carries no Strict cookie. The state is then missing and the login fails.',
    remediation: 'Use SameSite=Lax for logins that come back by a redirect, and SameSite=None with Secure for response_mode=form_post.',
    references: ['RFC 6265bis section 8.8.2', 'RFC 6265bis section 8.8.6', 'RFC 6265bis section 5.6.7.1'],
    messages: {
      strict: 'The {cookie} is SameSite=Strict: a redirect back from an identity provider on another site does not carry it, and the login fails.',
    },
    examples: {
      bad: ['oauth_state=1; Secure; HttpOnly; SameSite=Strict'],
      good: ['oauth_state=1; Secure; HttpOnly; SameSite=Lax', 'sid=1; SameSite=Strict'],
    },
    notes: 'An identity provider on the same site is not affected.',
  },
  check(subject, { report }) {
    if (subject.isDeletion || subject.role.role !== 'transaction' || subject.browser.effective.sameSite !== 'Strict' || answersByFormPost(subject)) return
    report({ messageId: 'strict', at: 'SameSite', confidence: subject.role.confidence, fix: fixFor(subject, 'sameSite', { wanted: { sameSite: 'Lax' } }) })
  },
})
