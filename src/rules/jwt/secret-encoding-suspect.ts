import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/secret-encoding-suspect',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The signature verifies only when the secret is read in another encoding.',
    rationale: 'Issuer and verifier read the same secret differently, one as text and one as base64 or hexadecimal. Tokens are refused although both have the right secret.',
    remediation: 'Say on both sides in which encoding the secret is written.',
    references: ['RFC 7515 section 10.1'],
    messages: {
      other: 'The signature verifies when the secret is read as {verifies}, but it was given as {given}.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'The signature still counts as invalid until the secret is given as it is meant.',
  },
  check({ facts: { secretEncoding } }, { report }) {
    if (!secretEncoding) return
    const { given, verifies } = secretEncoding
    const prefix = ['base64', 'base64url', 'hex'].find((name) => verifies === name)
    report({
      messageId: 'other',
      data: { given, verifies },
      at: 'signature',
      ...(prefix ? { fix: `Put ${prefix}: in front of the secret here, and decode it as ${prefix} on both sides.` } : verifies === 'text' ? { fix: `Leave the prefix ${given}: away here, and read the secret as text on both sides.` } : {}),
    })
  },
})
