import { formatDuration, formatUtc } from '../../core/time.ts'
import { timeClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/time-order',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The times of the token contradict each other.',
    rationale: 'A token that expires before it is issued or becomes valid is never good. One that was issued before the user signed in was put together wrongly, or by someone else.',
    remediation: 'Correct the issuer: set iat to now, exp to a time ahead, nbf to iat or leave it out, and auth_time to when the user signed in.',
    references: ['RFC 7519 section 4.1', 'OpenID Connect Core section 2'],
    messages: {
      beforeIssue: 'exp ({exp}) is {distance} iat ({iat}): this token had expired when it was issued.',
      beforeValid: 'exp ({exp}) is {distance} nbf ({nbf}): this token is never valid.',
      signInLater: 'auth_time ({authTime}) is {distance} after iat ({iat}): the user signed in after this token was issued.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjE3OTUxOTc2MDAsImV4cCI6MTc5NTE5NzYwMH0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJuYmYiOjE3OTUyMDEyMDAsImV4cCI6MTc5NTE5NzkwMH0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjE3OTUxOTc2MDAsImF1dGhfdGltZSI6MTc5NTIwMTIwMCwiZXhwIjoxNzk1MjAxNTAwfQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjE3OTUxOTc2MDAsIm5iZiI6MTc5NTE5NzYwMCwiYXV0aF90aW1lIjoxNzk1MTk3NjAwLCJleHAiOjE3OTUxOTg1MDB9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjE3OTUxOTc2MDAsIm5iZiI6MTc5NTE5NzUwMCwiZXhwIjoxNzk1MTk4NTAwfQ.AAAA'],
    },
    notes: 'Times that cannot be read are jwt/time-invalid. The clock tolerance is granted between auth_time and iat, which may come from two machines.',
  },
  check({ claims }, { policy: { clockTolerance }, report }) {
    const [iat, nbf, exp, authTime] = ['iat', 'nbf', 'exp', 'auth_time'].map((name) => timeClaim(claims, name))
    const before = (end: number, start: number) => (end === start ? 'the same as' : `${formatDuration(start - end)} before`)
    if (exp !== undefined && iat !== undefined && exp <= iat) {
      report({ messageId: 'beforeIssue', data: { exp: formatUtc(exp), iat: formatUtc(iat), distance: before(exp, iat) }, at: 'claims.exp' })
    } else if (exp !== undefined && nbf !== undefined && exp <= nbf) {
      report({ messageId: 'beforeValid', data: { exp: formatUtc(exp), nbf: formatUtc(nbf), distance: before(exp, nbf) }, at: 'claims.exp' })
    }
    if (authTime !== undefined && iat !== undefined && authTime > iat + clockTolerance) {
      report({ messageId: 'signInLater', data: { iat: formatUtc(iat), authTime: formatUtc(authTime), distance: formatDuration(authTime - iat) }, at: 'claims.auth_time' })
    }
  },
})
