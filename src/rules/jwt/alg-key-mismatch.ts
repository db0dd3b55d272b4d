import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/alg-key-mismatch',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key does not permit the algorithm that the token names.',
    rationale: 'A key is made for one algorithm. A verifier that uses it with another one, because the token says so, can be made to check an HMAC with a public key that everyone has.',
    remediation: 'Bind each key to exactly one algorithm at the verifier. If the token is genuine, give the key that belongs to it.',
    references: ['RFC 8725bis section 3.1', 'RFC 8725 section 3.1', 'RFC 7517 section 4.2', 'RFC 7517 section 4.4', 'ASVS 9.1.2', 'CWE-347', 'CVE-2022-23539', 'CVE-2022-23541'],
    messages: {
      conflict: 'No key you gave may verify {alg}: {conflict}.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Silent without a key, and while some key of a set permits the algorithm.',
  },
  check({ alg, facts: { keys } }, { report }) {
    if (keys.conflict !== undefined) report({ messageId: 'conflict', data: { alg: alg ?? 'a token without alg', conflict: keys.conflict }, at: 'header.alg' })
  },
})
