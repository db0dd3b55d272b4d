import type { Finding } from './finding.ts'
import type { SubjectView } from './subject.ts'

/**
 * Fingerprints of the findings of one run. A fingerprint stays the same when lines move, keys rotate or other
 * findings come and go; it is made of the rule, of what kind of subject it is and how that is named, of the place
 * inside it, and of a number where all of these occur more than once. No value of a token or cookie goes into it.
 */
export function fingerprinter(): (finding: Finding, subject: SubjectView) => string {
  const seen = new Map<string, number>()
  return ({ rule, location }, subject) => {
    const identity = hash64(JSON.stringify([rule, subject.kind, ...stableName(subject), stablePointer(subject, location.pointer ?? '')]))
    const occurrence = (seen.get(identity) ?? 0) + 1
    seen.set(identity, occurrence)
    return occurrence === 1 ? identity : hash64(`${identity} ${occurrence}`)
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What names a subject from one run to the next: of a token its kind and issuer, of a cookie its name, of a key its id. */
function stableName({ jwt, cookie, jwk, response, flow }: SubjectView): readonly string[] {
  if (jwt) return [jwt.type, text(jwt.header?.['typ']), text(jwt.claims?.['iss'])]
  return [cookie?.name ?? jwk?.kid ?? response?.url ?? flow?.url ?? '']
}

/** One more exchange in a recording renumbers those behind it, so a step is named by its method and URL. */
function stablePointer(subject: SubjectView, pointer: string): string {
  const steps = subject.flow?.steps
  return steps ? pointer.replace(/^step\[(\d+)\]/, (_, number) => {
    const step = steps.find((candidate) => candidate.number === Number(number))
    return `${step?.method ?? ''} ${step?.url?.replace(/[?#].*$/s, '') ?? ''}`
  }) : pointer
}

const offsetBasis = 0xcbf29ce484222325n
const prime = 0x100000001b3n

/** FNV-1a, 64 bits, of the UTF-8 octets, in hexadecimal. Tells apart; protects nothing. */
export function hash64(value: string): string {
  let hash = offsetBasis
  for (const octet of new TextEncoder().encode(value)) hash = BigInt.asUintN(64, (hash ^ BigInt(octet)) * prime)
  return hash.toString(16).padStart(16, '0')
}
