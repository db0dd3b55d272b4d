/** Identifiers whose makeup is public, so that it is known which part of them is random. */

export type Identifier =
  | { readonly kind: 'uuid'; readonly version: number; readonly randomBits: number; readonly timeBased: boolean }
  | { readonly kind: 'ulid'; readonly randomBits: number; readonly timeBased: true }
  | { readonly kind: 'ksuid'; readonly randomBits: number; readonly timeBased: false }
  | { readonly kind: 'integer'; readonly randomBits: number; readonly timeBased: false }
  | { readonly kind: 'time'; readonly unit: 'seconds' | 'milliseconds' | 'microseconds'; readonly seconds: number; readonly randomBits: 0; readonly timeBased: true }

/** Recognises an identifier by its form; undefined for everything that may as well be random throughout. */
export function identifier(text: string): Identifier | undefined {
  return uuid(text) ?? digits(text) ?? ulid(text) ?? ksuid(text)
}

/**
 * Random bits by version (RFC 9562): 4 has 122; 7 has 74 beside its time; of 1, 2 and 6 only the clock sequence
 * (14) is not time or node. 3, 5 and 8 may hold up to 122 unknown bits.
 */
const randomBitsOfVersion: Record<number, number> = { 0: 0, 1: 14, 2: 6, 3: 122, 4: 122, 5: 122, 6: 14, 7: 74, 8: 122 }

function uuid(text: string): Identifier | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)) return undefined
  const version = parseInt(text.charAt(14), 16)
  // Hyphens alone make no UUID: what has another version or variant counts as 32 hexadecimal digits.
  const isVariant = /^[89ab]$/i.test(text.charAt(19))
  const constant = /^[0-]+$|^[f-]+$/i.test(text)
  const randomBits = constant ? 0 : isVariant ? (randomBitsOfVersion[version] ?? 128) : 128
  return { kind: 'uuid', version, randomBits, timeBased: isVariant && (version === 1 || version === 2 || version === 6 || version === 7) }
}

/** Seconds since 1970 of 2001-09-09 and of 2050-01-01: what a ten-digit number may mean as a time. */
const earliest = 1_000_000_000
const latest = 2_524_608_000
const isTime = (seconds: number): boolean => seconds >= earliest && seconds < latest

const timeUnits = [
  [10, 'seconds', 1],
  [13, 'milliseconds', 1e3],
  [16, 'microseconds', 1e6],
] as const

function digits(text: string): Identifier | undefined {
  if (!/^-?\d{1,40}$/.test(text)) return undefined
  for (const [length, unit, divisor] of timeUnits) {
    if (text.length === length && isTime(Number(text) / divisor)) return { kind: 'time', unit, seconds: Number(text) / divisor, randomBits: 0, timeBased: true }
  }
  return { kind: 'integer', randomBits: text.replace('-', '').length * Math.log2(10), timeBased: false }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 48 bits of milliseconds, 80 random bits, in Crockford's base 32. */
function ulid(text: string): Identifier | undefined {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$|^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text)) return undefined
  const milliseconds = [...text.slice(0, 10).toUpperCase()].reduce((sum, c) => sum * 32 + crockford.indexOf(c), 0)
  return isTime(milliseconds / 1000) ? { kind: 'ulid', randomBits: 80, timeBased: true } : undefined
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 32 bits of seconds since 2014-05-13, 128 random bits, in base 62. */
function ksuid(text: string): Identifier | undefined {
  if (!/^[0-9A-Za-z]{27}$/.test(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return undefined
  const value = [...text].reduce((sum, c) => sum * 62n + BigInt(base62.indexOf(c)), 0n)
  const seconds = Number(value >> 128n) + 1_400_000_000
  return value < 1n << 160n && isTime(seconds) ? { kind: 'ksuid', randomBits: 128, timeBased: false } : undefined
}

/** A time written in decimal between other characters, and what remains without it and without separators around it. */
export function embeddedTime(text: string): { readonly unit: 'seconds' | 'milliseconds'; readonly rest: string } | undefined {
  if (!/\d{10}/.test(text)) return undefined
  for (const match of text.matchAll(/(?<![0-9A-Za-z])(?:\d{10}|\d{13})(?![0-9A-Za-z])/g)) {
    const [found] = match
    const unit = found.length === 10 ? 'seconds' : 'milliseconds'
    if (!isTime(Number(found) / (unit === 'seconds' ? 1 : 1000))) continue
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + found.length)]
    return { unit, rest: before.replace(/(?<=[0-9A-Za-z])[^0-9A-Za-z]$|^[^0-9A-Za-z]+$/, '') + after.replace(/^[^0-9A-Za-z]/, '') }
  }
  return undefined
}
