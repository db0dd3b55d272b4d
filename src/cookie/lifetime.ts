import { count } from '../core/text.ts'
import { formatDuration, formatUtc } from '../core/time.ts'

/** Seconds that a cookie lives at most, whatever it asks for: 400 days (RFC 6265bis section 5.5). */
export const maxLifetimeSeconds = 34_560_000

/** An expiry before every date: the cookie is over on arrival. */
export const longOver = -Infinity

/**
 * What Chromium makes of a Max-Age: seconds since 1970 when it ends, or undefined when it is ignored. A plus sign is taken
 * (measured); a number too big for 64 bits counts as the biggest, even with other characters after it.
 *
 * @param now seconds since 1970
 */
export function chromiumMaxAge(value: string, now: number): number | undefined {
  const [, sign, digits = '', rest] = /^([+-]?)(\d*)(.?)/s.exec(value) ?? []
  if (digits === '') return undefined
  const seconds = Number(digits)
  if (rest !== '' && seconds < 2 ** 63) return undefined
  if (sign === '-' || seconds === 0) return longOver
  return now + seconds
}

/** Cut to the longest lifetime. */
export const capped = (expiry: number, now: number): number => Math.min(expiry, now + maxLifetimeSeconds)

/** The range of a JavaScript Date (ECMA-262 section 21.4.1.1), in seconds. */
const dateRange = 8.64e12
const yearTenThousand = 253_402_300_800

/** ISO 8601 with whole seconds, cut to the range of dates. What is over since ever shows as the start of 1970. */
export const isoTime = (seconds: number): string => {
  const shown = seconds === longOver || Number.isNaN(seconds) ? 0 : Math.max(-dateRange, Math.min(dateRange, Math.floor(seconds)))
  // The first toISOString of a process loads the time zones, for milliseconds; years of four digits do without.
  return shown >= 0 && shown < yearTenThousand ? formatUtc(shown).replace(' UTC', 'Z').replace(' ', 'T') : `${new Date(shown * 1000).toISOString().slice(0, -5)}Z`
}

/** Above a year in days, as people know the limits of browsers. */
export const lifetimeWords = (seconds: number): string => (seconds < 365 * 86_400 ? formatDuration(Math.round(seconds)) : count(Math.round(seconds / 86_400), 'day'))
