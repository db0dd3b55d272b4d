import { isInfrastructure } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/partitioned-insecure',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'Partitioned is sent without Secure.',
    rationale: 'Chrome and Firefox drop the whole cookie, not only the attribute, and the developer tools show no reason.',
    remediation: 'Add Secure. Path=/ and a __Host- name are no longer required.',
    references: ['CHIPS section 2.3', 'CHIPS section 3.1'],
    messages: {
      dropped: 'The {cookie} is Partitioned without Secure: Chrome and Firefox drop it.',
    },
    examples: {
      bad: ['sid=1; Partitioned; SameSite=None'],
      good: ['sid=1; Partitioned; Secure; SameSite=None'],
    },
  },
  check(subject, { report }) {
    const { effective } = subject.browser
    if (!effective.partitioned || effective.secure || !subject.circumstances.attributesComplete) return
    report({ messageId: 'dropped', at: 'Partitioned', ...(isInfrastructure(subject) ? { severity: 'info' as const } : {}), fix: fixFor(subject, 'secure') })
  },
})
