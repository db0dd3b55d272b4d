import { defineRule } from '../define.ts'

/** Problems of an encrypted token that other rules report. */
const elsewhere: ReadonlySet<string> = new Set(['header', 'base64url', 'alg', 'enc', 'crit', 'zip', 'zip-overgrown', 'p2c', 'p2c-too-high', 'p2s', 'size', 'encrypted-key'])

export default defineRule({
  id: 'jwt/jwe-weak-alg',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is encrypted in a way that can be broken.',
    rationale: 'With RSA1_5 an attacker can decrypt a token by watching how a server reacts to altered copies. A key that is too short, or a point that is not on its curve, gives the secret away.',
    remediation: 'Encrypt with RSA-OAEP-256 or ECDH-ES+A256KW, and check every key before use.',
    references: ['RFC 8725 section 3.2', 'RFC 8725 section 3.4', 'RFC 8725bis section 3.2', 'ASVS 11.3.1', 'RFC 7518 section 4.2', 'CWE-327'],
    messages: {
      rsa15: 'alg "RSA1_5" can be broken: an attacker decrypts the token by watching how a server reacts to altered copies (Bleichenbacher attack).',
      problem: '{problem}',
    },
    examples: {
      bad: ['eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMjU2R0NNIn0.AAAA.AAAA.AAAA.AAAA'],
      good: ['eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'],
    },
    notes: 'RSA-OAEP is fine: the weakness of SHA-1 does not affect how it is used there.',
  },
  check({ alg, parsed: { serialization }, facts: { jwe } }, { report }) {
    if (serialization !== 'jwe') return
    if (alg === 'RSA1_5') report({ messageId: 'rsa15', at: 'header.alg' })
    for (const { code, message } of jwe?.problems ?? []) if (!elsewhere.has(code)) report({ messageId: 'problem', data: { problem: message }, at: 'header' })
  },
})
