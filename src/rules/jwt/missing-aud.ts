import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isBearer, isDemanded } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/missing-aud',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token does not say who may accept it.',
    rationale: 'Every service that trusts the issuer accepts the token. One that receives it, or is broken into, can use it at all the others.',
    remediation: 'Set aud to the one API the token is for, and have that API refuse tokens for others.',
    references: ['RFC 8725 section 3.9', 'RFC 9700 section 2.3', 'RFC 6750 section 5.3', 'ASVS 9.2.3', 'ASVS 9.2.4', 'ASVS 10.3.1'],
    messages: {
      missing: 'This token has no aud: every service that trusts its issuer accepts it.',
      clientOnly: 'This access token has no aud, as Cognito issues them.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiYXVkIjoiaHR0cHM6Ly9hcGkuZXhhbXBsZSJ9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiYXVkIjpbXX0.AAAA'] },
    notes: 'Information only for access tokens of Cognito (token_use is access), which name the client instead. An aud that is there but useless is jwt/aud-invalid; where an audience is expected, jwt/aud-mismatch reports instead.',
  },
  check(jwt, { policy, report }) {
    const { aud, token_use: use } = jwt.claims
    if (!isBearer(jwt) || (aud !== undefined && aud !== null) || isDemanded(jwt, 'aud') || policy.audiences) return
    if (use === 'access' && hasClaim(jwt.claims, 'client_id')) report({ messageId: 'clientOnly', at: 'claims', severity: 'info', fix: 'Have the API check client_id, scope and token_use instead.' })
    else report({ messageId: 'missing', at: 'claims' })
  },
})
