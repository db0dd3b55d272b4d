/**
 * How random a value can be at most. One sample says nothing about how random it is: the letter frequencies of a
 * perfect 128-bit id measure 97 to 125 bits, and those of a hashed counter the same. So the only honest number is an
 * upper bound: as many bits as the form leaves room for.
 */
import { embeddedTime } from './identifiers.ts'
import type { CookieValue } from './value.ts'

export interface RandomnessBound {
  /** The value cannot hold more random bits than this. */
  readonly bits: number
  /** A well-known form that is made this way, such as `a version 4 UUID`. */
  readonly format?: string
}

/** Undefined where a number would mean nothing: structured, encrypted or empty values. */
export function randomnessBound({ shape, text, signed }: CookieValue): RandomnessBound | undefined {
  switch (shape.kind) {
    case 'uuid':
      return { bits: shape.randomBits, format: shape.version === 0 ? 'a constant UUID' : `a version ${shape.version} UUID` }
    case 'ulid':
    case 'ksuid':
      return { bits: shape.randomBits, format: `a ${shape.kind.toUpperCase()}` }
    case 'time':
      return { bits: 0 }
    case 'integer':
    case 'hex':
    case 'base64':
    case 'text':
      return boundOfText(text, signed !== undefined)
    default:
      return undefined
  }
}

function boundOfText(text: string, framed: boolean): RandomnessBound {
  const time = embeddedTime(text)
  const rest = time ? time.rest : text.replace(/^-(?=\d+$)/, '')
  const format = knownFormats.find(([pattern]) => pattern.test(rest))
  if (format && !framed) return { bits: format[1], format: format[2] }
  return { bits: alphabetBound(repeatedUnit(rest)) }
}

/** Fixed-length ids of frameworks that use fewer letters than it seems. */
const knownFormats: readonly (readonly [RegExp, number, string])[] = [
  // 24 characters of a-z and 0-5: 15 random octets in five-bit groups.
  [/^[a-z0-5]{24}$/, 120, 'an ASP.NET session id'],
]

/**
 * Length times the logarithm of the smallest usual alphabet that holds all characters; for base64 of whole octets,
 * the bits of those octets. Alphabets are never guessed from a few missing letters.
 */
export function alphabetBound(text: string): number {
  const bits = (size: number) => text.length * Math.log2(size)
  if (/^\d*$/.test(text)) return bits(10)
  if (/^[0-9a-f]+$|^[0-9A-F]+$/.test(text)) return bits(16)
  if (/^[a-z]+$|^[A-Z]+$/.test(text)) return bits(26)
  if (/^[0-9a-z]+$|^[0-9A-Z]+$/.test(text)) return bits(36)
  if (/^[0-9a-z_-]+$|^[0-9A-Z_-]+$/.test(text)) return bits(38)
  const base64 = /^(?:[0-9A-Za-z+/]+|[0-9A-Za-z_-]+)(?<padding>={0,2})$/.exec(text)
  if (base64) {
    const length = text.length - (base64.groups?.['padding']?.length ?? 0)
    return length % 4 === 1 ? length * 6 : 8 * Math.floor((length * 3) / 4)
  }
  // eslint-disable-next-line no-control-regex
  return /^[\x20-\x7e]*$/.test(text) ? bits(95) : bits(256)
}

/** `abcabcabc` holds no more than `abc` does. Long values are left alone: they are over every threshold anyway. */
function repeatedUnit(text: string): string {
  if (text.length > 512) return text
  const period = (text + text).indexOf(text, 1)
  return period > 0 && period < text.length ? text.slice(0, period) : text
}

/** What several values of the same cookie, in the order in which they were given out, tell together. */
export interface SampleAnalysis {
  readonly samples: number
  /** Values that were given out more than once. */
  readonly duplicates: number
  /** Integer values that go up (or down) by the same step each time, or always by a multiple of one. */
  readonly progression?: { readonly step: string }
  /** Values that rise with the time at which they were given out. */
  readonly tracksTime?: { readonly unit: string }
  /** From five samples on: how many leading, trailing and inner positions never change. */
  readonly constant?: { readonly positions: number; readonly length: number; readonly boundBits: number }
  /** From fifty samples on: entropy summed over positions, with the Miller-Madow correction, in bits. Still an upper bound. */
  readonly estimatedBits?: number
  /** What this can and cannot show, for people. */
  readonly caveat: string
}

/** Below this a constant position is chance: of 32 hexadecimal digits 0.125 agree in three samples, 0.0005 in five. */
const samplesForPositions = 5
/** Below this position entropy is far too low an estimate: true 128 bits measure 83 with five samples, 126 with fifty. */
const samplesForEntropy = 50
const samplesForUse = 100

