/** Times and durations in words. Everything is seconds, since 1970 where it is a time; nothing here reads the clock. */

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

const units = [
  [year, 'year'],
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
  [1, 'second'],
] as const

/** The range of a JavaScript Date (ECMA-262 section 21.4.1.1), in seconds. */
const dateRange = 8.64e12

const pad = (number: number, width = 2): string => String(number).padStart(width, '0')

/** `2026-11-20 18:40:00 UTC`; what no calendar date can show is given as a number of seconds. */
export function formatUtc(seconds: number): string {
  if (!(Math.abs(seconds) <= dateRange)) return `${seconds} seconds after 1970`
  const date = new Date(Math.floor(seconds) * 1000)
  const calendar = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`
  return `${calendar} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} UTC`
}

const amount = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`

/** A length of time in its two largest units that count: `15 minutes`, `1 hour 30 minutes`, `1 day 1 second`. The sign is left out. */
export function formatDuration(seconds: number): string {
  let rest = Math.floor(Math.abs(seconds))
  if (!Number.isFinite(rest)) return 'forever'
  const parts: string[] = []
  for (const [size, unit] of units) {
    const whole = Math.floor(rest / size)
    if (whole === 0) continue
    parts.push(amount(whole, unit))
    if (parts.length === 2) break
    rest -= whole * size
  }
  return parts.join(' ') || '0 seconds'
}

/** How far away a time is: `3 hours ago`, `in 12 minutes`, `now`. One unit, of which there are at least two unless it is exact. */
export function formatRelative(seconds: number, now: number): string {
  const distance = Math.floor(Math.abs(seconds - now))
  if (distance === 0) return 'now'
  const [size, unit] = units.find(([unitSize]) => distance >= 2 * unitSize || distance === unitSize) ?? [1, 'second']
  const words = Number.isFinite(distance) ? amount(Math.floor(distance / size), unit) : 'forever'
  return seconds < now ? `${words} ago` : `in ${words}`
}

/** `2026-11-20 18:40:00 UTC, 3 hours ago`. */
export const formatMoment = (seconds: number, now: number): string => `${formatUtc(seconds)}, ${formatRelative(seconds, now)}`
