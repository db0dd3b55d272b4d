import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/sd-jwt-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The disclosures of the SD-JWT do not match its signed part.',
    rationale: 'The signature covers only disclosures whose digest is in the signed payload. A verifier that takes other disclosures believes claims that nobody signed.',
    remediation: 'Refuse the token. If it is your own, build and present it with a library that follows RFC 9901.',
    references: ['RFC 9901 section 4', 'RFC 9901 section 4.3', 'RFC 9901 section 7.1', 'RFC 9901 section 9.3', 'RFC 9901 section 9.7'],
    messages: {
      problem: '{problem}',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Digests without a disclosure are what an SD-JWT is for, and decoys are allowed. Disclosures without a digest are not.',
  },
  check({ facts: { sdJwt } }, { report }) {
    for (const { message, severity } of sdJwt?.problems ?? []) report({ messageId: 'problem', data: { problem: message }, severity })
  },
})
