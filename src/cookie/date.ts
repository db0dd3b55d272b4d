/**
 * The dates of the Expires attribute. Nothing here is `new Date(text)`, which accepts what browsers do not and the other
 * way round. All results are seconds since 1970; undefined means that the text is no date and Expires is ignored.
 */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

interface DateFields {
  readonly year: number
  /** From 0. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

// Tab, and everything printable in ASCII that is no letter, no digit and no colon.
const delimiters = /[\t -/;-@[-`{-~]+/

/** The algorithm of RFC 6265bis section 5.1.1: zones and weekdays mean nothing, two-digit years are 1970 to 2069. */
export function parseCookieDate(text: string): number | undefined {
  let time: RegExpExecArray | null = null
  let day: number | undefined
  let month: number | undefined
  let year: number | undefined
  for (const token of text.split(delimiters)) {
    const asTime: RegExpExecArray | null = time ? null : /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/.exec(token)
    if (asTime) time = asTime
    else if (day === undefined && /^\d{1,2}(?!\d)/.test(token)) day = parseInt(token, 10)
    else if (month === undefined && monthOf(token) !== undefined) month = monthOf(token)
    else if (year === undefined && /^\d{2,4}(?!\d)/.test(token)) year = fullYear(parseInt(token, 10))
  }
  if (!time || day === undefined || month === undefined || year === undefined || year < 1601) return undefined
  return secondsOf({ year, month, day, hour: Number(time[1]), minute: Number(time[2]), second: Number(time[3]) })
}

/**
 * The same question as Chromium answers it (measured with Chromium 156): words and numbers are told apart by their first
 * character, numbers must be nothing else, years may have one to five digits, and a year before 1601 is a date that is
 * long over.
 */
export function parseChromiumDate(text: string): number | undefined {
  let time: RegExpExecArray | null = null
  let day: number | undefined
  let month: number | undefined
  let year: number | undefined
  for (const token of text.split(delimiters)) {
    if (!/^\d/.test(token)) month ??= monthOf(token)
    else if (token.includes(':')) time ??= /^(\d+):(\d+):(\d+)$/.exec(token)
    else if (day === undefined && /^\d{1,2}$/.test(token)) day = Number(token)
    else if (year === undefined && /^\d{1,5}$/.test(token)) year = fullYear(Number(token))
  }
  if (!time || day === undefined || month === undefined || year === undefined) return undefined
  return secondsOf({ year, month, day, hour: Number(time[1]), minute: Number(time[2]), second: Number(time[3]) })
}

const monthOf = (token: string): number | undefined => {
  const index = months.indexOf(token.slice(0, 3).toLowerCase())
  return index === -1 ? undefined : index
}

const fullYear = (year: number): number => (year < 70 ? year + 2000 : year < 100 ? year + 1900 : year)

/** Undefined for a day that the month does not have and for a time that the clock does not show. */
function secondsOf({ year, month, day, hour, minute, second }: DateFields): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const date = new Date(Date.UTC(year, month, day))
  // One that the month does not have is one of another month.
  if (date.getUTCDate() !== day) return undefined
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second
}
