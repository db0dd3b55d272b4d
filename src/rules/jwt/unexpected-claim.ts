import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/unexpected-claim',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token has a claim that is not on your list.',
    rationale: 'A claim that nobody planned may show data to every holder of the token, or may grant rights at a verifier that reads it.',
    remediation: 'Take the claim out of the token, or add it to jwt.allow in the configuration.',
    references: ['RFC 7519 section 4.3'],
    messages: { unexpected: 'claims.{name} is not among the claims that you allow (jwt.allow).' },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwieCI6MX0.AAAA'] },
    notes: 'Silent unless jwt.allow lists claims. Registered claims have to be on it too.',
  },
  check({ claims }, { policy: { allowedClaims }, report }) {
    if (!allowedClaims) return
    for (const name of Object.keys(claims)) if (!allowedClaims.includes(name)) report({ messageId: 'unexpected', data: { name }, at: `claims.${name}` })
  },
})
