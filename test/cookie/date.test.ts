// Expires dates: the IETF http-state suite for the algorithm of the specification, and real answers of Chromium 156 for Chromium's.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseChromiumDate, parseCookieDate } from '../../src/cookie/date.ts'
import { parseFirefoxDate } from '../../src/cookie/firefox-date.ts'
import { corpus } from '../corpus.ts'

interface DateRow {
  readonly id: string
  readonly date: string
  readonly epochMs: number | null
}
const rows = corpus<DateRow>('cookie-dates-http-state.ndjson') ?? []

const utc = (text: string) => Date.parse(text) / 1000
const october = utc('2037-10-21T07:28:00Z')

describe.skipIf(rows.length === 0)('IETF http-state dates', () => {
  it('are read as the specification says, all of them', () => {
    const wrong = rows.filter(({ date, epochMs }) => parseCookieDate(date) !== (epochMs === null ? undefined : epochMs / 1000))
    expect(wrong.map(({ id, date }) => [id, date])).toEqual([])
    expect(rows).toHaveLength(70)
  })

  it('are read by Chromium likewise, but for a year of five digits', () => {
    const wrong = rows.filter(({ date, epochMs }) => parseChromiumDate(date) !== (epochMs === null ? undefined : epochMs / 1000))
    expect(wrong.map(({ date }) => date)).toEqual(['Thu, 12-Aug-31841 20:49:07 GMT'])
  })
})

describe('a cookie date', () => {
  it.each([
    ['Wed, 21 Oct 2037 07:28:00 GMT', october],
    ['Wednesday, 21-Oct-37 07:28:00 GMT', october],
    ['Wed Oct 21 07:28:00 2037', october],
    // The zone and the weekday mean nothing.
    ['Mon, 21 Oct 2037 07:28:00 PST', october],
    ['21 Oct 2037 7:28:0', october],
    ['Wed, 21 Oct 69 07:28:00 GMT', utc('2069-10-21T07:28:00Z')],
    ['Wed, 21 Oct 70 07:28:00 GMT', utc('1970-10-21T07:28:00Z')],
    ['"Wed, 21 Oct 2037 07:28:00 GMT"', october],
    ['Mon, 29 Feb 2036 00:00:00 GMT', utc('2036-02-29T00:00:00Z')],
  ])('%s', (text, seconds) => {
    expect(parseCookieDate(text)).toBe(seconds)
    expect(parseChromiumDate(text)).toBe(seconds)
  })

  it.each(['', '0', '-1', 'Session', '2037-10-21T07:28:00Z', 'Wed, 21 Oct 2037 07:28 GMT', 'Mon, 30 Feb 2037 07:28:00 GMT', 'Wed, 21 Oct 2037 24:00:00 GMT', 'Wed, 21 Oct 2037 07:28:60 GMT', 'Wed, 29 Feb 2037 00:00:00 GMT', '21 2037 07:28:00'])(
    'is none: %j',
    (text) => {
      expect(parseCookieDate(text)).toBeUndefined()
      expect(parseChromiumDate(text)).toBeUndefined()
    },
  )

  // RFC 6265bis section 5.1.1: the first token of each kind counts, in any order, and none may be missing.
  it.each([
    ['21 October 2037 07:28:00', october],
    ['2037 Oct 21 07:28:00', october],
    ['07:28:00 2037 21 Oct', october],
    ['21 Oct1 2037 07:28:00', october],
    ['21 Oct 2037 07:28:00 22 Nov 2038 08:29:01', october],
    ['21 Oct 99 07:28:00', utc('1999-10-21T07:28:00Z')],
    ['21 Oct 1601 07:28:00', utc('1601-10-21T07:28:00Z')],
    ['21 Oct 2037 23:59:59', utc('2037-10-21T23:59:59Z')],
    ['31 Dec 2037 00:00:00', utc('2037-12-31T00:00:00Z')],
    ['1 Jan 2037 00:00:00', utc('2037-01-01T00:00:00Z')],
    ['21 Oct 2037', undefined],
    ['Oct 2037 07:28:00', undefined],
    ['21 2037 07:28:00', undefined],
    ['21 Oct 07:28:00', undefined],
    ['21 Oct 203700 07:28:00', undefined],
    ['0 Oct 2037 07:28:00', undefined],
    ['32 Oct 2037 07:28:00', undefined],
    ['31 Nov 2037 07:28:00', undefined],
    ['21 Oct 2037 07:60:00', undefined],
  ])('%s, to specification and Chromium alike', (text, seconds) => {
    expect(parseCookieDate(text)).toBe(seconds)
    expect(parseChromiumDate(text)).toBe(seconds)
  })

  it.each([
    ['21 Oct 100 07:28:00', undefined],
    ['21 Oct 1600 07:28:00', undefined],
    ['21 Oct 2037 007:28:00', undefined],
    ['21 Oct 2037 07:028:00', undefined],
    ['021 Oct 2037 07:28:00', undefined],
    ['21 Oct 2037x 07:28:00', october],
  ])('%s, to the specification', (text, seconds) => expect(parseCookieDate(text)).toBe(seconds))

  // Each of these was asked of Chromium 156.
  it.each([
    ['Thu, 01 Jan 1600 00:00:00 GMT', undefined, utc('1600-01-01T00:00:00Z')],
    ['Mon, 21 Oct 12037 07:28:00 GMT', undefined, utc('+012037-10-21T07:28:00Z')],
    ['21 Oct 2037 07:28:000', undefined, october],
    ['21 Oct 2037 1:07:28:00', utc('2037-10-21T01:07:28Z'), undefined],
    ['21 Oct 2037 1x07:28:00', undefined, undefined],
    ['21 Oct 2037 07:28:00PM', october, undefined],
    ['5x Oct 2037 07:28:00', utc('2037-10-05T07:28:00Z'), undefined],
    ['21 Oct 7 07:28:00', undefined, utc('2007-10-21T07:28:00Z')],
  ])('where Chromium reads otherwise: %s', (text, specification, chromium) => {
    expect(parseCookieDate(text)).toBe(specification)
    expect(parseChromiumDate(text)).toBe(chromium)
  })
})

