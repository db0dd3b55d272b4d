import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/third-party-unpartitioned',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'SameSite=None and Partitioned are not used together.',
    rationale: 'Safari and Firefox block or separate third-party cookies, and so do many users of Chrome. A cookie for embedded content reaches its server reliably only when it is Partitioned, and Partitioned has no cross-site effect without SameSite=None.',
    remediation: 'For embedded content send SameSite=None, Secure and Partitioned; for everything else SameSite=Lax.',
    references: ['CHIPS section 2'],
    messages: {
      unpartitioned: 'The {cookie} is SameSite=None without Partitioned: browsers that block third-party cookies do not send it from embedded content.',
      sameSite: 'The {cookie} is Partitioned without SameSite=None: Chrome keeps it out of cross-site requests, the only ones for which Partitioned matters.',
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
