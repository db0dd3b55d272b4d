import { isFlag, standIn } from '../../cookie/content.ts'
import type { CookieSamples } from '../../cookie/cookie.ts'
import { alphabetBound, analyseSamples } from '../../cookie/entropy.ts'
import { embeddedTime } from '../../cookie/identifiers.ts'
import { isSensitive } from '../../cookie/role.ts'
import { describeValue, isRedacted } from '../../cookie/value.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/session-id-predictable',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'error' },
    since: '0.1.0',
    summary: 'The session id can be derived from a time, a counter or other ids.',
    rationale: 'An attacker who logs in twice sees how the ids continue, and tries the ones in between: those are the sessions of other people.',
    remediation: 'Generate the whole id with a cryptographic random number generator; put nothing else into it.',
    references: ['WSTG-SESS-01', 'ASVS 7.2.3', 'CWE-340', 'CWE-330', 'CWE-338'],
    messages: {
      integer: 'The value of the {cookie} is a whole number, so others can be found by counting.',
      time: 'The value of the {cookie} is a time in {unit}, which anyone can guess.',
      timeBasedUuid: 'The value of the {cookie} is a version {version} UUID: a time and the address of a machine, with at most {bits} unknown bits.',
      sortable: 'The value of the {cookie} is a {format}: it shows when it was made, and at most {bits} bits of it are random.',
      timeAndLittle: 'The value of the {cookie} is a time in {unit} and at most {bits} other bits.',
      repeated: 'The {cookie} got the same value more than once: {duplicates} of {samples} samples repeat an earlier one.',
      counting: '{samples} samples of the {cookie} go up in steps of {step}.',
      followsClock: '{samples} samples of the {cookie} are the time at which they were issued, in {unit}.',
      constant: '{constant} of the {length} characters of the {cookie} never change in {samples} samples; the others have at most {bits} random bits.',
      measured: '{samples} samples of the {cookie} measure at most {bits} random bits. {caveat}',
    },
    examples: {
      bad: ['PHPSESSID=10482; Path=/; Secure; HttpOnly', 'JSESSIONID=1795197600; Path=/; Secure; HttpOnly', 'PHPSESSID=6fe0dd22-4e86-11e5-9f93-005056a215fe; Path=/'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/; Secure; HttpOnly', 'page=10482'],
    },
    notes: 'Names of servers that load balancers append are taken off first. Version 7 UUIDs and ULIDs keep 74 and 80 random bits beside their time, so they never count as errors.',
  },
  defaults: { guessableBelowBits: 64, measuredBelowBits: 112, wantedBits: 128 },
  check(subject, { options, report: send }) {
    const { role, confidence } = subject.role
    if (subject.isDeletion || !(isSensitive(subject.role) || role === 'csrf')) return
    const value = subject.parsed.decoded
    const { shape, text } = value
    if (isRedacted(text) || standIn(text) || (role === 'remember' && isFlag(text))) return
    type Said = Parameters<typeof send>[0]
    const report = ({ data, ...rest }: Said) => send({ data: { ...data }, at: 'value', confidence, ...rest })

    const samples = subject.circumstances.samples
    const said = samples && samples.values.length > 1 ? together(samples, options) : []
    for (const one of said) report(one)
    // What many values show says all that one of them could.
    if (said.length > 0) return

    if (shape.kind === 'integer' && text.length <= mostCounterDigits) report({ messageId: 'integer' })
    else if (shape.kind === 'time') report({ messageId: 'time', data: { unit: shape.unit } })
    else if (shape.kind === 'ulid') report({ messageId: 'sortable', data: { format: 'ULID', bits: shape.randomBits }, severity: 'warn' })
    else if (shape.kind === 'uuid' && shape.timeBased) {
      if (shape.version === 7) report({ messageId: 'sortable', data: { format: 'version 7 UUID', bits: shape.randomBits }, severity: 'warn' })
      else report({ messageId: 'timeBasedUuid', data: { version: shape.version, bits: shape.randomBits } })
    } else if (shape.kind === 'text' || shape.kind === 'hex' || shape.kind === 'base64') {
      const time = embeddedTime(text)
      const bits = time ? alphabetBound(time.rest) : Infinity
      if (time && bits < options.guessableBelowBits) report({ messageId: 'timeAndLittle', data: { unit: time.unit, bits: Math.floor(bits) } })
    }
  },
})

/** More digits than this hold 128 random bits often enough to be no counter. */
const mostCounterDigits = 20

type Together = 'repeated' | 'counting' | 'followsClock' | 'constant' | 'measured'
interface SaidTogether {
  readonly messageId: Together
  readonly data: Record<string, string | number>
  readonly confidence?: 'certain'
  readonly severity?: 'warn'
}

/** What several values tell that one alone does not. */
function together(samples: CookieSamples, options: { guessableBelowBits: number; measuredBelowBits: number; wantedBits: number }): readonly SaidTogether[] {
  const analysis = analyseSamples(
    samples.values.map((value) => describeValue(value).text),
    samples.issuedAt,
  )
  const data = { samples: analysis.samples }
  if (analysis.duplicates > 0) return [{ messageId: 'repeated', data: { ...data, duplicates: analysis.duplicates }, confidence: 'certain' }]
  if (analysis.tracksTime) return [{ messageId: 'followsClock', data: { ...data, unit: analysis.tracksTime.unit }, confidence: 'certain' }]
  if (analysis.progression) return [{ messageId: 'counting', data: { ...data, step: analysis.progression.step }, confidence: 'certain' }]
  const { constant, estimatedBits } = analysis
  if (constant && constant.positions > 0 && constant.boundBits < options.wantedBits) {
    const bits = Math.floor(constant.boundBits)
    const severity = bits < options.guessableBelowBits ? {} : { severity: 'warn' as const }
    return [{ messageId: 'constant', data: { ...data, constant: constant.positions, length: constant.length, bits }, ...severity }]
  }
  if (estimatedBits !== undefined && estimatedBits < options.measuredBelowBits) {
    return [{ messageId: 'measured', data: { ...data, bits: Math.ceil(estimatedBits), caveat: analysis.caveat }, severity: 'warn' }]
  }
  return []
}
