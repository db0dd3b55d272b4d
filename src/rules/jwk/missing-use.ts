import { requiredMembers } from '../../jwt/jwk-members.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/missing-use',
  meta: {
    kind: 'jwk',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'warn', 'browser-session': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key does not say whether it is for signatures or for encryption.',
    rationale: 'A key that serves both purposes lets an attacker use one protocol against the other. In a set with keys of both kinds, clients cannot tell which one to take.',
    remediation: 'Say what it is for: "use":"sig" or "use":"enc".',
    references: ['RFC 7517 section 4.2', 'RFC 7517 section 4.3', 'OpenID Connect Core section 10.1'],
    messages: {
      missing: 'The key has neither use nor key_ops: nothing says whether it is for signatures or for encryption.',
    },
    examples: { bad: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'], good: ['{"kty":"OKP","crv":"Ed25519","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'] },
  },
  check({ key, isJwk }, { report }) {
    const { kty, use, key_ops: operations } = key
    if (isJwk && use === undefined && operations === undefined && typeof kty === 'string' && Object.hasOwn(requiredMembers, kty)) report({ messageId: 'missing' })
  },
})
