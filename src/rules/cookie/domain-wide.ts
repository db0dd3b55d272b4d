import { setsCredential } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { matchesAny } from '../../core/pattern.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/domain-wide',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cookie that opens a session or protects forms is shared with other hosts.',
    rationale: 'Every host below the domain receives the cookie and can overwrite it, down to the forgotten blog and the test system. One of them taken over is enough to take over sessions.',
    remediation: 'Leave Domain out, so that only the host that sets the cookie receives it, and name it __Host-... so that browsers hold you to it.',
    references: [
      'ASVS 3.3.3',
      'NIST SP 800-63B-4 section 5.1.1',
      'OAuth 2.0 for Browser-Based Applications',
      'OWASP Session Management Cheat Sheet',
      'RFC 6265bis section 8.6',
      'OWASP CSRF Prevention Cheat Sheet',
      'CWE-565',
    ],
    messages: {
      parent: 'The {cookie} goes to every host under {domain}, not only to {host}, and each of them can overwrite it.',
      below: 'The {cookie} goes to every host under {domain}, and each of them can overwrite it.',
    },
    examples: {
      bad: ['sid=1; Domain=example.com; Path=/'],
      good: ['sid=1; Path=/', 'theme=dark; Domain=example.com'],
    },
    notes: 'A login that several hosts share needs this. Name its cookies in sharedNames, or ignore the finding with a reason.',
  },
  /** Names or patterns with `*` of cookies that are meant for several hosts; a note remains. */
  defaults: { sharedNames: [] as readonly string[] },
  check(subject, { options, report }) {
    const { browser, role, circumstances } = subject
    const { domain, hostOnly } = browser.effective
    if (!(setsCredential(subject) || (role.role === 'csrf' && !subject.isDeletion))) return
    if (domain === null || hostOnly || browser.reasons.includes('EXCLUDE_INVALID_PREFIX')) return
    const host = circumstances.url?.hostname ?? domain
    const shared = matchesAny(options.sharedNames, subject.name)
    report({
      messageId: host !== domain ? 'parent' : 'below',
      data: { domain, host },
      at: 'Domain',
      confidence: role.confidence,
      ...(shared ? { severity: 'info' as const } : {}),
      fix: fixFor(subject, 'hostOnly', { lead: 'If only one host needs it, send', wanted: { hostOnly: true } }),
    })
  },
})
