import { isObject, type JsonObject } from '../../core/json.ts'
import { formatDuration } from '../../core/time.ts'
import { hasClaim, leastLifetime } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isKind, kindWords } from '../token-kinds.ts'

/** What a deny list, a list of sessions or a version check can look for; uti and origin_jti are those of Entra and Cognito. */
const handles = ['jti', 'sid', 'session_id', 'ver', 'token_version', 'tv', 'uti', 'origin_jti', 'session_state']

export default defineRule({
  id: 'jwt/no-revocation-handle',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The token is long-lived and has nothing to revoke it by.',
    rationale: 'After a logout, a theft or a new password the token goes on working until it expires, because there is nothing by which a list of revoked tokens could name it.',
    remediation: 'Shorten the life of the token, or give it a jti, a session id (sid) or a version that verifiers check.',
    references: ['OWASP JWT Cheat Sheet', 'ASVS 7.4.1', 'CWE-613'],
    messages: { none: 'This {kind} is valid for {life} and has nothing to revoke it by, such as jti or sid.' },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwic2NvcGUiOiJyZWFkIiwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUyMDEyMDB9.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwic2NvcGUiOiJyZWFkIiwianRpIjoiNmYxYzFmN2UiLCJpYXQiOjE3OTUxOTc2MDAsImV4cCI6MTc5NTIwMTIwMH0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwic2NvcGUiOiJyZWFkIiwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUxOTg1MDB9.AAAA'],
    },
    notes: 'Comparing iat with a time per user, before which nothing is valid, works as well and cannot be seen in the token.',
  },
  defaults: { warnAboveSeconds: 900 },
  check(jwt, { options, now, report }) {
    const { claims, type } = jwt
    if (!isKind(jwt, 'access-token', 'refresh-token') || handles.some((name) => hasClaim(claims, name)) || hasStatus(claims)) return
    const life = leastLifetime(claims, now)
    if (!life || life.seconds <= options.warnAboveSeconds) return
    report({ messageId: 'none', data: { kind: kindWords(type.kind), life: `${life.exact ? '' : 'at least '}${formatDuration(life.seconds)}` }, at: 'claims' })
  },
})

/** A reference to a token status list. */
const hasStatus = ({ status }: JsonObject): boolean => isObject(status) && status['status_list'] !== undefined
