import { formatMoment } from '../../core/time.ts'
import { timeClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/expired',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token has expired.',
    rationale: 'A verifier must not accept a token at or after its exp. One that does lets stolen tokens be used for ever.',
    remediation: 'Get a new token. If it should still be valid, compare the clocks of issuer and verifier. Judge a stored sample as of its own time, with --now.',
    references: ['RFC 7519 section 4.1.4', 'ASVS 9.2.1'],
    messages: {
      expired: 'This token expired at {when} (exp).',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTg2ODAwfQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk4NTAwfQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk3NTcwfQ.AAAA'],
    },
    notes: 'The clock tolerance (60 seconds unless set) is granted first. An exp that cannot be read as a time is jwt/time-invalid.',
  },
  check({ claims, claimsCheck }, { now, report }) {
    const exp = timeClaim(claims, 'exp')
    if (exp === undefined || !claimsCheck.failed.includes('exp')) return
    report({ messageId: 'expired', data: { when: formatMoment(exp, now) }, at: 'claims.exp' })
  },
})
