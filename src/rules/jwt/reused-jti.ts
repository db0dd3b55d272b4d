import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/reused-jti',
  meta: {
    kind: 'jwt-set',
    severity: 'warn',
    confidence: 'firm',
    since: '0.1.0',
    summary: 'Different tokens of one issuer have the same jti.',
    rationale: 'A jti names one token. Where two have the same, revoking one revokes the other too, and a list of used ids that prevents replay refuses good tokens.',
    remediation: 'Give every token a jti of its own: crypto.randomUUID() in JavaScript, uuid.uuid4() in Python.',
    references: ['RFC 7519 section 4.1.7', 'CWE-694'],
    messages: {
      reused: '{repeats} of {tokens} tokens {have} the jti of an earlier one but other claims: the issuer reuses ids, or someone changed a token.',
    },
    examples: { bad: [], good: [] },
    notes: 'The same token twice is no reuse. Tokens of different issuers, or of different typ, are not compared.',
  },
  check({ tokens, reusedJti }, { report }) {
    if (reusedJti) report({ messageId: 'reused', data: { tokens, repeats: reusedJti.repeats, have: reusedJti.repeats === 1 ? 'has' : 'have' }, at: 'jti' })
  },
})
