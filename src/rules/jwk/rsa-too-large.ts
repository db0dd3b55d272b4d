import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/rsa-too-large',
  meta: {
    kind: 'jwk',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The RSA key is so large that verifying is slow.',
    rationale: 'The time to verify grows with the square of the size. Verifiers that take keys of any size can be kept busy, and careful ones refuse such a key.',
    remediation: 'Use 3072 or 4096 bits, and have verifiers refuse larger keys.',
    references: ['RFC 7518 section 8.6', 'CWE-400'],
    messages: {
      tooLarge: 'The RSA modulus has {bits} bits: above {most}, verifying is slow and some verifiers refuse the key.',
    },
    examples: { bad: [], good: ['{"kty":"RSA","e":"AQAB","n":"AQAB"}'] },
  },
  defaults: { warnAboveBits: 8192 },
  check({ facts: { rsa } }, { options: { warnAboveBits }, report }) {
    if (rsa && rsa.bits > warnAboveBits) report({ messageId: 'tooLarge', data: { bits: rsa.bits, most: warnAboveBits }, at: 'n' })
  },
})
