import { normalizedTyp } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'

/** Proofs of possession, whose point is to carry the key: it is the claim, not the authority (RFC 9449, OpenID4VCI). */
const proofs: ReadonlySet<string> = new Set(['dpop+jwt', 'openid4vci-proof+jwt'])

export default defineRule({
  id: 'jwt/embedded-jwk',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token carries the key to verify it with.',
    rationale: 'A verifier that takes the key from the token accepts whatever an attacker signs with a key of their own.',
    remediation: 'Leave jwk out of the header, and verify with keys that are configured at the verifier, such as the JWKS of the issuer.',
    references: ['ASVS 9.1.3', 'OpenID Connect Core section 2', 'OWASP JWT Cheat Sheet', 'PortSwigger JWT attacks', 'CWE-345', 'CVE-2018-0114'],
    messages: {
      embedded: 'The header carries a public key (jwk). A verifier that uses it accepts forged tokens: anyone can bring a key of their own.',
      trusted: 'The header carries a public key (jwk). It is one of the keys you gave, but a verifier must not take it from the token.',
      untrusted: 'The header carries a public key (jwk) that is none of the keys you gave.',
      selfSigned: 'This token verifies with the key in its own header (jwk), which is none of the keys you gave. Forged tokens look like this.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsImp3ayI6eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkFBIiwieSI6IkFBIn19.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsImtpZCI6ImExIn0.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Silent on DPoP proofs and credential proofs, which have to carry their key, and on encrypted tokens, where jwk names the key of the recipient.',
  },
  check({ header, type, parsed, facts: { keys, embeddedKey } }, { report }) {
    if (header['jwk'] === undefined || parsed.serialization === 'jwe') return
    const isProof = type.kind === 'dpop-proof' || (type.kind === 'generic' && proofs.has(normalizedTyp(header['typ']) ?? ''))
    if (isProof) return
    const at = 'header.jwk'
    const key = embeddedKey?.member === 'jwk' ? embeddedKey : undefined
    if (keys.supplied === 0 || !key) report({ messageId: 'embedded', at, severity: 'warn' })
    else if (key.trusted) report({ messageId: 'trusted', at, severity: 'warn' })
    else report({ messageId: key.verifies ? 'selfSigned' : 'untrusted', at, ...(key.verifies ? { fix: 'Refuse this token, and make sure that the verifier never takes a key from the token.' } : {}) })
  },
})
