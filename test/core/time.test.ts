import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, formatMoment, formatRelative, formatUtc } from '../../src/core/time.ts'
import { testNow } from '../subjects.ts'

describe('formatUtc', () => {
  it.each([
    [0, '1970-01-01 00:00:00 UTC'],
    [testNow, '2026-11-20 18:00:00 UTC'],
    // RFC 7519 section 3.1
    [1300819380, '2011-03-22 18:43:00 UTC'],
    [1300819380.9, '2011-03-22 18:43:00 UTC'],
    [-1, '1969-12-31 23:59:59 UTC'],
    [253402300800, '10000-01-01 00:00:00 UTC'],
    [8.64e12, '275760-09-13 00:00:00 UTC'],
    [8.64e12 + 1, '8640000000001 seconds after 1970'],
    [1e300, '1e+300 seconds after 1970'],
    [Number.NaN, 'NaN seconds after 1970'],
  ])('%d is %s', (seconds, text) => expect(formatUtc(seconds)).toBe(text))

  it('says what Date says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253402300799 }), (seconds) => {
        expect(formatUtc(seconds)).toBe(`${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`)
      }),
    )
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0 seconds'],
    [0.5, '0 seconds'],
    [1, '1 second'],
    [59, '59 seconds'],
    [90, '1 minute 30 seconds'],
    [900, '15 minutes'],
    [5400, '1 hour 30 minutes'],
    [3601, '1 hour 1 second'],
    [86400 + 3600 + 60, '1 day 1 hour'],
    [86400, '1 day'],
    [90 * 86400, '90 days'],
    [400 * 86400, '1 year 35 days'],
    [-900, '15 minutes'],
    [Infinity, 'forever'],
  ])('%d is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))
})

describe('formatRelative', () => {
  it.each([
    [0, 'now'],
    [0.9, 'now'],
    [1, 'in 1 second'],
    [-1, '1 second ago'],
    [12 * 60 + 30, 'in 12 minutes'],
    [-3 * 3600 - 1200, '3 hours ago'],
    [-5400, '90 minutes ago'],
    [3600, 'in 1 hour'],
    [-26 * 3600, '26 hours ago'],
    [-86400, '1 day ago'],
    [800 * 86400, 'in 2 years'],
  ])('%d seconds away is %s', (seconds, text) => expect(formatRelative(testNow + seconds, testNow)).toBe(text))

  it('puts date and distance together', () => {
    expect(formatMoment(testNow + 2400, testNow + 2400 + 3 * 3600)).toBe('2026-11-20 18:40:00 UTC, 3 hours ago')
  })
})

describe('any number', () => {
  it('becomes words, never an exception', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        for (const text of [formatUtc(a), formatDuration(a), formatRelative(a, b)]) expect(text).toMatch(/^[\w +.:-]+$/)
      }),
    )
  })

  it('a whole number of two units reads back as itself', () => {
    const size: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86400, year: 31536000 }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e10 }), (seconds) => {
        const parts = [...formatDuration(seconds).matchAll(/(\d+) (\w+?)s?(?= |$)/g)]
        const read = parts.reduce((sum, [, number, unit]) => sum + Number(number) * (size[unit ?? ''] ?? Number.NaN), 0)
        expect(read).toBeLessThanOrEqual(seconds)
        // What is left out is less than the smallest unit shown; with one unit nothing is.
        expect(seconds - read).toBeLessThan(parts.length === 2 ? (size[parts[1]?.[2] ?? ''] ?? 0) : 1)
      }),
    )
  })
})
