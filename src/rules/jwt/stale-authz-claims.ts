import { list } from '../../core/text.ts'
import { formatDuration } from '../../core/time.ts'
import { leastLifetime } from '../../jwt/claims.ts'
import { authorizationClaims } from '../authorization-claims.ts'
import { defineRule } from '../define.ts'
import { isAccess } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/stale-authz-claims',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'oidc-id-token': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'Roles or permissions are in a long-lived token.',
    rationale: 'Rights that are withdrawn stay in the token until it expires: to the verifier, a dismissed administrator is still one.',
    remediation: 'Shorten the life of the token, or look the permissions up on the server when they matter.',
    references: ['ASVS 8.3.2', 'CWE-613'],
    messages: { stale: 'This token holds {claims} and is valid for {life}: rights that are withdrawn meanwhile stay in force until it expires.' },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicm9sZXMiOlsiYWRtaW4iXSwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUyMDg0MDB9.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicm9sZXMiOlsiYWRtaW4iXSwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUxOTg1MDB9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwic2NvcGUiOiJyZWFkIiwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUyMDg0MDB9.AAAA'],
    },
    notes: 'scope alone does not count: it says what a client may ask for, not what the user may do. A token without exp is jwt/missing-exp.',
  },
  defaults: { warnAboveSeconds: 3600 },
  check(jwt, { options, now, report }) {
    if (!isAccess(jwt)) return
    const life = leastLifetime(jwt.claims, now)
    const names = life && life.seconds > options.warnAboveSeconds ? authorizationClaims(jwt.claims) : []
    if (!life || names.length === 0) return
    report({ messageId: 'stale', data: { claims: list(names), life: `${life.exact ? '' : 'at least '}${formatDuration(life.seconds)}` }, at: `claims.${names[0] ?? ''}` })
  },
})
