import { lifetimeAttribute, lifetimeSeconds } from '../../cookie/about.ts'
import { lifetimeWords } from '../../cookie/lifetime.ts'
import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'

const day = 86_400

export default defineRule({
  id: 'cookie/refresh-lifetime-too-long',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'info', 'asvs-l3': 'info', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A refresh or remember-me cookie lives for a very long time.',
    rationale: 'Whoever gets hold of it stays logged in for as long as it lives, unless the server notices that it is used twice.',
    remediation: 'Let it live for a week or two, issue a new one with every use, and set an end on the server that no renewal moves.',
    references: ['ASVS 10.4.8', 'OAuth 2.0 for Browser-Based Applications', 'CWE-613'],
    messages: {
      long: 'The {cookie} lives for {time}; more than {limit} is long.',
    },
    examples: {
      bad: ['refresh_token=1; Max-Age=7776000'],
      good: ['refresh_token=1; Max-Age=2592000', 'remember_me=1; Max-Age=7776000'],
    },
    notes: 'Some identity providers use 90 days by default. Remember-me cookies above 90 days are a note.',
  },
  /** Above `errorAboveSeconds` a preset that makes this an error gets one; below it is a warning. */
  defaults: { warnAboveSeconds: 30 * day, errorAboveSeconds: 90 * day, rememberAboveSeconds: 90 * day },
  check(subject, { options, now, report }) {
    const { role } = subject
    const lifetime = lifetimeSeconds(subject, now)
    if ((role.role !== 'refresh' && role.role !== 'remember') || lifetime === undefined) return
    const limit = role.role === 'remember' ? options.rememberAboveSeconds : Math.min(options.warnAboveSeconds, options.errorAboveSeconds)
    if (lifetime <= limit) return
    const severity = role.role === 'remember' ? 'info' : lifetime > options.errorAboveSeconds ? undefined : 'warn'
    report({
      messageId: 'long',
      data: { time: lifetimeWords(lifetime), limit: formatDuration(limit) },
      at: lifetimeAttribute(subject),
      confidence: role.confidence,
      ...(severity ? { severity } : {}),
    })
  },
})
