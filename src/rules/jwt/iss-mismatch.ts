import { kindOf, type JsonValue } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/iss-mismatch',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is not from the issuer that is accepted.',
    rationale: 'A verifier that lets the issuer pass unchecked accepts tokens of every issuer whose keys it can find, and of every tenant that shares them.',
    remediation: 'Refuse the token. If this issuer is meant, give it with --iss or jwt.issuer, exactly as its metadata publishes it.',
    references: ['RFC 8725 section 3.8', 'OpenID Connect Core section 3.1.3.7', 'RFC 9068 section 4', 'ASVS 10.5.3'],
    messages: {
      other: 'This token is from {iss}, not from {expected}.',
      missing: 'This token has no iss, so it cannot be from {expected}.',
      notText: 'iss of this token is {kind}, not a string, so it cannot be {expected}.',
      slash: 'iss is {iss}, but {expected} is accepted: they differ only in the slash at the end, but issuers are compared exactly.',
      scheme: 'iss is {iss}, but {expected} is accepted: one is http, the other https.',
      letterCase: 'iss is {iss}, but {expected} is accepted: they differ only in upper and lower case, but issuers are compared exactly.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIn0.AAAA'] },
    notes: 'Silent unless an issuer is given (--iss, or jwt.issuer in the configuration).',
  },
  check({ claims: { iss }, claimsCheck }, { policy: { issuers = [] }, report }) {
    if (!claimsCheck.failed.includes('iss') || issuers.length === 0) return
    if (iss === undefined || iss === null || iss === '') return report({ messageId: 'missing', data: { expected: list(issuers, 'or') }, at: 'claims' })
    const at = 'claims.iss'
    if (typeof iss !== 'string') return report({ messageId: 'notText', data: { kind: kindOf(iss), expected: list(issuers, 'or') }, at })
    for (const [messageId, normal] of spellings) {
      const expected = issuers.find((issuer) => normal(issuer) === normal(iss))
      if (expected !== undefined) return report({ messageId, data: { iss, expected }, at, fix: 'Look up "issuer" in the metadata of the issuer, and use exactly that on both sides: in the tokens, and in --iss or jwt.issuer.' })
    }
    report({ messageId: 'other', data: { iss, expected: list(issuers, 'or') }, at })
  },
})

const withoutSlash = (issuer: string): string => issuer.replace(/\/$/, '')

/** Differences that look like none. */
const spellings: readonly (readonly ['slash' | 'scheme' | 'letterCase', (issuer: string) => JsonValue])[] = [
  ['slash', withoutSlash],
  ['scheme', (issuer) => withoutSlash(issuer).replace(/^https?:/i, 'https:')],
  ['letterCase', (issuer) => withoutSlash(issuer).toLowerCase()],
]
