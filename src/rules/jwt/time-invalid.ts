import { ExactNumber, kindOf, type JsonValue } from '../../core/json.ts'
import { formatUtc } from '../../core/time.ts'
import { millisecondsFrom, numberOf } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

const timeClaims = ['exp', 'nbf', 'iat', 'auth_time']

/** Finer units than seconds, by how many make a second. */
const units = [
  [1e3, 'milliseconds'],
  [1e6, 'microseconds'],
  [1e9, 'nanoseconds'],
] as const

/** Seconds of 2001 and 2100: a number that lands between them in some unit was meant in that unit. */
const plausible = (seconds: number): boolean => seconds >= 978307200 && seconds < 4102444800

export default defineRule({
  id: 'jwt/time-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A time claim is not a number of seconds since 1970.',
    rationale: 'Verifiers read time claims as seconds. Milliseconds make a token valid for fifty thousand years; quoted numbers and dates are refused by some verifiers and skipped by others.',
    remediation: 'Write the claim as a JSON number of seconds since 1970-01-01 00:00:00 UTC. JavaScript counts milliseconds: divide by 1000 and round down.',
    references: ['RFC 7519 section 2', 'RFC 7519 section 4.1.4', 'ASVS 9.2.1'],
    messages: {
      finerUnit: '{claim} is in {unit}, not in seconds: read as seconds it is {read}, but {meant} is meant.',
      tooLarge: '{claim} is {value}, which is no plausible time in seconds: it would be after the year 5138.',
      quoted: '{claim} is the string "{value}", not a number: strict verifiers refuse this token, lax ones may not check {claim} at all.',
      date: '{claim} is the string "{value}", not a number of seconds since 1970.',
      negative: '{claim} is {value}, a time before 1970.',
      notNumber: '{claim} is {value}, not a number of seconds since 1970.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTUxOTg1MDAwMDB9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJleHAiOiIxNzk1MTk4NTAwIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTUxOTg1MDAsImlhdCI6LTF9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJleHAiOm51bGx9.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTUxOTg1MDAuNSwibmJmIjowLCJpYXQiOjE3OTUxOTc2MDB9.AAAA'],
    },
    notes: 'Fractions of a second are legal. Some old stacks quote their numbers; that is still an error, because verifiers disagree on it.',
  },
  check({ claims }, { report }) {
    for (const claim of timeClaims) {
      const value = claims[claim]
      if (value === undefined) continue
      const problem = problemOf(value)
      if (!problem) continue
      const { messageId, fix, ...data } = problem
      report({ messageId, data: { claim, ...data }, at: `claims.${claim}`, ...(fix === undefined ? {} : { fix }) })
    }
  },
})

type Problem =
  | { messageId: 'finerUnit'; unit: string; read: string; meant: string; fix: string }
  | { messageId: 'tooLarge' | 'quoted' | 'date' | 'negative' | 'notNumber'; value: string; fix?: string }

function problemOf(value: JsonValue): Problem | undefined {
  const text = value instanceof ExactNumber ? value.text : String(value)
  const seconds = numberOf(value)
  if (seconds !== undefined && seconds < 0) return { messageId: 'negative', value: text }
  if (seconds !== undefined && seconds < millisecondsFrom) return undefined
  if (seconds !== undefined) {
    const unit = units.find(([each]) => plausible(seconds / each))
    if (!unit) return { messageId: 'tooLarge', value: text }
    const [each, name] = unit
    return { messageId: 'finerUnit', unit: name, read: formatUtc(seconds), meant: formatUtc(seconds / each), fix: each === 1000 ? 'Divide by 1000 and round down, in JavaScript with Math.floor.' : `Divide by ${each} and round down: the claim counts seconds.` }
  }
  if (value instanceof ExactNumber) return { messageId: 'tooLarge', value: text }
  if (typeof value === 'string') return /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? { messageId: 'quoted', value, fix: 'Write it without quotation marks: the claim must be a JSON number.' } : { messageId: 'date', value }
  return { messageId: 'notNumber', value: kindOf(value) }
}
