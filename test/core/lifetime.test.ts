import { describe, expect, it } from 'vitest'
import { ExactNumber } from '../../src/core/json.ts'
import { numberOf, timeClaim, timeline } from '../../src/core/lifetime.ts'

describe('the life of a token as a line', () => {
  it.each([
    ['in the middle', 150, { from: 'iat', start: 100, end: 200, now: 0.5 }],
    ['before it starts', 90, { from: 'iat', start: 100, end: 200, now: -0.1 }],
    ['after it ended', 300, { from: 'iat', start: 100, end: 200, now: 2 }],
  ])('%s', (_, now, line) => {
    expect(timeline({ iat: 100, exp: 200 }, now)).toEqual(line)
  })

  it('starts at nbf where nothing says when it was issued', () => {
    expect(timeline({ nbf: 100, exp: 200 }, 100)).toEqual({ from: 'nbf', start: 100, end: 200, now: 0 })
  })

  it('marks nbf only inside', () => {
    expect(timeline({ iat: 100, nbf: 125, exp: 200 }, 150)?.nbf).toBe(0.25)
    expect(timeline({ iat: 100, nbf: 100, exp: 200 }, 150)).not.toHaveProperty('nbf')
    expect(timeline({ iat: 100, nbf: 900, exp: 200 }, 150)).not.toHaveProperty('nbf')
  })

  it.each([[{ iat: 100 }], [{ exp: 200 }], [{ iat: 200, exp: 200 }], [{ iat: 300, exp: 200 }], [{ iat: '100', exp: 200 }], [{ iat: 100, exp: 1.7e12 }]])('is none for %j', (claims) => {
    expect(timeline(claims, 150)).toBeUndefined()
  })
})

it('reads numbers of seconds only', () => {
  expect(timeClaim({ exp: 1.5 }, 'exp')).toBe(1.5)
  for (const exp of [-1, 1e11, '1', null, true]) expect(timeClaim({ exp }, 'exp')).toBeUndefined()
  expect(numberOf(new ExactNumber('12345678901234567890'))).toBe(Number('12345678901234567890'))
  expect(numberOf(new ExactNumber('1e999'))).toBeUndefined()
})
