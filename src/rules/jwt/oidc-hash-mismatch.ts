import { defineRule } from '../define.ts'

/** What each hash is made of (OpenID Connect Core sections 3.1.3.6 and 3.3.2.11). */
const hashed = [
  ['at_hash', 'access token'],
  ['c_hash', 'authorization code'],
  ['s_hash', 'state'],
] as const

export default defineRule({
  id: 'jwt/oidc-hash-mismatch',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The ID token does not belong to the token or code beside it.',
    rationale: 'The hash shows that access token and code were issued together with the ID token. Where it differs, one of them was replaced on the way.',
    remediation: 'Refuse the whole response. If it should be genuine, check that what you gave came together with this ID token.',
    references: ['OpenID Connect Core section 3.1.3.6', 'OpenID Connect Core section 3.2.2.9', 'OpenID Connect Core section 3.3.2.11'],
    messages: {
      mismatch: '{claim} is not the hash of the {what} you gave: they were not issued together.',
      missing: 'This ID token came through the browser without {claim}, so nothing ties the {what} to it.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiYXRfaGFzaCI6Ijc3UW1VUHRqUGZ6V3RGMkFucEs5UlEifQ.AAAA'] },
    notes: 'Needs the access token (--access-token) or the code. In the code flow the hashes are optional: a missing one counts only where the ID token stood in a URL.',
  },
  check({ facts: { hashes }, parsed: { carrier } }, { report }) {
    for (const [claim, what] of hashed) {
      const verdict = hashes?.[claim]
      if (verdict === 'mismatch') report({ messageId: 'mismatch', data: { claim, what }, at: `claims.${claim}` })
      else if (verdict === 'missing' && carrier.kind === 'url' && carrier.name === 'id_token') report({ messageId: 'missing', data: { claim, what }, at: 'claims' })
    }
  },
})