describe('a date to Firefox', () => {
  // The first three were asked of Firefox 153; the others follow its parser's own list of forms.
  it.each([
    ['Mon, 30 Feb 2037 07:28:00 GMT', utc('2037-03-02T07:28:00Z')],
    ['Wed, 21 Oct 2037 24:00:00 GMT', utc('2037-10-22T00:00:00Z')],
    ['Wed, 21 Oct 2037', utc('2037-10-21T00:00:00Z')],
    ['Wed, 21 Oct 2037 10:18:14 PST', utc('2037-10-21T18:18:14Z')],
    ['Wed, 21 Oct 2037 10:18:14 PDT', utc('2037-10-21T17:18:14Z')],
    ['Mon Jan 16 16:12:00 +0130 1989', utc('1989-01-16T14:42:00Z')],
    ['Wed, 21 Oct 2037 10:18:14 GMT+0200', utc('2037-10-21T08:18:14Z')],
    ['22-AUG-1993 10:59:12.82', utc('1993-08-22T10:59:12Z')],
    ['Friday, August 04, 1995 3:54:00 PM', utc('1995-08-04T15:54:00Z')],
    ['22-AUG-1993 12:59:00am', utc('1993-08-22T00:59:00Z')],
    ['06/21/95 04:24:34 PM', utc('1995-06-21T16:24:34Z')],
    ['20/06/95 21:07:00', utc('1995-06-20T21:07:00Z')],
    ['95-06-08 19:32:48 EDT', utc('1995-06-08T23:32:48Z')],
  ])('%s', (text, seconds) => {
    expect(parseFirefoxDate(text)).toBe(seconds)
  })

  it.each(['', '0', '-1', 'Session', '2037-10-21T07:28:00Z', 'Oct 2037', '21 Oct', '21 Oct 99999 00:00:00'])('is none: %j', (text) => {
    expect(parseFirefoxDate(text)).toBeUndefined()
  })
})

describe('every text', () => {
  const dateLike = fc.array(fc.constantFrom('Wed', ',', ' ', '21', 'Oct', '-', '2037', '37', '07:28:00', ':', '+', '0200', 'GMT', 'PM', '/', '6', 'é', '\t'), { maxLength: 16 }).map((parts) => parts.join(''))

  it('is a whole number of seconds or no date', () => {
    fc.assert(
      fc.property(fc.oneof(dateLike, fc.string()), (text) => {
        for (const read of [parseCookieDate, parseChromiumDate, parseFirefoxDate]) {
          const seconds = read(text)
          expect(seconds === undefined || Number.isSafeInteger(seconds)).toBe(true)
        }
      }),
    )
  })

  it('is read as written when it is a date of HTTP', () => {
    fc.assert(
      fc.property(fc.integer({ min: utc('1971-01-01'), max: utc('2999-12-31') }), (seconds) => {
        const text = new Date(seconds * 1000).toUTCString()
        expect([parseCookieDate(text), parseChromiumDate(text), parseFirefoxDate(text)]).toEqual([seconds, seconds, seconds])
      }),
    )
  })
})
