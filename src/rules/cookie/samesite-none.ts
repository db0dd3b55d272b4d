import { setsCredential } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { matchesAny } from '../../core/pattern.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/samesite-none',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'error' },
    since: '0.1.0',
    summary: 'A cookie that opens a session or protects forms goes with cross-site requests.',
    rationale: 'SameSite=None removes the protection of browsers against cross-site request forgery. Only tokens in forms or headers are left, on every route that changes something.',
    remediation: 'Send SameSite=Lax. If other sites embed the application, add Partitioned and protect every change with a CSRF token.',
    references: ['NIST SP 800-63B-4 section 5.1.1', 'ASVS 3.3.2', 'OWASP Session Management Cheat Sheet', 'RFC 6265bis section 8.8.3', 'CWE-1275', 'CWE-352'],
    messages: {
      none: 'The {cookie} is SameSite=None: browsers may send it with every request that another site makes.',
    },
    examples: {
      bad: ['sid=1; Secure; HttpOnly; SameSite=None; Path=/'],
      good: ['sid=1; Secure; SameSite=Lax', 'cart=3; Secure; SameSite=None'],
    },
    notes: 'Embedded applications and identity providers need it. Name their cookies in crossSiteNames, or ignore the finding with a reason.',
  },
  /** Names or patterns with `*` of cookies that are meant for cross-site requests; a note remains. */
  defaults: { crossSiteNames: [] as readonly string[] },
  check(subject, { options, report }) {
    const { effective } = subject.browser
    if (!(setsCredential(subject) || (subject.role.role === 'csrf' && !subject.isDeletion))) return
    // Without Secure browsers drop it, which is another rule.
    if (effective.sameSite !== 'None' || !effective.secure) return
    const meant = matchesAny(options.crossSiteNames, subject.name)
    report({
      messageId: 'none',
      at: 'SameSite',
      confidence: subject.role.confidence,
      ...(meant ? { severity: 'info' as const } : {}),
      fix: fixFor(subject, 'sameSite', { lead: 'Unless other sites embed the application, send', wanted: { sameSite: 'Lax', partitioned: false } }),
    })
  },
})
