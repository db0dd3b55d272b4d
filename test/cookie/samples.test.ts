import { describe, expect, it } from 'vitest'
import type { Cookie } from '../../src/cookie/cookie.ts'
import { mostSamples, SampleCollector } from '../../src/cookie/samples.ts'
import { cookieSubject, testNow, type CookieCase } from '../subjects.ts'
import { lintCookie } from './judging.ts'

const cookie = (value: string, options?: CookieCase) => cookieSubject(`sid=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`, options) as Cookie
/** 128 bits that are the same in every run and look like chance: a hash of a counter. */
const hashed = (i: number) => {
  let state = BigInt(i + 1) * 0x9e3779b97f4a7c15n
  const words = [0, 1].map(() => {
    state = BigInt.asUintN(64, (state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n)
    state = BigInt.asUintN(64, (state ^ (state >> 27n)) * 0x94d049bb133111ebn)
    return (state ^ (state >> 31n)).toString(16).padStart(16, '0')
  })
  return words.join('')
}

/** What is said of samples, at the last cookie; nothing before it. */
function predictable(values: readonly string[], issuedAt: readonly (number | undefined)[] = []): string[] {
  const collector = new SampleCollector()
  values.forEach((value, i) => collector.take(cookie(value), testNow, issuedAt[i]))
  const rest = collector.rest()
  expect(rest).toHaveLength(1)
  return rest.flatMap(({ cookie: last }) => lintCookie(last)).filter(({ rule }) => rule === 'cookie/session-id-predictable').map(({ severity, message }) => `${severity}: ${message}`)
}

describe('session ids of many responses', () => {
  it.each<[what: string, values: readonly string[], says: RegExp]>([
    ['the same one twice', [hashed(1), hashed(2), hashed(1)], /more than once: 1 of 3/],
    ['a counter', ['4f1a0001', '4f1a0002', '4f1a0003'], /steps of 1/],
    ['a counter that others use, too', ['10001', '10004', '10009'], /at most 5/],
    ['a long constant part', [1, 2, 3, 4, 5, 6].map((i) => `aaaaaaaaaaaaaaaaaaaaaaaa${hashed(i).slice(0, 8)}`), /24 of the 32 characters/],
  ])('%s', (_, values, says) => expect(predictable(values)).toEqual([expect.stringMatching(says)]))

  it('the time at which they were given out', () => {
    const times = [testNow, testNow + 37, testNow + 91]
    expect(predictable(times.map((time) => String(time * 1000 + 123)), times)).toEqual([expect.stringMatching(/are the time at which they were issued, in milliseconds/)])
    // Without the Date header of one, nothing can be held against the clock: a rising number remains.
    expect(predictable(times.map((time) => String(time * 1000 + 123)), [times[0], undefined, times[2]])).toHaveLength(1)
  })

  it('nothing is wrong with 200 random ones', () => expect(predictable(Array.from({ length: 200 }, (_, i) => hashed(i)))).toEqual([]))
})

describe('the collector', () => {
  it('hands a cookie on when the next of its name comes, and the last one with all values', () => {
    const collector = new SampleCollector()
    const [first, second] = [cookie(hashed(1)), cookie(hashed(2))]
    expect(collector.take(first, 1, undefined)).toEqual([])
    expect(collector.take(second, 2, undefined)).toEqual([{ cookie: first, now: 1 }])
    const [last] = collector.rest()
    expect([last?.now, last?.cookie.id, last?.cookie.circumstances.samples?.values]).toEqual([2, second.id, [hashed(1), hashed(2)]])
  })

  it.each([
    ['preferences', 'theme=dark; Path=/'],
    ['deletions', 'sid=; Max-Age=0; Path=/'],
    ['what was redacted', 'sid=REDACTED; Path=/'],
    ['load balancers', 'AWSALB=abcdefghijklmnop; Path=/'],
  ])('lets %s pass at once', (_, header) => {
    const other = cookieSubject(header) as Cookie
    const collector = new SampleCollector()
    expect(collector.take(other, 1, undefined)).toEqual([{ cookie: other, now: 1 }])
    expect(collector.rest()).toEqual([])
  })

  it('takes no session for a new one that the browser had already', () => {
    const collector = new SampleCollector()
    collector.take(cookie(hashed(1)), 1, undefined)
    collector.take(cookie(hashed(1), { requestHeaders: { cookie: `theme=dark; sid=${hashed(1)}` } }), 1, undefined)
    expect(collector.counts).toEqual([{ name: 'sid', samples: 1, left: 0 }])
  })

  it('keeps no more than it says, and counts the rest', () => {
    const collector = new SampleCollector()
    const one = cookie(hashed(1))
    for (let i = 0; i < mostSamples + 5; i++) collector.take(one, 1, undefined)
    expect(collector.counts).toEqual([{ name: 'sid', samples: mostSamples, left: 5 }])
  })
})
