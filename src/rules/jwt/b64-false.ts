import { kindOf } from '../../core/json.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/b64-false',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The header says that the payload is not base64url-encoded.',
    rationale: 'RFC 7797 forbids this option in a JWT. Verifiers that follow it and those that ignore it read two different payloads under one signature.',
    remediation: 'Remove b64 from the header and from crit, and encode the payload with base64url.',
    references: ['RFC 7797 section 7', 'RFC 7797 section 6'],
    messages: {
      unencoded: 'b64 is false: the payload is signed without base64url encoding, which RFC 7797 forbids in a JWT.',
      notBoolean: 'b64 is {kind}; it must be a boolean, and in a JWT only true.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsImI2NCI6dHJ1ZSwiY3JpdCI6WyJiNjQiXX0.eyJzdWIiOiIxIn0.AAAA'],
    },
  },
  check({ header, parsed }, { report }) {
    const b64 = header['b64']
    if (b64 === undefined || b64 === true || parsed.serialization === 'jwe') return
    report({ messageId: b64 === false ? 'unencoded' : 'notBoolean', data: { kind: kindOf(b64) }, at: 'header.b64' })
  },
})
