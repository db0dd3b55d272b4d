import { requiredMembers } from '../../jwt/jwk-members.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/missing-alg',
  meta: {
    kind: 'jwk',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'warn', 'rfc9068-access-token': 'warn', api: 'warn' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key does not say which algorithm it is for.',
    rationale: 'Libraries that take the algorithm from the token when the key names none have verified HMACs with a public key as the secret. One key, one algorithm.',
    remediation: 'Name the one algorithm that it signs with: "alg":"ES256".',
    references: ['RFC 8725bis section 3.1', 'RFC 7517 section 4.4', 'CVE-2026-22817', 'CVE-2026-44699'],
    messages: {
      missing: 'The key names no algorithm (alg), so a verifier has to know which one is meant.',
    },
    examples: { bad: ['{"kty":"OKP","crv":"Ed25519","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'], good: ['{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'] },
    notes: 'alg is optional in RFC 7517, and some large issuers leave it out.',
  },
  check({ key, isJwk }, { report }) {
    const { kty, alg } = key
    if (isJwk && alg === undefined && typeof kty === 'string' && kty !== 'oct' && Object.hasOwn(requiredMembers, kty)) report({ messageId: 'missing' })
  },
})
