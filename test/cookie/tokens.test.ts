import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { makeCookie } from '../../src/cookie/make.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { tokensInCookies } from '../../src/cookie/tokens.ts'
import { testNow } from '../subjects.ts'
import { hmac } from '../tokens.ts'

const token = hmac('a key for this test alone, and of sufficient length')

/** Cookies of one response, one a line of the same source. */
function cookies(...lines: readonly string[]) {
  const source = new Source('response', lines.join('\n'))
  let start = 0
  const parsed = lines.map((line) => {
    const excerpt = Excerpt.of(source, start, start + line.length)
    start += line.length + 1
    return parseSetCookie(excerpt)
  })
  return parsed.map((cookie, i) => makeCookie(`cookie-${i}`, cookie, { attributesComplete: true, siblings: parsed }, testNow))
}

describe('tokensInCookies', () => {
  it('finds a token, with the flags of its cookie', () => {
    const [found] = tokensInCookies(cookies(`session=Bearer%20${token}; HttpOnly; Max-Age=60`))
    expect(found?.excerpt.text).toBe(token)
    expect(found?.carrier).toEqual({ kind: 'set-cookie', name: 'session', cookie: { httpOnly: true, secure: false, expires: testNow + 60 } })
    expect(found?.excerpt.locate()).toMatchObject({ line: 1, column: 'session=Bearer%20'.length + 1 })
  })

  it('puts a token together that was cut into numbered cookies, in their order', () => {
    const found = tokensInCookies(cookies(`a.1=${token.slice(60)}; Path=/`, 'x=1', `a.0=${token.slice(0, 60)}; Path=/`))
    expect(found.map(({ excerpt, carrier, undone }) => [excerpt.text, carrier.name, undone])).toEqual([[token, 'a', ['cut into several cookies']]])
    // The first part stands on the third line.
    expect(found[0]?.excerpt.locate(0, 10)).toMatchObject({ line: 3, column: 5 })
  })

  it('does so when each cookie was read from a line of its own', () => {
    const lines = [`a.1=${token.slice(60)}; Path=/`, `a.0=${token.slice(0, 60)}; Path=/`]
    const parsed = lines.map((line, i) => parseSetCookie(Excerpt.of(new Source('response', line, { firstLine: 4 + 3 * i }))))
    const found = tokensInCookies(parsed.map((cookie, i) => makeCookie(`cookie-${i}`, cookie, { attributesComplete: true, siblings: parsed }, testNow)))
    expect(found.map(({ excerpt }) => excerpt.text)).toEqual([token])
    expect(found[0]?.excerpt.locate(0, 10)).toMatchObject({ line: 7, column: 5, endColumn: 15 })
    expect(found[0]?.excerpt.locate(60, 64)).toMatchObject({ line: 4, column: 5, endColumn: 9 })
  })

  // cookie-signature over the whole token: Express, and @fastify/jwt with cookie.signed.
  it.each([
    [`token=s%3A${token}.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow`, 'token=s%3A'.length, 'Express signature'],
    [`token=${token}.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow`, 'token='.length, 'Fastify or React Router signature'],
  ])('takes the signature of a framework off: %s', (line, column, undone) => {
    const found = tokensInCookies(cookies(`${line}; Path=/; HttpOnly`))
    expect(found.map(({ excerpt, undone }) => [excerpt.text, excerpt.locate().column - 1, undone])).toEqual([[token, column, [undone]]])
  })

  it('looks at no deletion and at no other value', () => {
    expect(tokensInCookies(cookies(`a=${token}; Max-Age=0`, 'b=1.2.3', 'c.0=x', 'c.1=y'))).toEqual([])
  })
})
