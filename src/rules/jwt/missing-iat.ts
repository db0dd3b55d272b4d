import { defineRule } from '../define.ts'
import { isBearer, isDemanded } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/missing-iat',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token does not say when it was issued.',
    rationale: 'Without iat nobody can tell how old a token is, how long it lives, or whether it was issued before a password was changed.',
    remediation: 'Set iat when the token is issued, in seconds since 1970.',
    references: ['RFC 7519 section 4.1.6', 'RFC 9068 section 2.2'],
    messages: { missing: 'This token has no iat, so its age and lifetime cannot be judged.' },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiaWF0IjoxNzk1MTk3NjAwfQ.AAAA'] },
    notes: 'RFC 7519 leaves iat optional, so this is information.',
  },
  check(jwt, { report }) {
    if (isBearer(jwt) && jwt.claims['iat'] === undefined && !isDemanded(jwt, 'iat')) report({ messageId: 'missing', at: 'claims' })
  },
})
