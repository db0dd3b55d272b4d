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
    rationale: 'A short secret can be guessed. RFC 7518 demands as many octets as the hash has: 32 for HS256, 48 for HS384 and 64 for HS512.',
    remediation: 'Generate a secret of at least that many random octets (openssl rand -base64 32 for HS256).',
    references: ['RFC 7518 section 3.2', 'OpenID Connect Core section 16.19', 'OWASP JWT Cheat Sheet', 'CWE-326'],
    messages: {
      short: 'The secret from {source} has {octets}; {alg} needs at least {least}.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Counts the octets that are used as the key: put base64:, base64url: or hex: in front of a secret that is written in one of these.',
  },
  check({ alg = '', facts: { secret } }, { report }) {
    const least = signatureAlgorithms.get(alg)?.secretOctets
    if (!secret || least === undefined || secret.octets >= least) return
    report({
      messageId: 'short',
      data: { source: secret.source, octets: count(secret.octets, 'octet'), alg, least },
      at: 'header.alg',
      fix: `Generate ${least} random octets (openssl rand -base64 ${least}), and give them to --secret with base64: in front, so that they are decoded.`,
    })
  },
})
