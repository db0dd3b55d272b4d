import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/reused-jti',
  meta: {
    kind: 'jwt-set',
    severity: 'warn',
    confidence: 'firm',
    since: '0.1.0',
    summary: 'Different tokens of one issuer have the same jti.',
    rationale: 'A jti names one token. Where two have the same, revoking one revokes the other or none, and whoever keeps a list of used ids against replay refuses good tokens.',
    remediation: 'Give every token an id of its own, such as a random UUID.',
    references: ['RFC 7519 section 4.1.7', 'CWE-694'],
    messages: {
      reused: 'Of {tokens} tokens, {repeats} the jti of an earlier one with other claims. Either the issuer repeats itself, or someone changed a token.',
    },
    examples: { bad: [], good: [] },
    notes: 'The same token twice is no reuse. Tokens of different issuers, or of different typ, are not held against each other.',
  },
  check({ tokens, reusedJti }, { report }) {
    if (reusedJti) report({ messageId: 'reused', data: { tokens, repeats: reusedJti.repeats === 1 ? '1 repeats' : `${reusedJti.repeats} repeat` }, at: 'jti' })
  },
})
