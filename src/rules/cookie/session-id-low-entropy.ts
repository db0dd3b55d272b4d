import { isChunkCount, isFlag, standIn } from '../../cookie/content.ts'
import { randomnessBound } from '../../cookie/entropy.ts'
import { isSensitive } from '../../cookie/role.ts'
import { isRedacted } from '../../cookie/value.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/session-id-low-entropy',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'error' },
    since: '0.1.0',
    summary: 'The session id is too short to be safe from guessing.',
    rationale: 'Whoever guesses a session id is logged in as its owner. The form of this value leaves room for less than 128 random bits, whatever generated it. How random a longer value really is cannot be told from one sample, so longer values are not reported.',
    remediation: 'Generate 16 octets or more with a cryptographic random number generator, and write them as hexadecimal (32 characters) or base64url (22 characters).',
    references: ['ASVS 7.2.3', 'ASVS 11.5.1', 'OWASP Session Management Cheat Sheet', 'NIST SP 800-63B-4 section 5.1', 'CWE-331', 'CWE-334'],
    messages: {
      guessable: 'The value of the {cookie} has at most {bits} random bits: short enough to guess.',
      low: 'The value of the {cookie} has at most {bits} random bits; a session id needs {wanted}.',
      format: 'The value of the {cookie} looks like {format}, which has at most {bits} random bits; a session id needs {wanted}.',
    },
    examples: {
      bad: ['PHPSESSID=abc123; Path=/; Secure; HttpOnly', 'connect.sid=sess_abc123; Path=/; Secure; HttpOnly'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/; Secure; HttpOnly', 'JSESSIONID=BD99F321233AF69593EDF52B123B5BDA; Path=/; Secure; HttpOnly', 'theme=dark'],
    },
    notes: 'Formats known to stop just short of 128 bits, such as version 4 UUIDs with 122, are only noted. Signed, encrypted and structured values are left to other rules.',
  },
  defaults: { guessableBelowBits: 64, noteFromBits: 112, wantedBits: 128 },
  check(subject, { options, report }) {
    if (subject.isDeletion || !isSensitive(subject.role)) return
    const value = subject.parsed.decoded
    if (isRedacted(value.text) || standIn(value.text) || isChunkCount(value.text) || (subject.role.role === 'remember' && isFlag(value.text))) return
    const bound = randomnessBound(value)
    if (!bound || bound.bits >= options.wantedBits) return
    const messageId = bound.format ? 'format' : bound.bits < options.guessableBelowBits ? 'guessable' : 'low'
    report({
      messageId,
      data: { bits: Math.floor(bound.bits), format: bound.format ?? '', wanted: options.wantedBits },
      at: 'value',
      confidence: subject.role.confidence,
      ...(bound.bits < options.guessableBelowBits ? {} : { severity: bound.bits >= options.noteFromBits ? 'info' : 'warn' }),
    })
  },
})
