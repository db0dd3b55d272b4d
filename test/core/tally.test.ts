import { expect, it } from 'vitest'
import { reportOf, judged } from '../reporters/sample.ts'

it('counts findings, rules and signatures that nothing was held against', () => {
  const { summary, fired, unverified } = reportOf(judged)
  expect(summary).toEqual({ subjects: 7, error: 4, warn: 2, info: 1, suppressed: 1 })
  expect([...fired]).toEqual([
    ['cookie/missing-secure', { severity: 'error', times: 1 }],
    // Once as an error, once as a warning: the worst counts.
    ['cookie/rejected', { severity: 'error', times: 2 }],
    ['jwt/aud-mismatch', { severity: 'error', times: 1 }],
    ['jwt/unknown-claim', { severity: 'warn', times: 1 }],
    ['jwt/missing-jti', { severity: 'info', times: 1 }],
    ['flow/session-valid-after-logout', { severity: 'error', times: 1 }],
  ])
  expect(unverified).toBe(1)
})
