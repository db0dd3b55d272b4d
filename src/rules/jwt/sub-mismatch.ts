import { ExactNumber } from '../../core/json.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/sub-mismatch',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is about someone else.',
    rationale: 'A token whose subject is not the expected one speaks for another user or client, however valid it is.',
    remediation: 'Refuse the token, and find out how the token of one subject came to another.',
    references: ['RFC 7519 section 4.1.2', 'RFC 8725 section 3.8'],
    messages: {
      other: 'sub is not the expected subject (--sub or jwt.subject): this token is about someone else.',
      missing: 'This token has no sub, so it cannot be about the expected subject (--sub or jwt.subject).',
      number: 'sub is a number, but the expected subject is a string with the same digits: sub must be a string.',
      letterCase: 'sub differs from the expected subject only in upper and lower case, but subjects are compared exactly.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'] },
    notes: 'Silent unless a subject is given (--sub). The subjects themselves are not repeated in the message, because they may be personal.',
  },
  check({ claims: { sub }, claimsCheck }, { policy: { subject }, report }) {
    if (subject === undefined || !claimsCheck.failed.includes('sub')) return
    if (sub === undefined || sub === null) return report({ messageId: 'missing', at: 'claims' })
    const at = 'claims.sub'
    const isNumber = typeof sub === 'number' || sub instanceof ExactNumber
    if (isNumber && (sub instanceof ExactNumber ? sub.text : String(sub)) === subject) return report({ messageId: 'number', at })
    const isCase = typeof sub === 'string' && sub.toLowerCase() === subject.toLowerCase()
    report({ messageId: isCase ? 'letterCase' : 'other', at })
  },
})
