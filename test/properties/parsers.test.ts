// What holds for every parser: it throws nothing but what it declares, says the same twice, and does not mind how its input is cut.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthlintError } from '../../src/core/errors.ts'
import { parsers, type Parser } from '../../src/dev/parsers.ts'
import { cut, cuts, nearly, plain, runs } from '../arbitraries.ts'

/** One character an octet: that is how inputs come, and nothing else ever reaches most parsers. */
const octetText = (examples: readonly string[]) => nearly(examples).map((text) => Buffer.from(text, 'utf8').toString('latin1'))

/** What it made of the text, or the code it refused it with. Anything else that is thrown fails the test. */
function answer({ read, refuses }: Parser, pieces: readonly string[]): unknown {
  try {
    return plain(read(pieces))
  } catch (error) {
    if (!(error instanceof AuthlintError)) throw error
    if (!refuses.includes(error.code)) throw new Error(`refused with ${error.code}, which it does not declare`, { cause: error })
    return { refused: error.code, message: error.message, hint: error.hint }
  }
}

/** Numbers that are kept exactly have no JSON of their own. */
const asText = (_: string, member: unknown): unknown => (typeof member === 'bigint' ? String(member) : member)

describe.each(Object.entries(parsers))('%s', (_, parser) => {
  it('throws nothing undeclared, and says the same twice', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 2, arbitrary: octetText(parser.like) }, { weight: 1, arbitrary: nearly(parser.like) }), (text) => {
        expect(answer(parser, [text])).toEqual(answer(parser, [text]))
      }),
      runs(70),
    )
  })

  it('tells its examples from nothing at all', () => {
    const nothing = JSON.stringify(answer(parser, ['']))
    expect([...parser.like, parser.like.join('\n')].filter((example) => JSON.stringify(answer(parser, [example]), asText) !== nothing)).not.toEqual([])
  })
})

describe.each(Object.entries(parsers).filter(([, { streams }]) => streams))('%s, in pieces', (_, parser) => {
  it('means the same however its input is cut', () => {
    fc.assert(
      fc.property(octetText(parser.like), cuts, (text, sizes) => {
        expect(answer(parser, cut(text, sizes))).toEqual(answer(parser, [text]))
      }),
      runs(100),
    )
  })
})
