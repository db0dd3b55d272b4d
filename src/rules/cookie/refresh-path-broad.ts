import { fixFor } from '../../cookie/fix.ts'
import { cookiePrefix } from '../../cookie/prefixes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/refresh-path-broad',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'warn' },
    since: '0.1.0',
    summary: 'The refresh cookie goes with every request.',
    rationale: 'Only one URL needs it. Sent everywhere, it ends up in the logs and the memory of everything that handles a request.',
    remediation: 'Limit it to the URL that renews tokens, such as Path=/auth/refresh, or bind it to the host with a __Host- name.',
    references: ['NIST SP 800-63B-4 section 5.1.1', 'ASVS 10.1.1'],
    messages: {
      broad: 'The {cookie} goes with every request to the host; only the URL that renews tokens needs it.',
    },
    examples: {
      bad: ['refresh_token=1; Path=/; Secure'],
      good: ['refresh_token=1; Path=/auth/refresh', '__Host-refresh_token=1; Path=/; Secure'],
    },
    notes: 'A __Host- cookie must have Path=/, and is well protected by its name.',
  },
  check(subject, { report }) {
    if (subject.role.role !== 'refresh' || subject.isDeletion || subject.browser.effective.path !== '/' || cookiePrefix(subject.name)?.host) return
    report({
      messageId: 'broad',
      at: subject.attribute('Path') ? 'Path' : 'name',
      confidence: subject.role.confidence,
      fix: fixFor(subject, 'hostOnly', { lead: 'With the path of your own token URL, send', wanted: { path: '/auth/refresh' } }),
    })
  },
})