/**
 * @param values framing already undone (`CookieValue.text`), in order of issue
 * @param issuedAt seconds since 1970 for each, when known (the Date header)
 */
export function analyseSamples(values: readonly string[], issuedAt?: readonly number[]): SampleAnalysis {
  const samples = values.length
  const duplicates = samples - new Set(values).size
  const numbers = values.map(asInteger)
  const integers = numbers.every((n): n is bigint => n !== undefined) ? numbers : undefined
  const progression = samples >= 3 && duplicates === 0 && integers ? commonStep(integers) : undefined
  const tracksTime = samples >= 3 && integers && issuedAt?.length === samples ? followsClock(integers, issuedAt) : undefined
  const length = values[0]?.length ?? 0
  const aligned = length > 0 && values.every((value) => value.length === length)
  const columns = aligned && samples >= samplesForPositions && duplicates === 0 ? Array.from({ length }, (_, i) => values.map((value) => value.charAt(i))) : []
  const constant = columns.length > 0 ? constantPositions(columns, values) : undefined
  return {
    samples,
    duplicates,
    ...(progression ? { progression } : {}),
    ...(tracksTime ? { tracksTime } : {}),
    ...(constant ? { constant } : {}),
    ...(columns.length > 0 && samples >= samplesForEntropy ? { estimatedBits: columns.reduce((sum, column) => sum + millerMadow(column), 0) } : {}),
    caveat: caveat(samples),
  }
}

/** Decimal, or hexadecimal short enough for a counter; chance values of either kind make no progression. */
function asInteger(value: string): bigint | undefined {
  if (/^\d{1,40}$/.test(value)) return BigInt(value)
  return /^(?:0x)?[0-9a-f]{1,32}$/i.test(value) ? BigInt(`0x${value.replace(/^0x/i, '')}`) : undefined
}

function commonStep(integers: readonly bigint[]): { step: string } | undefined {
  const steps = integers.slice(1).map((n, i) => n - (integers[i] ?? 0n))
  const [first = 0n] = steps
  if (first !== 0n && steps.every((step) => step === first)) return { step: String(first) }
  // Small steps in one direction: a counter that others use too.
  const oneWay = steps.every((step) => step > 0n) || steps.every((step) => step < 0n)
  const widest = steps.reduce((most, step) => (magnitude(step) > most ? magnitude(step) : most), 0n)
  if (oneWay && widest <= 65536n) return { step: `at most ${widest}` }
  const divisor = steps.reduce((d, step) => greatestCommonDivisor(d, magnitude(step)), 0n)
  return integers.length >= samplesForPositions && divisor > 65536n ? { step: `a multiple of ${divisor}` } : undefined
}

const magnitude = (n: bigint): bigint => (n < 0n ? -n : n)

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

/** The value divided by its unit is the time of issue, within ten seconds, for every sample. */
function followsClock(integers: readonly bigint[], issuedAt: readonly number[]): { unit: string } | undefined {
  const units = [['seconds', 1], ['milliseconds', 1e3], ['microseconds', 1e6], ['nanoseconds', 1e9]] as const
  const found = units.find(([, scale]) => integers.every((n, i) => Math.abs(Number(n) / scale - (issuedAt[i] ?? Infinity)) <= 10))
  return found && { unit: found[0] }
}

function constantPositions(columns: readonly (readonly string[])[], values: readonly string[]): NonNullable<SampleAnalysis['constant']> {
  const varies = columns.map((column) => column.some((c) => c !== column[0]))
  const positions = varies.filter((v) => !v).length
  // The alphabet is that of all samples together, each sample without its constant positions.
  const letters = values.map((value) => [...value].filter((_, i) => varies[i]).join('')).join('')
  const varying = columns.length - positions
  return { positions, length: columns.length, boundBits: varying === 0 ? 0 : (alphabetBound(letters) / Math.max(1, letters.length)) * varying }
}

/** Shannon entropy of one position in bits, plus (letters seen - 1) / 2n, which corrects most of the bias of few samples. */
function millerMadow(column: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const c of column) counts.set(c, (counts.get(c) ?? 0) + 1)
  const n = column.length
  let bits = 0
  for (const k of counts.values()) bits -= (k / n) * Math.log2(k / n)
  return bits + ((counts.size - 1) / (2 * n)) * Math.LOG2E
}

/** What so many samples can and cannot show, for people. */
export function caveat(samples: number): string {
  if (samples < samplesForPositions) return `${samples} samples show repetition and counting only; take ${samplesForUse} or more for anything else.`
  if (samples < samplesForUse) return `${samples} samples show structure only; take ${samplesForUse} or more to measure, 20000 for a statistical test suite.`
  return 'Statistics can show that ids are predictable, never that they are not: a hashed counter passes every test.'
}
