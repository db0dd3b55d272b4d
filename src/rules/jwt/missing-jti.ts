import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isBearer, isDemanded } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/missing-jti',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token has no id of its own.',
    rationale: 'Without jti a single token can neither be revoked nor recognised when it is replayed, and logs cannot name it.',
    remediation: 'Set jti to a new random id for each token: crypto.randomUUID() in JavaScript, uuid.uuid4() in Python.',
    references: ['RFC 7519 section 4.1.7', 'RFC 9068 section 2.2', 'OWASP REST Security Cheat Sheet'],
    messages: { missing: 'This token has no jti, so it cannot be revoked on its own or recognised when it is replayed.' },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwianRpIjoiNmYxYzFmN2UtOGE1My00YzM5LTlmMzktMGQ2ZDFjMWM5ZDExIn0.AAAA'] },
    notes: 'Tokens that live for minutes rarely need one, so this is information.',
  },
  check(jwt, { report }) {
    if (isBearer(jwt) && !hasClaim(jwt.claims, 'jti') && !isDemanded(jwt, 'jti')) report({ messageId: 'missing', at: 'claims' })
  },
})
