import { count } from '../../core/text.ts'
import { authorizationClaims } from '../authorization-claims.ts'
import { defineRule } from '../define.ts'
import { isAccess } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/excessive-claims',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'oidc-id-token': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token carries more claims than a verifier can need.',
    rationale: 'The token travels with every request, and everything in it is shown to every service, goes out of date, and cannot be taken back.',
    remediation: 'Keep only the claims that verifiers use for their decisions; look up the rest on the server by sub.',
    references: ['ASVS 14.2.6'],
    messages: {
      many: 'This token has {claims}, more than {limit}: verifiers rarely need so many.',
      large: 'The claims of this token are {octets} long, more than {limit}; {largest} is the largest.',
      items: '{claim} of this token lists {items}, more than {limit}: a verifier rarely needs them all.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJjMCI6MSwiYzEiOjEsImMyIjoxLCJjMyI6MSwiYzQiOjEsImM1IjoxLCJjNiI6MSwiYzciOjEsImM4IjoxLCJjOSI6MSwiYzEwIjoxLCJjMTEiOjEsImMxMiI6MSwiYzEzIjoxLCJjMTQiOjEsImMxNSI6MSwiYzE2IjoxLCJjMTciOjEsImMxOCI6MSwiYzE5IjoxLCJjMjAiOjEsImMyMSI6MSwiYzIyIjoxLCJjMjMiOjEsImMyNCI6MSwiYzI1IjoxfQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicm9sZXMiOlsiYWRtaW4iLCJlZGl0b3IiXX0.AAAA'],
    },
    notes: 'Silent on ID tokens and credentials, which exist to carry claims.',
  },
  defaults: { maxClaims: 25, maxOctets: 1024, maxItems: 50 },
  check(jwt, { options: { maxClaims, maxOctets, maxItems }, report }) {
    if (!isAccess(jwt)) return
    const { claims, parsed } = jwt
    const names = Object.keys(claims)
    const octets = parsed.segments[1]?.bytes.length ?? 0
    const crowded = authorizationClaims(claims).find((name) => Array.isArray(claims[name]) && claims[name].length > maxItems)
    if (names.length > maxClaims) report({ messageId: 'many', data: { claims: count(names.length, 'claim'), limit: maxClaims }, at: 'claims' })
    if (crowded !== undefined) {
      const items = claims[crowded]
      report({ messageId: 'items', data: { claim: crowded, items: count(Array.isArray(items) ? items.length : 0, 'entry', 'entries'), limit: maxItems }, at: `claims.${crowded}` })
    } else if (octets > maxOctets) {
      report({ messageId: 'large', data: { octets: count(octets, 'octet'), limit: maxOctets, largest: largestClaim(parsed.claimsPart?.document.root?.members ?? []) }, at: 'claims' })
    }
  },
})

type Member = { readonly name: string; readonly nameStart: number; readonly value: { readonly end: number } }

const largestClaim = (members: readonly Member[]): string => {
  const length = (member: Member) => member.value.end - member.nameStart
  return members.reduce<Member | undefined>((largest, member) => (largest && length(largest) >= length(member) ? largest : member), undefined)?.name ?? ''
}
