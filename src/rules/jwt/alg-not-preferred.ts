import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/alg-not-preferred',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The algorithm of the token is sound, but a better one is at hand.',
    rationale: 'RSASSA-PKCS1-v1_5 is an old padding that new designs avoid, EdDSA does not say which curve is meant, and few libraries support ES256K.',
    remediation: 'Plan a change to ES256, PS256 or Ed25519 with the next key rotation. It is not urgent.',
    references: ['OWASP JWT Cheat Sheet', 'ASVS 11.6.1', 'RFC 7518 section 8.3', 'RFC 8725bis section 3.2', 'RFC 9864'],
    messages: {
      pkcs1: '{alg} signs with RSASSA-PKCS1-v1_5, which is common and not broken, but PS256 and ES256 are preferred today.',
      eddsa: 'alg "EdDSA" does not say which curve is used; "Ed25519" and "Ed448" do (RFC 9864).',
      es256k: 'ES256K uses a curve that few libraries support; nearly all support ES256.',
    },
    examples: {
      bad: ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJFZDI1NTE5In0.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Information only, outside strict and the higher ASVS levels: OpenID Connect defaults to RS256, and RFC 9068 makes it mandatory to support.',
  },
  check({ alg = '', parsed: { serialization } }, { report }) {
    if (serialization === 'jwe') return
    const at = 'header.alg'
    if (signatureAlgorithms.get(alg)?.family === 'RSASSA-PKCS1-v1_5') report({ messageId: 'pkcs1', data: { alg }, at })
    else if (alg === 'EdDSA') report({ messageId: 'eddsa', at, fix: 'Write alg "Ed25519" or "Ed448" once the libraries of issuer and verifiers support it. It is not urgent.' })
    else if (alg === 'ES256K') report({ messageId: 'es256k', at })
  },
})
