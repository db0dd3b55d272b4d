import { isInfrastructure, isPlaceholder, longAgo } from '../../cookie/about.ts'
import { utf8, type Cookie } from '../../cookie/cookie.ts'
import { parseChromiumDate } from '../../cookie/date.ts'
import { parseFirefoxDate } from '../../cookie/firefox-date.ts'
import { chromiumMaxAge } from '../../cookie/lifetime.ts'
import type { RuleReport } from '../../core/rule.ts'
import type { Severity } from '../../core/severity.ts'
import { defineRule } from '../define.ts'

const day = 86_400

export default defineRule({
  id: 'cookie/lifetime-syntax',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'warn', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Browsers cannot read Max-Age or Expires, or read it differently.',
    rationale: 'A lifetime that browsers cannot read counts as none: the cookie stays until the browser is closed, and a deletion written that way deletes nothing.',
    remediation: 'Send Max-Age with a whole number of seconds, or Expires in the form Wed, 21 Oct 2026 07:28:00 GMT.',
    references: ['RFC 6265bis section 5.6.1', 'RFC 6265bis section 5.6.2', 'RFC 6265bis section 4.1.1', 'RFC 6265bis section 4.1.2.2'],
    messages: {
      maxAgeIgnored: 'Max-Age={value} of the {cookie} is not a whole number of seconds, so browsers ignore it: {instead}.',
      maxAgePlus: 'Max-Age={value} of the {cookie} has a plus sign: Chromium reads it; Firefox ignores it, and there {instead}.',
      expiresIgnored: 'Expires={value} of the {cookie} is not a date that {readers} can read, so it is ignored: {instead}.',
      deletionMissed: 'Expires={value} of the {cookie} is not a date that {readers} can read, so nothing is deleted: the cookie stays until the browser is closed.',
      sessionWord: 'Expires={value} of the {cookie} is not a date, so the cookie stays until the browser is closed. If that is meant, leave Expires out.',
      zone: 'Expires={value} of the {cookie} names a time zone: Chromium ignores it and reads the time as GMT, Firefox does not.',
      twoDigitYear: 'Expires={value} of the {cookie} has a two-digit year; browsers read it as {year}.',
      weekday: 'Expires={value} of the {cookie} names the wrong weekday (that day is a {weekday}); browsers ignore the weekday.',
      form: 'Expires={value} of the {cookie} is readable, but not in the standard form.',
      deletesAndKeeps: 'Max-Age deletes the {cookie}, but Expires={value} would keep it; browsers use Max-Age.',
      keepsAndDeletes: 'Expires={value} would delete the {cookie}, but Max-Age keeps it; browsers use Max-Age.',
      differ: 'Expires={value} of the {cookie} is more than a day later than Max-Age; browsers use Max-Age.',
    },
    examples: {
      bad: ['sid=1; Expires=0', 'sid=1; Max-Age=1h', 'sid=1; Expires=Thu, 01-Jan-2037 00:00:00 GMT'],
      good: ['sid=1; Max-Age=3600', 'sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'sid=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    },
    notes: 'An Expires that is earlier than Max-Age says nothing by itself: the response may have been recorded long ago.',
  },
  check(subject, { now, report }) {
    const findings = [maxAgeProblem(subject, now), expiresProblem(subject, now), conflict(subject, now)]
    for (const finding of findings) if (finding) report({ ...finding, ...(isInfrastructure(subject) ? { severity: 'info' as const } : {}) })
  },
})

type Problem = RuleReport<
  | 'maxAgeIgnored'
  | 'maxAgePlus'
  | 'expiresIgnored'
  | 'deletionMissed'
  | 'sessionWord'
  | 'zone'
  | 'twoDigitYear'
  | 'weekday'
  | 'form'
  | 'deletesAndKeeps'
  | 'keepsAndDeletes'
  | 'differ'
>

const untilClosed = 'the cookie stays until the browser is closed'
const shown = (value: string): string => utf8(value).slice(0, 80)

