import type { JsonObject } from '../../core/json.ts'
import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isBearer, isDemanded } from '../token-kinds.ts'

/** The id of a workload begins with the domain that vouches for it (SPIFFE JWT-SVID section 3: iss is not used). */
const namesTrustDomain = ({ sub }: JsonObject): boolean => typeof sub === 'string' && sub.startsWith('spiffe://')

export default defineRule({
  id: 'jwt/missing-iss',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token does not say who issued it.',
    rationale: 'A verifier that trusts several issuers, or one issuer in several environments, cannot tell their tokens apart: where a key is shared, a token of the test system opens the production system.',
    remediation: 'Set iss to the identifier of the issuer, and have verifiers compare it exactly.',
    references: ['RFC 8725 section 3.8', 'OWASP REST Security Cheat Sheet', 'ASVS 10.3.3'],
    messages: {
      missing: 'This token has no iss: nothing says who issued it.',
      workload: 'This token has no iss; the trust domain in its sub says who vouches for it.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiaXNzIjoibXktYXBwIn0.AAAA'] },
    notes: 'Any text will do; only some profiles want an https URL. Information only for SPIFFE ids of workloads, which name their trust domain in sub. Where an issuer is expected, jwt/iss-mismatch reports instead.',
  },
  check(jwt, { policy, report }) {
    if (!isBearer(jwt) || hasClaim(jwt.claims, 'iss') || isDemanded(jwt, 'iss') || policy.issuers) return
    if (namesTrustDomain(jwt.claims)) report({ messageId: 'workload', at: 'claims.sub', severity: 'info' })
    else report({ messageId: 'missing', at: 'claims' })
  },
})
