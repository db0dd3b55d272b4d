import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
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

  it('are read on every line, and not in a line longer than anybody writes', () => {
    const why = '# authlint-ignore jwt/* -- why'
    const linesOf = (...pieces: readonly string[]): readonly (string | undefined)[] => notesOn(pieces).map((note) => /:(\d+):/.exec(note)?.[1])
    const minified = 'x'.repeat(2 ** 20 - why.length)
    expect(linesOf(`a\n\n${why}\n${why}\nb`, '\n', why)).toEqual(['3', '4', '6'])
    expect(linesOf(minified, `${why}\n${why}`)).toEqual(['1', '2'])
    expect(linesOf(`${why}${minified}x`, `\n${why}`)).toEqual(['2'])
    expect(linesOf(`\n${why}${minified}x`, `\n${why}`)).toEqual(['3'])
    expect(linesOf(`\n${why}${minified}`, `\n${why}`)).toEqual(['2', '3'])
    expect(linesOf(`a\n${why}\n${minified}`, 'x'.repeat(100))).toEqual(['2'])
    // A line that comes in a million pieces is not kept whole.
    expect(linesOf(why, ...Array.from({ length: 1024 }, () => 'x'.repeat(1024)), 'y', `\n${why}`)).toEqual(['2'])
  })

  it('hand on what they read', () => {
    const pieces = ['a\n', '', '# authlint-ignore jwt/* -- why', '\n']
    expect([...new InlineIgnores().watch('x', pieces)]).toEqual(pieces)
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

describe('a comment that suppresses', () => {
  const finding = (rule: string, line: number, input = 'x'): Finding => ({ rule, location: { input, line, column: 1 } }) as Finding
  const reading = (text: string): InlineIgnores => {
    const ignores = new InlineIgnores()
    const watcher = ignores.watcher('x')
    watcher.see(text)
    watcher.end()
    return ignores
  }
  const comment = '\n# authlint-ignore cookie/missing-secure, jwt/* -- shared login'

  it.each<[string, Finding, boolean]>([
    ['its line', finding('cookie/missing-secure', 2), true],
    ['the next line', finding('cookie/missing-secure', 3), true],
    ['the line before', finding('cookie/missing-secure', 1), false],
    ['the line after the next', finding('cookie/missing-secure', 4), false],
    ['another input', finding('cookie/missing-secure', 2, 'y'), false],
    ['another rule', finding('cookie/missing-httponly', 2), false],
    ['a rule of a family', finding('jwt/alg-none', 3), true],
  ])('on %s', (_, found, speaks) => {
    const ignores = reading(comment)
    const { findings, suppressed } = ignores.apply([found])
    expect([findings, suppressed]).toEqual(speaks ? [[], [{ ...found, suppression: { kind: 'inline', reason: 'shared login' } }]] : [[found], []])
    // It was needed once, and stays so.
    ignores.apply([])
    expect(ignores.notes()).toHaveLength(speaks ? 0 : 1)
  })

  it('leaves the others', () => {
    const findings = [finding('jwt/alg-none', 1), finding('jwt/alg-none', 2), finding('cookie/domain-wide', 3)]
    expect(reading(comment).apply(findings)).toMatchObject({ findings: [findings[0], findings[2]], suppressed: [findings[1]] })
    expect(reading('').apply(findings)).toEqual({ findings, suppressed: [] })
  })

  it('is known of once it was read', () => {
    expect([reading('nothing').isEmpty, reading(comment).isEmpty]).toEqual([true, false])
  })

  it.each([
    ['# authlint-ignore jwt/* -- why', 'why'],
    ['/* authlint-ignore jwt/* -- why */', 'why'],
    ['<!-- authlint-ignore jwt/* -- why -->', 'why'],
    ['# authlint-ignore jwt/* -- why -- or not', 'why -- or not'],
    ['# authlint-ignore jwt/* -- see a*/b  \r', 'see a*/b'],
  ])('gives its reason: %j', (text, reason) => expect(reading(text).apply([finding('jwt/alg-none', 1)]).suppressed[0]?.suppression?.reason).toBe(reason))
})
