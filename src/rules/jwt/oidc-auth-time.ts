import { kindOf } from '../../core/json.ts'
import { formatDuration, formatMoment } from '../../core/time.ts'
import { mayBeIdToken } from '../../jwt/claims-check.ts'
import { numberOf, timeClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/oidc-auth-time',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The user signed in too long ago, or the token does not say when.',
    rationale: 'A client that asked for a recent sign-in must check that it got one: the provider may have answered from an old session, perhaps on a shared machine.',
    remediation: 'Send the user to sign in again (prompt=login, or max_age), and refuse tokens without a recent auth_time.',
    references: ['OpenID Connect Core section 2', 'OpenID Connect Core section 3.1.3.7', 'ASVS 6.8.4', 'ASVS 10.3.4'],
    messages: {
      tooOld: 'The user signed in at {when} (auth_time), longer ago than the {limit} that --max-age or jwt.maxAge allows.',
      missing: 'This token has no auth_time, so nothing says when the user signed in; a request with max_age makes it mandatory.',
      unreadable: 'auth_time cannot be read as a time ({kind}), so nothing says when the user signed in.',
      noAssurance: 'acr is "0": the sign-in does not reach even the lowest level of assurance (ISO/IEC 29115 level 1).',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQiLCJhdXRoX3RpbWUiOjE3OTUxOTA0MDB9.AAAA'] },
    notes: 'Silent unless a maximum age is given (--max-age, or jwt.maxAge in the configuration). The clock tolerance is granted first.',
  },
  check({ claims, claimsCheck, type }, { policy: { maxAge }, now, report }) {
    if (maxAge === undefined) return
    if (claimsCheck.failed.includes('auth_time')) {
      const time = timeClaim(claims, 'auth_time')
      const at = 'claims.auth_time'
      if (claims['auth_time'] === undefined) report({ messageId: 'missing', at: 'claims' })
      else if (time === undefined) report({ messageId: 'unreadable', data: { kind: numberOf(claims['auth_time']) === undefined ? kindOf(claims['auth_time']) : 'a number out of range' }, at })
      else report({ messageId: 'tooOld', data: { when: formatMoment(time, now), limit: formatDuration(maxAge) }, at })
    }
    if (claims['acr'] === '0' && mayBeIdToken(type)) report({ messageId: 'noAssurance', at: 'claims.acr', severity: 'info', fix: 'Permit nothing of value after this sign-in, or ask for a stronger one with acr_values.' })
  },
})
