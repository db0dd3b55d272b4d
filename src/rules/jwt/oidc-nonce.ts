import { hasClaim } from '../../jwt/claims.ts'
import type { Jwt } from '../../jwt/jwt.ts'
import { defineRule } from '../define.ts'
import { isKind, profileSeverity } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/oidc-nonce',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The nonce does not tie the ID token to the sign-in request.',
    rationale: 'Without the nonce of the request, an ID token that was stolen or made for another sign-in is accepted: the user is signed in as someone else.',
    remediation: 'Make a new random nonce for each sign-in, keep it with the session, and refuse an ID token whose nonce differs.',
    references: ['OpenID Connect Core section 2', 'OpenID Connect Core section 3.1.3.7', 'OpenID Connect Core section 3.2.2.10', 'RFC 9700 section 2.1.1', 'ASVS 10.5.1', 'CWE-294'],
    messages: {
      differs: 'nonce is not the expected one (--nonce): this token is for another sign-in.',
      missing: 'This token has no nonce, although one is expected (--nonce): it may be for another sign-in.',
      frontChannel: 'This ID token came through the browser without a nonce, which it must have there.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQifQ.AAAA'] },
    notes: 'In the code flow a nonce is optional (PKCE protects it): silent unless one is given with --nonce, or the token stood in a URL.',
  },
  check(jwt, { policy, report }) {
    const has = hasClaim(jwt.claims, 'nonce')
    if (jwt.claimsCheck.failed.includes('nonce') && policy.nonce !== undefined) {
      report(has ? { messageId: 'differs', at: 'claims.nonce' } : { messageId: 'missing', at: 'claims' })
    } else if (policy.nonce === undefined && isKind(jwt, 'id-token') && !has && cameThroughUrl(jwt)) {
      report({ messageId: 'frontChannel', at: 'claims', severity: profileSeverity(jwt), confidence: jwt.type.confidence })
    }
  },
})

/** In a redirect from the provider; `id_token_hint` goes the other way. */
const cameThroughUrl = ({ parsed: { carrier } }: Jwt): boolean => carrier.kind === 'url' && carrier.name === 'id_token'
