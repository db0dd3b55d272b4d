import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/missing-kid',
  meta: {
    kind: 'jwk',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A key among several has no id.',
    rationale: 'Tokens name their key by kid. A key without one is found by trial, or not at all once keys are rotated.',
    remediation: 'Give each key a kid that is never used again, such as its RFC 7638 thumbprint.',
    references: ['RFC 7517 section 4.5', 'OpenID Connect Core section 10.1', 'RFC 7638 section 1'],
    messages: {
      missing: 'This key has no kid, and the set has {keys} keys: no token can name this one.',
    },
    examples: {
      bad: ['{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"X25519","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}]}'],
      good: ['{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}'],
    },
    notes: 'A key that is alone in its set needs no id. A kid that is no string is jwk/invalid.',
  },
  check({ key, value, set, isJwk }, { report }) {
    const { kid, use } = key
    // Certificates of workloads verify TLS, not tokens (SPIFFE Trust Domain and Bundle section 4.2).
    if (!isJwk || key !== value || set.keys.length < 2 || use === 'x509-svid') return
    if (kid === undefined || kid === null || kid === '') report({ messageId: 'missing', data: { keys: set.keys.length } })
  },
})
