import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/third-party-unpartitioned',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'SameSite=None and Partitioned do not go together here.',
    rationale: 'Safari and Firefox block or separate third-party cookies, and so do many users of Chrome. A cookie for embedded content reaches its server reliably only when it is Partitioned, and Partitioned does nothing cross-site without SameSite=None.',
    remediation: 'For embedded content send SameSite=None, Secure and Partitioned; for everything else SameSite=Lax.',
    references: ['CHIPS section 2'],
    messages: {
      unpartitioned: 'SameSite=None without Partitioned: browsers that block third-party cookies will not send this one from embedded content.',
      sameSite: 'Partitioned without SameSite=None: the cookie does not go with cross-site requests, where alone Partitioned makes a difference.',
    },
    examples: {
      bad: ['widget=1; Secure; SameSite=None', 'widget=1; Secure; SameSite=Lax; Partitioned'],
      good: ['widget=1; Secure; SameSite=None; Partitioned', 'widget=1; SameSite=Lax'],
    },
    notes: 'Silent for sessions and logins, which may need the same cookie at top level, and for infrastructure.',
  },
  check(subject, { report }) {
    const { sameSite, secure, partitioned } = subject.browser.effective
    const { role } = subject.role
    if (subject.isDeletion || !secure || !subject.circumstances.attributesComplete || role === 'infrastructure') return
    if (partitioned && sameSite !== 'None') return report({ messageId: 'sameSite', at: 'Partitioned' })
    const embeddable = role === 'other' || role === 'preference' || role === 'analytics'
    if (embeddable && sameSite === 'None' && !partitioned) report({ messageId: 'unpartitioned', at: 'SameSite' })
  },
})
