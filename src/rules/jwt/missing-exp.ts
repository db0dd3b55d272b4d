import { defineRule } from '../define.ts'

/** Kinds that are fresh by other means: proofs by iat and nonce, events because they report the past (RFC 8417 section 2.2). */
const withoutExp = ['dpop-proof', 'key-binding', 'security-event']

export default defineRule({
  id: 'jwt/missing-exp',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token never expires: it has no exp.',
    rationale: 'A token that leaks can be used for as long as its key is in use. Nothing but a list of revoked tokens, or a new key, stops it.',
    remediation: 'Set exp when the token is issued, minutes ahead for access tokens (expiresIn: \'15m\' in jsonwebtoken, setExpirationTime(\'15m\') in jose), and have verifiers refuse tokens without it.',
    references: ['RFC 9068 section 2.2', 'OpenID Connect Core section 2', 'OpenID Connect Back-Channel Logout section 2.4', 'OWASP REST Security Cheat Sheet', 'CWE-613'],
    messages: {
      missing: 'This token never expires: it has no exp.',
      ownProfile: 'This token has no exp. Its kind may do without one, but whoever holds it can then use it for ever.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZXhwIjoxNzk1MTk4NTAwfQ.AAAA', 'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2In0.eyJqdGkiOiJhIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNzk1MTk3NjAwfQ.AAAA'],
    },
    notes: 'Silent on DPoP proofs, key binding tokens and security events, which are fresh by other means. API keys that are meant to last still get this error: put an ignore with a reason into the configuration, so that it stays a decision.',
  },
  check({ parsed: { claims }, type }, { report }) {
    if (!claims || claims['exp'] !== undefined || withoutExp.includes(type.kind)) return
    if (type.ownProfile) report({ messageId: 'ownProfile', at: 'claims', severity: 'info' })
    else report({ messageId: 'missing', at: 'claims' })
  },
})
