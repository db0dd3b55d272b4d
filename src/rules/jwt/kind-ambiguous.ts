import { defineRule } from '../define.ts'
import { aKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/kind-ambiguous',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The token fits two kinds, and nothing says which it is.',
    rationale: 'A token of one kind that also passes for another can be used where it was not meant: an ID token at an API, a refresh token as an access token.',
    remediation: 'Give each kind its own typ, such as at+jwt for access tokens, and its own audience. To judge this one, say what it is: --kind, or jwt.kind in the configuration.',
    references: ['RFC 8725 section 2.8', 'RFC 8725 section 3.12', 'RFC 9068 section 5', 'ASVS 9.2.2'],
    messages: { ambiguous: 'This token could be {one} or {other}: {reason}.' },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiYXVkIjoiY2xpZW50Iiwibm9uY2UiOiJuIiwic2NvcGUiOiJvcGVuaWQifQ.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiYXVkIjoiY2xpZW50Iiwibm9uY2UiOiJuIiwiZW1haWwiOiJhbGljZUBtYWlsLmV4YW1wbGUiLCJuYW1lIjoiYWxpY2UifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'] },
    notes: 'Only where strong evidence speaks for both kinds. To settle it, say what the token is with --kind.',
  },
  check({ type: { rivals, reason } }, { report }) {
    if (!rivals) return
    const [one, other] = rivals
    report({ messageId: 'ambiguous', data: { one: aKind(one), other: aKind(other), reason }, at: 'claims' })
  },
})
