import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/symmetric-in-jwks',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A shared secret is among keys that are meant to be public.',
    rationale: 'The secret of an HMAC both verifies and signs. Whoever reads the key set can issue tokens of their own.',
    remediation: 'Take it out, replace the secret everywhere, and sign with a key pair if others have to verify. If this file is meant to be private, say --role private.',
    references: ['RFC 7517 section 9.2', 'OWASP JWT Cheat Sheet', 'CWE-522'],
    messages: {
      published: 'This is a shared secret (kty is "oct"): everyone who can read it can sign or decrypt with it.',
    },
    examples: { bad: ['{"keys":[{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}]}'], good: ['{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}'] },
    notes: 'Silent with --role private.',
  },
  check({ key, set: { role } }, { report }) {
    if (role === 'public' && key['kty'] === 'oct') report({ messageId: 'published', at: 'kty' })
  },
})
