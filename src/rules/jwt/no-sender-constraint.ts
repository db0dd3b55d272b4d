import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/no-sender-constraint',
  meta: {
    kind: 'jwt',
    severity: 'off',
    presets: { strict: 'info', 'asvs-l3': 'warn', 'rfc9068-access-token': 'info', api: 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The access token is not bound to a key of its client.',
    rationale: 'Whoever gets hold of a bearer token can use it. A token that is bound to a key is of no use without that key.',
    remediation: 'Bind access tokens to the client by DPoP (cnf.jkt) or mutual TLS (cnf.x5t#S256).',
    references: ['RFC 9700 section 2.2.1', 'ASVS 10.3.5', 'ASVS 10.4.14', 'CWE-294'],
    messages: { bearer: 'This access token is bound to no key (it has no cnf): whoever steals it can use it.' },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzY29wZSI6InJlYWQifQ.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzY29wZSI6InJlYWQiLCJjbmYiOnsiamt0IjoiMFpjT0NPUlpOWXktRFdwcXEzMGpaeUpHSFROMGQySGdsQlYzdWlndUE0SSJ9fQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA'] },
    notes: 'Off by default: bearer tokens are the norm.',
  },
  check(jwt, { report }) {
    if (isKind(jwt, 'access-token') && !hasClaim(jwt.claims, 'cnf')) report({ messageId: 'bearer', at: 'claims', confidence: jwt.type.confidence })
  },
})
