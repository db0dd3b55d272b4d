import { formatMoment } from '../../core/time.ts'
import { timeClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/not-yet-valid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is not valid yet, or comes from the future.',
    rationale: 'A verifier must not accept a token before its nbf. An iat in the future means that a clock is wrong or that the claim is made up.',
    remediation: 'Set the clocks of issuer and verifier by NTP. If they are only seconds apart, --clock-tolerance or jwt.clockTolerance forgives that.',
    references: ['RFC 7519 section 4.1.5', 'RFC 7519 section 4.1.6', 'ASVS 9.2.1'],
    messages: {
      notBefore: 'This token is not valid yet: nbf is {when}.',
      issuedLater: 'This token was issued in the future: iat is {when}.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwibmJmIjoxNzk1MjAxMjAwLCJleHAiOjE3OTUyMDQ4MDB9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiaWF0IjoxNzk1MjAxMjAwLCJleHAiOjE3OTUyMDQ4MDB9.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwibmJmIjoxNzk1MTk3NjMwLCJpYXQiOjE3OTUxOTc2MzAsImV4cCI6MTc5NTIwNDgwMH0.AAAA'],
    },
    notes: 'The clock tolerance (60 seconds unless set) is granted first. Judge a stored sample as of its own time, with --now.',
  },
  check({ claims, claimsCheck: { failed } }, { now, report }) {
    for (const [name, messageId] of [['nbf', 'notBefore'], ['iat', 'issuedLater']] as const) {
      const time = timeClaim(claims, name)
      if (time !== undefined && failed.includes(name) && time > now) report({ messageId, data: { when: formatMoment(time, now) }, at: `claims.${name}` })
    }
  },
})
