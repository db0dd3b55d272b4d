import { kindOf } from '../../core/json.ts'
import type { TokenKind } from '../../core/policy.ts'
import { hasClaim } from '../../jwt/claims.ts'
import type { Jwt } from '../../jwt/jwt.ts'
import { kindOfTyp, markBesidesTyp, normalizedTyp, typOfKind } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'
import { aKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/typ-mismatch',
  meta: {
    kind: 'jwt',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The typ of the token does not fit what the token is used as.',
    rationale: 'A token made for one purpose is passed off as another, or its issuer marks it wrongly and verifiers cannot tell the kinds apart.',
    remediation: 'Refuse the token. If it is your own, have the issuer set the typ of the kind that is meant, such as at+jwt for access tokens.',
    references: ['RFC 9068 section 4', 'RFC 9449 section 4.3', 'OpenID Connect Back-Channel Logout section 2.4', 'RFC 8725 section 3.12', 'ASVS 9.2.2', 'ASVS 10.5.5'],
    messages: {
      expected: 'typ is {typ}, but "{expected}" is expected.',
      otherKind: 'typ "{typ}" says that this is {said}, but it is {actual} ({evidence}).',
      unknownType: 'typ "{typ}" is not the type of {actual}{expected}.',
      notString: 'typ is {kind}, not a string.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJub25jZSI6Im4iLCJhdF9oYXNoIjoiaCJ9.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'A missing typ, or JWT, contradicts nothing and is jwt/typ-missing. Upper case and a leading application/ do not matter.',
  },
  check(jwt, { policy, report }) {
    const typ = jwt.header['typ']
    const at = 'header.typ'
    const name = normalizedTyp(typ)
    if (policy.typ !== undefined && name !== normalizedTyp(policy.typ)) {
      return report({ messageId: 'expected', data: { typ: typeof typ === 'string' ? `"${typ}"` : typ === undefined ? 'missing' : kindOf(typ), expected: policy.typ }, at })
    }
    if (typ === undefined || name === 'jwt') return
    if (typeof typ !== 'string') return report({ messageId: 'notString', data: { kind: kindOf(typ) }, at })

    const said = kindOfTyp(typ)
    const actual = withoutTyp(jwt, policy.tokenKind)
    if (!actual || said === actual.kind) return
    const typed = typOfKind(actual.kind)
    if (said) report({ messageId: 'otherKind', data: { typ, said: aKind(said), evidence: actual.evidence, actual: aKind(actual.kind) }, at, ...(actual.isCertain ? {} : { severity: 'warn', confidence: 'firm' }) })
    else if (policy.tokenKind) report({ messageId: 'unknownType', data: { typ, actual: aKind(actual.kind), expected: typed === undefined ? '' : `, which is "${typed}"` }, at, severity: 'warn', confidence: 'firm' })
  },
})

/** What the token is when its typ is not asked; undefined when nothing else tells. */
function withoutTyp({ parsed, claims }: Jwt, asked: TokenKind | undefined): { kind: TokenKind; isCertain: boolean; evidence: string } | undefined {
  if (asked === 'generic') return undefined
  if (asked) return { kind: asked, isCertain: true, evidence: 'you said so with --kind or jwt.kind' }
  const marked = markBesidesTyp(parsed)
  if (marked && marked.kind !== 'generic' && marked.confidence === 'certain') return { kind: marked.kind, isCertain: true, evidence: marked.reason }
  // Only an ID token carries the hash of what it was issued with (OpenID Connect Core section 3.1.3.6).
  const hash = ['at_hash', 'c_hash', 's_hash'].find((claim) => hasClaim(claims, claim))
  if (hash === undefined) return undefined
  const hasNonce = hasClaim(claims, 'nonce')
  return { kind: 'id-token', isCertain: hasNonce, evidence: `it has ${hash}${hasNonce ? ' and nonce' : ''}` }
}
