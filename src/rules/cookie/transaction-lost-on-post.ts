import { answersByFormPost } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/transaction-lost-on-post',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A login that returns by POST keeps its state in a cookie that is not sent with cross-site POST.',
    rationale: 'With response_mode=form_post the identity provider makes the browser POST the answer from its own site. Lax and Strict cookies are not sent with such a request; without SameSite Chrome sends them for two minutes, which is long enough to pass every test.',
    remediation: 'Send the cookie with SameSite=None and Secure, or use response_mode=query.',
    references: ['RFC 6265bis section 5.6.7.2', 'RFC 6265bis section 8.8.6'],
    messages: {
      said: 'The {cookie} is SameSite={sameSite}, so it is not sent with the cross-site POST by which this login returns (response_mode=form_post).',
      unsaid: 'The {cookie} has no SameSite, so Chrome sends it for two minutes only with the cross-site POST by which this login returns (response_mode=form_post).',
    },
    examples: {
      bad: [],
      good: ['oauth_state=1; Secure; HttpOnly; SameSite=None'],
    },
    notes: 'Needs the URL of the request.',
  },
  check(subject, { report }) {
    const { sameSite } = subject.browser.effective
    if (subject.isDeletion || subject.role.role !== 'transaction' || sameSite === 'None' || !answersByFormPost(subject)) return
    if (sameSite === null && !subject.circumstances.attributesComplete) return
    report({
      messageId: sameSite === null ? 'unsaid' : 'said',
      data: { sameSite: sameSite ?? '' },
      at: sameSite === null ? 'name' : 'SameSite',
      confidence: subject.role.confidence,
      fix: fixFor(subject, 'sameSite', { wanted: { sameSite: 'None' } }),
    })
  },
})
