import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/cli/arguments.ts'
import { run } from '../../src/cli/commands/advise.ts'
import { commandNamed } from '../../src/cli/options.ts'
import { AuthlintError } from '../../src/core/errors.ts'
import type { Io } from '../../src/cli/io.ts'

const spec = commandNamed('advise')
if (!spec) throw new Error('no such command')

/** Runs the command on a terminal where `typed` is typed; what is read and printed in the end. */
async function terminal(words: readonly string[], typed: string, { stdinIsTerminal = true, stdoutIsTerminal = true, columns = 80 } = {}): Promise<{ out: string; asked: string; status?: number; error?: AuthlintError }> {
  let out = ''
  let asked = ''
  const stream = { isTerminal: stdoutIsTerminal, columns, write: (text: string) => void (out += text), flush: () => undefined }
  const io: Io = { stdout: stream, stderr: stream, stdin: { isTerminal: stdinIsTerminal, pieces: () => [] }, env: { NO_COLOR: '1' }, cwd: '/', clock: () => 0 }
  const [input, output] = [new PassThrough(), new PassThrough()]
  output.on('data', (data: Buffer) => (asked += data.toString()))
  input.end(typed)
  try {
    const status = await run(parseArguments(spec as NonNullable<typeof spec>, words), io, { input, output })
    return { out, asked, status }
  } catch (error) {
    if (error instanceof AuthlintError) return { out, asked, error }
    throw error
  }
}

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('')
const rest = ['--site', 'same-site', '--revocation', '15m', '--risk', 'normal', '--identity', 'own', '--store', 'yes', '--team', 'ready', '--storage', 'memory']
const command = (out: string): string => out.trim().split('\n').at(-1)?.trim() ?? ''

describe('on a terminal', () => {
  it('asks everything, takes numbers and names', async () => {
    const { out, asked, status } = await terminal([], lines('1, mobile', 'same-site', '2', '3', 'high', '1', '1', '1', '2'))
    expect(status).toBe(0)
    expect(command(out)).toBe('authlint advise --clients browser,mobile --site same-site --verifiers few --revocation 15m --risk high --identity own --store yes --team ready --storage cookie')
    expect(asked).toContain('Who calls your application?')
    expect(asked).toContain('  3  mobile')
  })

  it('asks only what is missing', async () => {
    const { out, asked } = await terminal(['--clients', 'spa', ...rest], lines('one'))
    expect(asked.match(/\?\n/g)).toHaveLength(1)
    expect(command(out)).toContain('--verifiers one')
  })

  it('asks about pages only where there are any', async () => {
    const { out, asked } = await terminal([], lines('5', '3', '1', '2', '1', '1'))
    expect(asked).not.toContain('registrable domain')
    expect(command(out)).toBe('authlint advise --clients service --verifiers many --revocation immediate --risk normal --identity own --team ready')
  })

  it('asks again when an answer makes no sense, and says why', async () => {
    const { out, asked } = await terminal(['--clients', 'spa', ...rest], lines('', '7', 'manny', 'one few', '0', 'ONE'))
    expect(asked).toContain('Choose by number or name.')
    expect(asked).toContain('There is no "7" here.')
    expect(asked).toContain('Did you mean many?')
    expect(asked).toContain('Only one of these.')
    expect(asked).toContain('There is no "0" here.')
    expect(command(out)).toContain('--verifiers one')
  })

  it('shows hostile answers without their effect', async () => {
    expect((await terminal(['--clients', 'spa', ...rest], lines('\u001b]0;x\u0007', 'one'))).asked).not.toContain('no "\u001b')
  })

  it('asks nothing when all is said', async () => {
    const { out, asked } = await terminal(['--clients', 'spa', '--verifiers', 'one', ...rest], '')
    expect([asked, out.includes('Server session')]).toEqual(['', true])
  })

  it('recommends nothing when the person leaves, and says how to go on', async () => {
    const { out, error } = await terminal([], lines('2', '1', '1'))
    expect(out).toBe('')
    expect(error?.code).toBe('USAGE')
    expect(error?.hint).toContain('authlint advise --clients spa --site same-site --verifiers one')
  })

  it('keeps to the width of the terminal', async () => {
    const { asked } = await terminal([], lines('1'), { columns: 50 })
    expect(asked.split('\n').filter((line) => line.length > 50)).toEqual([])
  })
})

describe('without a terminal', () => {
  it.each([{ stdinIsTerminal: false }, { stdoutIsTerminal: false }])('names what is missing: %o', async (where) => {
    const { asked, error } = await terminal(['--clients', 'spa', ...rest], lines('one'), where)
    expect([asked, error?.code, error?.message]).toEqual(['', 'USAGE', 'no recommendation without --verifiers'])
    expect(error?.hint).toContain('--verifiers one|few|many|edge')
  })

  it('does not ask services for pages', async () => {
    const { error } = await terminal(['--clients', 'service,mobile'], '', { stdinIsTerminal: false })
    expect(error?.message).toBe('no recommendation without --verifiers, --revocation, --risk, --identity, --team')
  })

  it('names everything when the clients are unknown', async () => {
    const { error } = await terminal([], '', { stdinIsTerminal: false })
    expect(error?.message).toContain('--clients, --site, --verifiers')
    expect(error?.hint).toContain('--site same-site|cross-site (for browsers)')
  })
})

describe('options', () => {
  const options = ['--verifiers', 'one', ...rest]

  it('take several clients in either form', async () => {
    const [commas, repeated] = await Promise.all([terminal(['--clients', 'spa,mobile,spa', ...options], ''), terminal(['--clients', 'spa', '--clients', 'mobile', ...options], '')])
    expect(commas.out).toBe(repeated.out)
    expect(command(commas.out)).toContain('--clients spa,mobile ')
  })

  it('suggest what was probably meant', async () => {
    expect((await terminal(['--clients', 'mobil', ...options], '')).error?.hint).toContain('Did you mean mobile?')
    expect(() => parseArguments(spec, ['--revocation', 'imediate'])).toThrow('unknown value "imediate" for --revocation')
  })

  it('take no input', async () => {
    expect((await terminal(['token.txt'], '')).error?.code).toBe('USAGE')
  })
})
