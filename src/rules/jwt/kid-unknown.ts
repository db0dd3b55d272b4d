import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/kid-unknown',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'No key of the set has the id that the token names.',
    rationale: 'The token was signed by someone else, or the issuer has changed its keys. A verifier that then tries every key it has accepts more than it should.',
    remediation: 'Fetch the key set again. If the id is still unknown, refuse the token; never fall back to another key.',
    references: ['RFC 7515 section 4.1.4', 'OpenID Connect Core section 10.1.1'],
    messages: {
      unknown: 'No key of the set has the kid "{kid}": the set is out of date, or the token is from another issuer.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiIsImtpZCI6ImExIn0.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Silent without a key set.',
  },
  check({ header, facts: { keys } }, { report }) {
    const kid = header['kid']
    if (keys.kidFound === false && typeof kid === 'string') report({ messageId: 'unknown', data: { kid }, at: 'header.kid' })
  },
})
