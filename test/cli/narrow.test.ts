// What fits a terminal of 80 columns.
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/cli/arguments.ts'
import { run } from '../../src/cli/commands/rules.ts'
import { help } from '../../src/cli/help.ts'
import type { Io } from '../../src/cli/io.ts'
import { commandNamed, commands } from '../../src/cli/options.ts'

const tooWide = (text: string, columns: number): readonly string[] => text.split('\n').filter((line) => line.length > columns)

describe('help', () => {
  it.each([undefined, ...commands.map(({ name }) => name)])('of %s fits but for commands that are to be copied whole', (name) => {
    const text = help(name === undefined ? undefined : commandNamed(name), 80)
    const [before = '', after = ''] = text.split('Examples:\n')
    expect(tooWide(before, 80)).toEqual([])
    expect(tooWide(after, 80).filter((line) => !/^ {2}(?:authlint|curl|echo|source) /.test(line))).toEqual([])
    expect(after).not.toMatch(/^.{81,} {3,}\S/m)
  })
})

describe('the table of rules', () => {
  const tableAt = async (columns: number | undefined): Promise<string> => {
    const spec = commandNamed('rules') ?? expect.unreachable()
    let out = ''
    const stream = { isTerminal: columns !== undefined, columns, write: (text: string) => void (out += text), flush: () => undefined }
    const io: Io = { stdout: stream, stderr: stream, stdin: { isTerminal: true, pieces: () => [] }, env: {}, cwd: '/', clock: () => 0 }
    await run(parseArguments(spec, ['--no-config']), io)
    return out
  }

  it('has words where they fit, and letters with their meaning where not', async () => {
    expect(await tableAt(undefined)).toMatch(/jwt\/alg-none +error +error/)
    const narrow = await tableAt(80)
    expect(narrow).toMatch(/jwt\/alg-none +E +E/)
    expect(narrow).toContain('E = error')
    expect(tooWide(narrow, 80)).toEqual([])
  })
})
