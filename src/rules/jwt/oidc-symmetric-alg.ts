import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'
import { isKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/oidc-symmetric-alg',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The ID token is signed with a secret of its client.',
    rationale: 'Whoever has the secret can sign in as anyone. In a browser or mobile application the secret is public, and OpenID Connect forbids it there.',
    remediation: 'Register RS256, ES256 or PS256 as id_token_signed_response_alg of the client.',
    references: ['OpenID Connect Core section 10.1', 'OpenID Connect Core section 16.19'],
    messages: { symmetric: 'This ID token is signed with {alg}, which uses the client secret: whoever has that secret can make ID tokens.' },
    examples: { bad: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQifQ.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQifQ.AAAA', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'] },
    notes: 'A client that can keep a secret of at least 32 octets may do this.',
  },
  check(jwt, { report }) {
    const { alg = '' } = jwt
    if (isKind(jwt, 'id-token') && signatureAlgorithms.get(alg)?.family === 'HMAC') report({ messageId: 'symmetric', data: { alg }, at: 'header.alg' })
  },
})
