import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import type { SignatureVerdict } from '../../jwt/facts.ts'
import type { Jwt } from '../../jwt/jwt.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/signature-not-checked',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The signature was not checked, so the token may be forged.',
    rationale: 'Without the key, everything in a token may be forged. A run without errors then means that the token is well made, not that it can be trusted.',
    remediation: 'Give the key of the issuer: --key, --jwks or --discover, or --secret for HS256, HS384 and HS512.',
    references: ['RFC 7519 section 7.2', 'RFC 7515 section 5.2', 'ASVS 9.1.1', 'CWE-347'],
    messages: {
      notChecked: 'The signature was not checked, so this token may be forged. {reason}',
      notDecrypted: 'Nothing in this encrypted token was checked. {reason}',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.'],
    },
    notes: 'Only information as long as no key is given; with a key, a signature that could not be checked is an error. Silent on unsigned tokens, which jwt/alg-none and jwt/signature-missing report, and on a DPoP proof whose own key is the one that the access token is bound to.',
  },
  check(jwt, { report }) {
    const { alg, parsed, signature, facts } = jwt
    const { status, code, reason } = facts.signature
    const isBoundProof = facts.dpop?.boundToAccessToken === true && facts.dpop.signatureVerifies !== undefined
    if (!parsed.header || status !== 'not-checked' || isBoundProof) return
    // Who gives a key wants to know that the token is genuine: that nobody can tell is no pass.
    const severity = facts.keys.supplied > 0 ? 'error' : 'info'
    if (parsed.serialization === 'jwe') {
      if (facts.jwe?.decrypted && facts.jwe.nested !== 'jws') return
      const messageId = facts.jwe?.decrypted ? 'notChecked' : 'notDecrypted'
      return report({ messageId, severity, data: { reason }, fix: 'Give the key of the recipient with --key or --secret, and the key of the issuer for the token inside.' })
    }
    const isSigned = signature !== undefined && signature.length > 0 && alg?.trim().toLowerCase() !== 'none'
    if (isSigned) report({ messageId: 'notChecked', severity, data: { reason }, at: 'signature', fix: fixes[code]?.(jwt) ?? keyOption(jwt) })
  },
})

/** What would check it, for each reason why it was not. */
const fixes: Readonly<Partial<Record<SignatureVerdict['code'], (jwt: Jwt) => string>>> = {
  'no-fitting-key': (jwt) => `None of the keys you gave can verify this algorithm. ${keyOption(jwt)}`,
  'kid-unknown': () => 'Give a current key set of the issuer with --jwks or --discover: it may have changed its keys.',
  'algorithm-unknown': () => 'Have the issuer write a registered name into alg: before that, nothing can be checked.',
  'algorithm-unsupported': () => 'Check this token with a library that implements the algorithm.',
  'critical-extension': () => 'Check this token with a library that implements the extensions named in crit.',
  malformed: () => 'Copy the whole token, and check it again.',
}

function keyOption({ alg = '', type }: Jwt): string {
  if (type.kind === 'dpop-proof') return 'A DPoP proof carries its own key: give the access token it goes with (--access-token) to see whether that is bound to this key.'
  if (signatureAlgorithms.get(alg)?.family === 'HMAC') return 'Give the shared secret: --secret env:NAME or --secret file:PATH.'
  return 'Give the public key of the issuer: --key FILE, --jwks FILE or URL, or --discover ISSUER.'
}
