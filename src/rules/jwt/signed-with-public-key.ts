import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/signed-with-public-key',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is forged: its secret is the text of a public key.',
    rationale: 'Someone used the public key, which everyone has, as the secret of an HMAC. A verifier that lets the token choose HS256 while it holds a public key accepts that.',
    remediation: 'Refuse this token, look for others like it in the logs, and have verifiers that hold this key accept only its algorithm: algorithms: [\'RS256\'] in jsonwebtoken and jose, algorithms=[\'RS256\'] in PyJWT.',
    references: ['RFC 8725 section 2.1', 'RFC 8725 section 3.1', 'ASVS 9.1.2', 'PortSwigger JWT attacks', 'CWE-347', 'CVE-2015-9235', 'CVE-2016-10555', 'CVE-2024-54150'],
    messages: {
      forged: 'This token is forged: its {alg} signature verifies with a public key as the secret: {key}, in the form of {form}.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'A match is a proof. It needs the public key, from an option or from the token itself.',
  },
  check({ alg = '', facts: { publicKeyAsSecret } }, { report }) {
    if (!publicKeyAsSecret) return
    const { key, form } = publicKeyAsSecret
    report({ messageId: 'forged', data: { alg, key, form }, at: 'signature' })
  },
})
