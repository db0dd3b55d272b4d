import { list } from '../../core/text.ts'
import { acceptedAudiences } from '../../jwt/claims-check.ts'
import { audiences } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/aud-mismatch',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is for another audience.',
    rationale: 'A service that accepts tokens made for others lets each of those others, and whoever breaks into them, act here in the name of their users.',
    remediation: 'Refuse the token, and ask the issuer for one whose audience is this service.',
    references: ['RFC 7519 section 4.1.3', 'RFC 8725 section 3.9', 'RFC 9068 section 4', 'ASVS 9.2.3', 'ASVS 10.5.4'],
    messages: {
      other: 'This token is for {aud}, not for {expected}.',
      missing: 'This token has no aud, so it is not for {expected}.',
      unreadable: 'aud of this token names no audience, so it is not for {expected}.',
      slash: 'This token is for {aud}, not for {expected}: they differ only in the slash at the end, but audiences are compared exactly.',
      letterCase: 'This token is for {aud}, not for {expected}: they differ only in upper and lower case, but audiences are compared exactly.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlIn0.AAAA'] },
    notes: 'Silent unless an audience is given (--aud, or jwt.audience in the configuration). The audience of an ID token is its client.',
  },
  check({ claims, claimsCheck, type }, { policy, report }) {
    const accepted = acceptedAudiences(policy, type)
    if (!accepted || !claimsCheck.failed.includes('aud')) return
    const expected = list(accepted, 'or')
    const { aud } = claims
    if (aud === undefined || aud === null) return report({ messageId: 'missing', data: { expected }, at: 'claims' })
    const at = 'claims.aud'
    const named = audiences(claims)
    if (named.every((audience) => audience === '')) return report({ messageId: 'unreadable', data: { expected }, at })
    for (const [messageId, normal] of spellings) {
      for (const audience of named) {
        const near = accepted.find((candidate) => normal(candidate) === normal(audience))
        if (near !== undefined) return report({ messageId, data: { aud: audience, expected: near }, at, fix: `Use one spelling on both sides, at the issuer and in --aud or jwt.audience: ${near}.` })
      }
    }
    report({ messageId: 'other', data: { aud: list(named), expected }, at })
  },
})

const withoutSlash = (audience: string): string => audience.replace(/\/$/, '')

/** Differences that look like none. */
const spellings: readonly (readonly ['slash' | 'letterCase', (audience: string) => string])[] = [
  ['slash', withoutSlash],
  ['letterCase', (audience) => withoutSlash(audience).toLowerCase()],
]
