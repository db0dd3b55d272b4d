import { lookUp } from '../../core/look-up.ts'
import { algorithmStanding } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

/** Names that promise too little; the last is meant for COSE, but is met in tokens. */
const weakness: Readonly<Record<string, string>> = {
  RS1: 'it signs a SHA-1 hash, for which collisions can be computed',
  HS1: 'it is built on SHA-1',
  'HS256/64': 'its MAC is cut to 64 bits, too few to resist guessing',
}

export default defineRule({
  id: 'jwt/alg-weak',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The algorithm of the token is too weak to protect it.',
    rationale: 'With a broken hash or a short MAC, someone without the key can make a token that verifies.',
    remediation: 'Sign with ES256, PS256 or Ed25519, or with HS256 and a random secret of 32 octets.',
    references: ['ASVS 11.4.1', 'IANA JOSE registry', 'CWE-327', 'CWE-328'],
    messages: {
      weak: 'alg "{alg}" is too weak for a token: {why}.',
    },
    examples: {
      bad: ['eyJhbGciOiJSUzEifQ.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
  },
  check({ alg }, { report }) {
    if (alg === undefined) return
    const why = lookUp(weakness, alg) ?? (algorithmStanding(alg) === 'prohibited' ? 'it encrypts without protecting the content against change' : undefined)
    if (why !== undefined) report({ messageId: 'weak', data: { alg, why }, at: 'header.alg' })
  },
})
