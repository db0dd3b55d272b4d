import { lifetimeAttribute, lifetimeSeconds } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { lifetimeWords } from '../../cookie/lifetime.ts'
import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'

const day = 86_400

export default defineRule({
  id: 'cookie/session-lifetime-too-long',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'info', 'asvs-l3': 'info', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'error' },
    since: '0.1.0',
    summary: 'A session or access token cookie lives for more than a day.',
    rationale: 'As long as it lives, a stolen cookie or an unlocked machine is enough to act as the user. The lifetime binds only the browser; the server has to end the session as well.',
    remediation: 'Let the session end after a day at most, on the server as well, and keep people logged in with a separate refresh or remember-me token.',
    references: [
      'NIST SP 800-63B-4 section 2.1.3',
      'NIST SP 800-63B-4 section 2.2.3',
      'NIST SP 800-63B-4 section 2.3.3',
      'OWASP Session Management Cheat Sheet',
      'RFC 6265bis section 7.4',
      'ASVS 7.3.2',
      'CWE-613',
    ],
    messages: {
      long: 'The {cookie} lives for {time}; more than {limit} is long for a session.',
    },
    examples: {
      bad: ['sid=1; Max-Age=604800'],
      good: ['sid=1; Max-Age=86400', 'sid=1', 'refresh_token=1; Max-Age=604800'],
    },
    notes: 'NIST SP 800-63B-4 allows 30 days at level 1, 24 hours at level 2 and 12 hours at level 3: set warnAboveSeconds and errorAboveSeconds accordingly. ASVS asks for a documented limit and names none.',
  },
  /** Above `errorAboveSeconds` a preset that makes this an error gets one; below it is a warning. */
  defaults: { warnAboveSeconds: day, errorAboveSeconds: 30 * day },
  check(subject, { options, now, report }) {
    const { role } = subject
    const lifetime = lifetimeSeconds(subject, now)
    if ((role.role !== 'session' && role.role !== 'auth') || lifetime === undefined) return
    const limit = Math.min(options.warnAboveSeconds, options.errorAboveSeconds)
    if (lifetime <= limit) return
    report({
      messageId: 'long',
      data: { time: lifetimeWords(lifetime), limit: formatDuration(limit) },
      at: lifetimeAttribute(subject),
      confidence: role.confidence,
      ...(lifetime > options.errorAboveSeconds ? {} : { severity: 'warn' as const }),
      fix: fixFor(subject, 'lifetime', { lead: 'End the session on the server as well, and let the cookie end with the browser:', wanted: { session: true } }),
    })
  },
})

