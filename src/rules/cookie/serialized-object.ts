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
    summary: "The cookie holds an object in a language's own serialisation format.",
    rationale:
      'Reading such a value back creates whatever objects it names. Whoever can write the cookie, because it is not signed or because the signing secret is known, often runs code of their choice on the server.',
    remediation: 'Send JSON or an opaque id instead, never feed a cookie to a native deserialiser, and change the signing secret if there is one.',
    references: ['ASVS 1.5.2', 'CWE-502', 'CWE-565'],
    messages: {
      unsigned: 'This cookie holds a {format} object and no signature that is known: who sends another one may run code on the server.',
      signed: 'This cookie holds a {format} object, signed by {framework}: whoever learns the secret may run code on the server.',
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
