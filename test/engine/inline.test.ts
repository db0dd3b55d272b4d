import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InlineIgnores } from '../../src/engine/inline.ts'

/** All that is said about comments nobody needed, or that cannot be read: in it shows what was understood. */
function notesOn(pieces: readonly string[], known?: readonly string[]): readonly string[] {
  const ignores = new InlineIgnores()
  for (const _ of ignores.watch('x', pieces)) continue
  return ignores.notes(known)
}

describe('comments that suppress', () => {
  it('are read whatever stands around them', () => {
    expect(notesOn(['a\n# authlint-ignore cookie/domain-wide,  jwt/*  -- shared login\n'])).toEqual(['x:2: authlint-ignore cookie/domain-wide, jwt/* was not needed: on this line and the next that rule finds nothing'])
    expect(notesOn(['<!-- authlint-ignore\tjwt/alg-none\t--\twhy -->'])).toEqual(['x:1: authlint-ignore jwt/alg-none was not needed: on this line and the next that rule finds nothing'])
  })

  it('name a rule that there is, and are called as they are here', () => {
    const known = ['cookie/missing-secure', 'jwt/alg-none']
    expect(notesOn(['# authlint-ignore missing-secure -- why'], known)).toEqual([expect.stringMatching(/there is no rule missing-secure\. Did you mean cookie\/missing-secure\?$/)])
    expect(notesOn(['# authlint-ignore jwt/* -- why'], known)).toEqual([expect.stringContaining('on this line and the next')])
    expect(notesOn(['# authlint-disable-next-line jwt/alg-none'], known)).toEqual(['x:1: authlint-disable-next-line means nothing here: write authlint-ignore cookie/domain-wide -- why'])
    expect(notesOn(['# authlint-ignore jwt/alg-none until 2027-01-01 -- why'], known)).toEqual([expect.stringContaining('takes a day')])
    expect(notesOn(['see authlint-rules.mjs'], known)).toEqual([])
  })

  it.each(['authlint-ignore', 'authlint-ignore   -- no rule', 'authlint-ignore jwt/alg-none', 'authlint-ignore jwt/alg-none -- '])('want a rule and a reason: %j', (text) => {
    expect(notesOn([text])).toEqual([expect.stringContaining('wants a rule and a reason')])
  })

  const fragments = ['authlint-ignore', ' ', '\t', '--', ' -- ', 'jwt/alg-none', 'cookie/*', ',', '\n', '\r\n', '*/', 'why', '\0', '\ud800', 'é']
  it('mean the same however the input is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 30 }), fc.array(fc.nat(20), { maxLength: 10 }), (parts, sizes) => {
        const text = parts.join('')
        const pieces: string[] = []
        let at = 0
        for (const size of sizes) pieces.push(text.slice(at, (at += size)))
        expect(notesOn([...pieces, text.slice(at)])).toEqual(notesOn([text]))
      }),
      { numRuns: 500 },
    )
  })
})
