import { kindOf } from '../../core/json.ts'
import { audiences, hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/oidc-azp',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The ID token was issued to another client.',
    rationale: 'A client that accepts the ID tokens of other clients signs in whoever used those, an attacker with a client of their own included.',
    remediation: 'Refuse an ID token whose azp is not your client id.',
    references: ['OpenID Connect Core section 2', 'OpenID Connect Core section 3.1.3.7'],
    messages: {
      other: 'azp is {azp}, not {clientId}: this token was issued to another client.',
      missing: 'This ID token has several audiences and no azp: nothing says which client it was issued to.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQiLCJhdWQiOlsiYSIsImIiXX0.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQiLCJhdWQiOlsiYSIsImIiXSwiYXpwIjoiYSJ9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiYXpwIjoiYSJ9.AAAA'] },
    notes: 'Give your client id with --client-id. The current text of OpenID Connect leaves azp to extensions, so this is at most a warning.',
  },
  check(jwt, { policy: { clientId }, report }) {
    const { claims, claimsCheck } = jwt
    const { azp } = claims
    if (clientId !== undefined && claimsCheck.failed.includes('azp') && azp !== undefined) {
      report({ messageId: 'other', data: { azp: typeof azp === 'string' ? azp : kindOf(azp), clientId }, at: 'claims.azp' })
    } else if (isKind(jwt, 'id-token') && !hasClaim(claims, 'azp') && new Set(audiences(claims)).size > 1) {
      report({ messageId: 'missing', at: 'claims.aud', severity: 'info', confidence: jwt.type.confidence })
    }
  },
})
