import { lookUp } from '../../core/look-up.ts'
import { requiredMembers } from '../../jwt/jwk-members.ts'
import { defineRule } from '../define.ts'

/** The only algorithm that signs on the curve (RFC 7518 section 3.4, RFC 8812 section 3.2). */
const algorithmOfCurve: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512', secp256k1: 'ES256K' }

export default defineRule({
  id: 'jwk/missing-alg',
  meta: {
    kind: 'jwk',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'warn', 'rfc9068-access-token': 'warn', api: 'warn' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key does not say which algorithm it is for.',
    rationale: 'When the key names no algorithm, some libraries take it from the token, and have verified an HMAC with the public key as the secret.',
    remediation: 'Add the one algorithm that the key is for, such as "alg":"ES256".',
    references: ['RFC 8725bis section 3.1', 'RFC 7517 section 4.4', 'CVE-2026-22817', 'CVE-2026-44699'],
    messages: {
      missing: 'The key has no alg: nothing says which algorithm it is for.',
    },
    examples: { bad: ['{"kty":"OKP","crv":"Ed25519","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'], good: ['{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'] },
    notes: 'alg is optional in RFC 7517, and some large issuers leave it out.',
  },
  check({ key, isJwk }, { report }) {
    const { kty, alg, crv, use } = key
    if (!isJwk || alg !== undefined || typeof kty !== 'string' || kty === 'oct' || !Object.hasOwn(requiredMembers, kty)) return
    const fitting = kty === 'EC' && use === 'sig' && typeof crv === 'string' ? lookUp(algorithmOfCurve, crv) : undefined
    report({ messageId: 'missing', ...(fitting === undefined ? {} : { fix: `Add "alg":"${fitting}".` }) })
  },
})
