const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Minutes east of Greenwich, daylight saving included. Firefox knows no others. */
const zones: Readonly<Record<string, number>> = {
  pst: -480, pdt: -420, mst: -420, mdt: -360, cst: -360, cdt: -300, est: -300, edt: -240,
  ast: -240, nst: -210, gmt: 0, bst: 60, met: 60, eet: 120, jst: 540,
}

/** What has been found so far; the first of each kind counts. */
interface Found {
  year?: number
  /** From 0. */
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  zone?: string
  /** Minutes east of Greenwich, from a number such as +0200. */
  offset?: number
}

/**
 * The date of an Expires attribute as Firefox reads it (its general date parser, not the algorithm of RFC 6265bis): zones
 * count, seconds may be missing, and a day that the calendar does not have runs over into the next month.
 *
 * @returns seconds since 1970, or undefined when it is no date
 */
export function parseFirefoxDate(text: string): number | undefined {
  const found: Found = {}
  let at = 0
  for (let token = 0; at < text.length; token++) {
    if (token > 1000) return undefined
    at = readToken(text, at, found)
    while (at < text.length && !/[ \t,;\-+/()[\]]/.test(text.charAt(at))) at++
    at = skipBetween(text, at, found.year === undefined)
  }
  const { year, month, day, hour = 0, minute = 0, second = 0, zone } = found
  if (year === undefined || month === undefined || day === undefined || year > 32767) return undefined
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second))
  const dayOffset = date.getTime() - Date.UTC(2000, 0, 1)
  date.setTime(0)
  date.setUTCFullYear(year, month, day)
  const east = found.offset ?? (zone === undefined ? 0 : (zones[zone] ?? 0))
  return (date.getTime() + dayOffset) / 1000 - east * 60
}

/** Takes what it understands at `at`; returns how far it read. The rest of the token is skipped by the caller. */
function readToken(text: string, at: number, found: Found): number {
  const first = text.charAt(at)
  if (first === '+' || first === '-') return readOffset(text, at, found)
  if (/\d/.test(first)) return readNumber(text, at, found)
  const word = text.slice(at, at + 3).toLowerCase()
  const month = months.indexOf(word)
  if (month !== -1) found.month ??= month
  else if (Object.hasOwn(zones, word)) found.zone ??= word
  else if (/^ut(?![a-z])/.test(word)) found.zone ??= 'gmt'
  return at
}

function readOffset(text: string, at: number, found: Found): number {
  const start = at + 1
  if (found.offset !== undefined || (found.zone !== undefined && found.zone !== 'gmt')) return start
  const digits = match(/\d+/y, text, start)?.[0] ?? ''
  if (digits.length !== 4 && digits.length !== 2 && digits.length !== 1) return start
  const minutes = digits.length === 4 ? Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)) : Number(digits) * 60
  found.offset = text.charAt(at) === '-' ? -minutes : minutes
  found.zone = 'gmt'
  return start
}

function readNumber(text: string, at: number, found: Found): number {
  const digits = match(/\d+/y, text, at)?.[0] ?? ''
  const end = at + digits.length
  if (text.charAt(end) === ':') return readTime(text, at, found)
  if (/^[/-]\d/.test(text.slice(end, end + 2))) return readNumericDate(text, at, found)
  if (/[A-Za-z]/.test(text.charAt(end))) return at
  const number = Number(digits)
  if (digits.length === 4 || digits.length === 5) found.year ??= number
  else if (digits.length === 1) found.day ??= number
  else if (digits.length === 2) {
    if (found.day === undefined && number < 32) found.day = number
    else found.year ??= fullYear(number)
  }
  return at
}

function readTime(text: string, at: number, found: Found): number {
  if (found.hour !== undefined) return at
  const time = match(/(\d{1,2}):(\d{1,2})(?!\d):?(\d*)/y, text, at)
  if (!time || (time[3] ?? '').length > 2) return at
  const end = at + time[0].length
  let hour = Number(time[1])
  const half = hour <= 12 ? match(/[ \t]*([ap])m/iy, text, end)?.[1]?.toLowerCase() : undefined
  if (half === 'p' && hour !== 12) hour += 12
  if (half === 'a' && hour === 12) hour = 0
  found.hour = hour
  found.minute = Number(time[2])
  // Without digits Firefox takes the next character for one, which puts the time some seconds early.
  found.second = time[3] ? Number(time[3]) : (text.charCodeAt(end) || 0) - 48
  return end
}

/** `20/06/95`, `06/21/95`, `95-06-08`: which is the month is told by what can be none. */
function readNumericDate(text: string, at: number, found: Found): number {
  if (found.month !== undefined) return at
  const date = match(/(\d{1,2})[/-](\d{1,2})[/-](\d{4,5}|\d{1,2})(?![0-9A-Za-z])/y, text, at)
  if (!date) return at
  const [a = 0, b = 0, c = 0] = date.slice(1).map(Number)
  const end = at + date[0].length
  if (a > 31 || a === 0) {
    if (b > 12 || c > 31) return at
    Object.assign(found, { year: fullYear(a), month: b - 1, day: c })
  } else if (a <= 12 || b <= 12) {
    const [month, day] = a > 12 ? [b, a] : [a, b]
    Object.assign(found, { year: fullYear(c), month: month - 1, day })
  }
  return end
}

/** A hyphen is the sign of an offset only before a digit, and not right after a word while the year is still missing. */
function skipBetween(text: string, start: number, yearMissing: boolean): number {
  let at = start
  for (;;) {
    while (at < text.length && /[ \t,;/()[\]]/.test(text.charAt(at))) at++
    const afterWord = at > 0 && /[A-Za-z]/.test(text.charAt(at - 1)) && yearMissing
    if (text.charAt(at) !== '-' || (!afterWord && /\d/.test(text.charAt(at + 1)))) return at
    at++
  }
}

const fullYear = (year: number): number => (year < 70 ? year + 2000 : year < 100 ? year + 1900 : year)

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
