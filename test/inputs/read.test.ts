import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Source } from '../../src/core/location.ts'
import { gather, looksBinary, readPieces, readWhole } from '../../src/inputs/read.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'authlint-read-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const contentOf = (content: string | Buffer) => readWhole(file('some', content))

describe('reading files', () => {
  it('gives octets, one a character', () => {
    expect(contentOf('a=é')).toBe('a=\u00c3\u00a9')
    expect(contentOf(Buffer.from([0, 255, 10]))).toBe('\u0000\u00ff\n')
  })

  it('comes in pieces of 64 KB', () => {
    const sizes = [...readPieces(file('big', 'x'.repeat(200_000)))].map((piece) => piece.length)
    expect(sizes).toEqual([65536, 65536, 65536, 3392])
  })

  it('leaves out a byte order mark', () => expect(contentOf('\ufeffa=1')).toBe('a=1'))

  // PowerShell 5 writes UTF-16LE with a mark when output is redirected into a file.
  it('makes UTF-8 of UTF-16 with a byte order mark', () => {
    expect(contentOf(Buffer.from('\ufeffSet-Cookie: a=é\r\n', 'utf16le'))).toBe('Set-Cookie: a=\u00c3\u00a9\r\n')
    expect(contentOf(Buffer.from('\ufeffa=1', 'utf16le').swap16())).toBe('a=1')
  })

  it('does not lose a character of UTF-16 that lies across two pieces', () => {
    const text = `${'x'.repeat(32766)}\u{1f600}end`
    expect(Buffer.from(contentOf(Buffer.from(`\ufeff${text}`, 'utf16le')), 'latin1').toString('utf8')).toBe(text)
  })

  it('counts columns in characters, not octets', () => {
    const source = new Source('capture', readWhole(file('utf8', 'é; Path=/')), { octets: true })
    expect(source.locate(4, 8)).toEqual({ input: 'capture', line: 1, column: 4, endColumn: 8 })
  })

  it.each([
    ['a missing file', () => join(folder, 'nowhere'), 'INPUT_UNREADABLE', 'no such file'],
    ['a folder', () => folder, 'INPUT_UNREADABLE', 'directory'],
    ['an empty file', () => file('empty', ''), 'INPUT_EMPTY', 'is empty'],
    ['a byte order mark alone', () => file('mark', '\ufeff'), 'INPUT_EMPTY', 'is empty'],
    ['a name with NUL', () => 'a\0b', 'INPUT_UNREADABLE', 'cannot read'],
  ])('%s is an error of its own', (_, path, code, message) => {
    expect(() => readWhole(path())).toThrow(expect.objectContaining({ code, exitStatus: 3, message: expect.stringContaining(message) }))
  })

  it('asks about the command behind empty input', () => {
    expect(() => gather(readPieces(file('none', '')), 'x')).toThrow(expect.objectContaining({ hint: expect.stringContaining('Empty input is never a pass') }))
  })

  it('does not gather more than a limit', () => {
    expect(() => gather(['12345', '67890'], 'capture', 8)).toThrow(expect.objectContaining({ code: 'INPUT_TOO_LARGE' }))
    expect(gather(['1234', '5678'], 'capture', 8)).toBe('12345678')
  })

  it('tells binary data from text', () => {
    expect(looksBinary('\u0089PNG\r\n\u001a\n\u0000\u0000')).toBe(true)
    expect(looksBinary('HTTP/1.1 200 OK\r\n\tfolded\r\n\u001b[1mcolour\u001b[0m')).toBe(false)
    expect(looksBinary('\u0001\u0002\u0003\u0004\u0005\u0006')).toBe(true)
  })
})

describe('reading standard input', () => {
  let program = ''
  beforeAll(() => {
    program = join(folder, 'stdin.cjs')
    const reader = new URL('../../src/inputs/read.ts', import.meta.url).pathname
    // Touching process.stdin makes a pipe non-blocking: reads then fail with EAGAIN while nothing has come.
    buildSync({
      stdin: { contents: `import { readWhole } from ${JSON.stringify(reader)}\nprocess.stdin.on\ntry { process.stdout.write(readWhole('-')) } catch (error) { process.stdout.write(error.code) }`, resolveDir: folder, loader: 'ts' },
      bundle: true,
      platform: 'node',
      outfile: program,
    })
  })

  const run = (write: (stdin: NodeJS.WritableStream) => void): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
      let output = ''
      child.stdout.on('data', (data) => (output += String(data)))
      child.on('close', () => resolve(output))
      write(child.stdin)
    })

  it('waits for a slow writer on a non-blocking pipe', async () => {
    const output = await run((stdin) => {
      stdin.write('first ')
      setTimeout(() => stdin.end('second'), 300)
    })
    expect(output).toBe('first second')
  })

  it('knows an empty pipe', async () => expect(await run((stdin) => stdin.end())).toBe('INPUT_EMPTY'))
})
