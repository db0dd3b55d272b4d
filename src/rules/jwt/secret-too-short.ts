import { count } from '../../core/text.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/secret-too-short',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The secret has fewer octets than the hash of its algorithm.',
    rationale: 'A short secret can be found by trying. The standard demands as many octets as the hash has: 32 for HS256, 48 for HS384 and 64 for HS512.',
    remediation: 'Generate a secret of at least that many random octets.',
    references: ['RFC 7518 section 3.2', 'OpenID Connect Core section 16.19', 'OWASP JWT Cheat Sheet', 'CWE-326'],
    messages: {
      short: 'The secret from {source} has {octets}; {alg} demands at least {least}.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Counts the octets that were used: say base64:, base64url: or hex: in front of a secret that is written in one of these.',
  },
  check({ alg = '', facts: { secret } }, { report }) {
    const least = signatureAlgorithms.get(alg)?.secretOctets
    if (!secret || least === undefined || secret.octets >= least) return
    report({
      messageId: 'short',
      data: { source: secret.source, octets: count(secret.octets, 'octet'), alg, least },
      at: 'header.alg',
      fix: `Generate ${least} random octets (openssl rand -base64 ${least}), and hand them over as base64: so that they are decoded.`,
    })
  },
})