function maxAgeProblem(subject: Cookie, now: number): Problem | undefined {
  const value = subject.attribute('Max-Age')?.value
  if (value === undefined || subject.isDeletion || /^-?\d+$/.test(value ?? '')) return undefined
  const text = value ?? ''
  const expires = parseChromiumDate(subject.attribute('Expires')?.value ?? '') !== undefined
  const instead = expires ? 'Expires counts' : untilClosed
  const data = { value: shown(text), instead }
  // A number beyond 64 bits counts for all of them, whatever follows it.
  if (chromiumMaxAge(text, now) !== undefined) return text.startsWith('+') ? { messageId: 'maxAgePlus', data, at: 'Max-Age', severity: 'warn' } : undefined
  const firefox = text.startsWith('-') ? '; Firefox deletes the cookie' : ''
  return { messageId: 'maxAgeIgnored', data: { ...data, instead: instead + firefox }, at: 'Max-Age', severity: expires ? 'warn' : ignoredSeverity(subject) }
}

function expiresProblem(subject: Cookie, now: number): Problem | undefined {
  const value = subject.attribute('Expires')?.value
  if (value === undefined || subject.isDeletion) return undefined
  const text = value ?? ''
  const time = parseChromiumDate(text)
  const at = 'Expires'
  if (time !== undefined) return isInfrastructure(subject) || subject.role.role === 'analytics' ? undefined : formProblem(text, time)
  const readers = parseFirefoxDate(text) === undefined ? 'browsers' : 'Chromium (unlike Firefox)'
  const data = { value: shown(text), instead: untilClosed, readers }
  if (chromiumMaxAge(subject.attribute('Max-Age')?.value ?? '', now) !== undefined) return { messageId: 'expiresIgnored', data: { ...data, instead: 'Max-Age counts' }, at, severity: 'info' }
  if (/^"?session"?$/i.test(text)) return { messageId: 'sessionWord', data, at, severity: 'info' }
  if (isPlaceholder(subject.value) || /^(?:0|-1|now)$/i.test(text)) {
    const fix = 'To delete the cookie, send Max-Age=0 or Expires=Thu, 01 Jan 1970 00:00:00 GMT. To end it with the browser, leave Expires out.'
    return { messageId: 'deletionMissed', data, at, fix, severity: ignoredSeverity(subject) }
  }
  return { messageId: 'expiresIgnored', data, at, severity: ignoredSeverity(subject) }
}

const ignoredSeverity = ({ role }: Cookie): Severity => (role.role === 'analytics' || role.role === 'preference' ? 'warn' : 'error')

/** RFC 9110 section 5.6.7. */
const imfFixdate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** Only the worst of what is odd about a date that can be read. */
function formProblem(text: string, time: number): Problem | undefined {
  const at = 'Expires'
  const value = shown(text)
  const behind = /\d{1,2}:\d{1,2}:\d{1,2}[ "]*(?:\d{4}[ "]*)?([^]*)/.exec(text)?.[1]?.replaceAll('"', '').trim() ?? ''
  if (!/^(?:GMT|UTC?|Z)?(?:[+-]00:?00)?(?: *\(.*\))?$/i.test(behind)) return { messageId: 'zone', data: { value }, at, severity: 'warn' }
  const date = new Date(time * 1000)
  const fix = `Send Expires=${date.toUTCString()}, or Max-Age.`
  if (/^[^:]*\d[ -][A-Za-z]{3,9}[ -]\d\d(?!\d)/.test(text)) return { messageId: 'twoDigitYear', data: { value, year: date.getUTCFullYear() }, at, fix, severity: 'info' }
  const weekday = weekdays[date.getUTCDay()] ?? ''
  const named = /^"?([A-Za-z]{3})/.exec(text)?.[1]
  const isWeekday = weekdays.some((name) => name.slice(0, 3).toLowerCase() === named?.toLowerCase())
  if (isWeekday && named?.toLowerCase() !== weekday.slice(0, 3).toLowerCase()) return { messageId: 'weekday', data: { value, weekday }, at, fix, severity: 'info' }
  return imfFixdate.test(text) ? undefined : { messageId: 'form', data: { value }, at, fix, severity: 'info' }
}

function conflict(subject: Cookie, now: number): Problem | undefined {
  const text = subject.attribute('Expires')?.value ?? ''
  const ends = chromiumMaxAge(subject.attribute('Max-Age')?.value ?? '', now)
  const expires = parseChromiumDate(text)
  if (ends === undefined || expires === undefined) return undefined
  const data = { value: shown(text) }
  if (ends <= now) return expires > now + day ? { messageId: 'deletesAndKeeps', data, at: 'Expires', severity: 'warn' } : undefined
  if (expires < longAgo) return { messageId: 'keepsAndDeletes', data, at: 'Expires', severity: 'warn' }
  return expires > ends + day ? { messageId: 'differ', data, at: 'Expires', severity: 'info' } : undefined
}
