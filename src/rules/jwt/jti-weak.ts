import { alphabetBound } from '../../cookie/entropy.ts'
import { ExactNumber, kindOf } from '../../core/json.ts'
import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/jti-weak',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'browser-session': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The jti may not be unique.',
    rationale: 'To a list of revoked or used tokens, two tokens with the same jti are one: revoking one locks the other user out, or a replay goes unseen.',
    remediation: 'Use a UUID of version 4, or at least 96 random bits.',
    references: ['RFC 7519 section 4.1.7', 'RFC 9449 section 4.2'],
    messages: {
      notText: 'jti is {kind}, not a string.',
      counter: 'jti is the plain number {value}: counters restart, and two servers count through the same numbers.',
      short: 'jti has room for at most {bits} random bits; at least {least} are needed to keep tokens apart.',
      copy: 'jti is the same as {claim}, so all tokens of one {shared} share it.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOjE3fQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIxMjM0In0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwianRpIjoidV80MiJ9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJhMWIyYzMifQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiI2ZjFjMWY3ZS04YTUzLTRjMzktOWYzOS0wZDZkMWMxYzlkMTEifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJkYmUzOWJmM2EzYmE0MjM4YTUxM2Y1MWQ2ZTE2OTFjNCJ9.AAAA'],
    },
    notes: 'Outside DPoP a jti need only be unique, not secret. The number of bits is what its characters leave room for, not how random it is.',
  },
  defaults: { leastBits: 64 },
  check({ claims }, { options: { leastBits }, report }) {
    const { jti } = claims
    if (!hasClaim(claims, 'jti')) return
    const at = 'claims.jti'
    if (typeof jti === 'number' || jti instanceof ExactNumber) return report({ messageId: 'counter', data: { value: String(jti instanceof ExactNumber ? jti.text : jti) }, at })
    if (typeof jti !== 'string') return report({ messageId: 'notText', data: { kind: kindOf(jti ?? null) }, at })
    const same = ['sub', 'iat'].find((name) => claims[name] !== undefined && String(claims[name] instanceof ExactNumber ? claims[name].text : claims[name]) === jti)
    if (same) return report({ messageId: 'copy', data: { claim: same, shared: same === 'sub' ? 'subject' : 'second' }, at })
    if (/^\d{1,19}$/.test(jti)) return report({ messageId: 'counter', data: { value: jti }, at })
    const bits = Math.floor(alphabetBound(jti.replace(/-/g, '')))
    if (bits < leastBits) report({ messageId: 'short', data: { bits, least: leastBits }, at })
  },
})
