import { lifetimeAttribute, lifetimeSeconds } from '../../cookie/about.ts'
import { fixFor, sendLine } from '../../cookie/fix.ts'
import { lifetimeWords } from '../../cookie/lifetime.ts'
import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/transaction-unprotected',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie of a login in progress is readable by scripts, or lives long after the login.',
    rationale: 'It holds the state, nonce or code verifier that ties the login to this browser. Whoever reads it can complete a stolen login; one that lives long can be used for a later login.',
    remediation: 'Add HttpOnly, and let the cookie live only as long as a login takes: 15 minutes at most. Delete it when the login ends.',
    references: ['RFC 9700 section 4.7', 'RFC 7636 section 7.1', 'ASVS 10.1.2', 'CWE-1004'],
    messages: {
      readable: 'The {cookie} has no HttpOnly: any script on the page can read it.',
      longLived: 'The {cookie} lives for {time}; a login takes {limit} at most.',
    },
    examples: {
      bad: ['oauth_state=1; Secure', 'oauth_state=1; Secure; HttpOnly; Max-Age=86400'],
      good: ['oauth_state=1; Secure; HttpOnly; SameSite=Lax; Max-Age=600'],
    },
    notes: 'A missing Secure is cookie/missing-secure. SameSite=None is right where the login returns by POST.',
  },
  defaults: { maxLifetimeSeconds: 900 },
  check(subject, { options, now, report }) {
    if (subject.isDeletion || subject.role.role !== 'transaction') return
    const { confidence } = subject.role
    const { effective } = subject.browser
    if (!effective.httpOnly && subject.circumstances.attributesComplete) {
      report({ messageId: 'readable', at: 'name', confidence, fix: fixFor(subject, 'httpOnly') })
    }
    const lifetime = lifetimeSeconds(subject, now)
    if (lifetime === undefined || lifetime <= options.maxLifetimeSeconds) return
    report({
      messageId: 'longLived',
      data: { time: lifetimeWords(lifetime), limit: formatDuration(options.maxLifetimeSeconds) },
      at: lifetimeAttribute(subject),
      confidence,
      fix: sendLine(subject, { wanted: { maxAge: options.maxLifetimeSeconds } }),
    })
  },
})
