import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/signature-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The signature does not verify with the keys that you gave.',
    rationale: 'The token was changed, was signed by someone else, or is checked with the wrong key. None of its claims can be believed.',
    remediation: 'Refuse the token. If it should be genuine, check that the key belongs to the issuer and is current, and that the token is copied whole.',
    references: ['RFC 7515 section 5.2', 'ASVS 9.1.1', 'CWE-347'],
    messages: {
      invalid: '{reason} Nothing in this token can be believed.',
      undecryptable: '{reason}',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Speaks only when a key was given. Unsigned tokens are reported by jwt/alg-none and jwt/signature-missing.',
  },
  check({ parsed, facts: { signature } }, { report }) {
    if (signature.status !== 'invalid' || signature.code === 'unsigned') return
    report({
      messageId: parsed.serialization === 'jwe' ? 'undecryptable' : 'invalid',
      data: { reason: signature.reason },
      ...(parsed.serialization === 'jwe' ? {} : { at: 'signature' }),
      ...(signature.hints.length > 0 ? { fix: signature.hints.join(' ') } : {}),
    })
  },
})
