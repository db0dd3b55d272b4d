import { signatureCookie } from '../../cookie/value.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/serialized-object',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie holds a serialised object of a programming language.',
    rationale: 'Deserialising such a value creates whatever objects it names. Anyone who can write the cookie, because it is not signed or the secret is known, can often run code on the server.',
    remediation: 'Send JSON or an opaque id instead, never pass a cookie to a native deserialiser, and change the signing secret if there is one.',
    references: ['ASVS 1.5.2', 'CWE-502', 'CWE-565'],
    messages: {
      unsigned: 'The {cookie} holds a serialised {format} object and no known signature: anyone who sends a forged one may run code on the server.',
      signed: 'The {cookie} holds a serialised {format} object, signed by {framework}: anyone who learns the secret may run code on the server.',
    },
    examples: {
      bad: [
        // O:4:"User":1:{s:2:"id";i:42;}
        'prefs=O%3A4%3A%22User%22%3A1%3A%7Bs%3A2%3A%22id%22%3Bi%3A42%3B%7D; Path=/',
        'state=rO0ABXNyABFqYXZhLmxhbmcuSW50ZWdlcg==; Path=/',
      ],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/', 'prefs=rO0AB; Path=/'],
    },
  },
  check(subject, { report }) {
    const { shape, signed } = subject.parsed.decoded
    if (subject.isDeletion || shape.kind !== 'serialized') return
    const framework = signed?.framework ?? (signatureCookie(subject.parsed, subject.siblings) ? 'cookie-session or Koa' : undefined)
    if (framework === undefined) report({ messageId: 'unsigned', data: { format: shape.format }, at: 'value' })
    else report({ messageId: 'signed', data: { format: shape.format, framework }, at: 'value', severity: shape.format === 'PHP' ? 'info' : 'warn' })
  },
})
