// The parts of the README that show what the command prints: run for real, so that they cannot go stale.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from '../cli/io.ts'
import { main } from '../cli/main.ts'

const root = join(import.meta.dirname, '../..')
// Relative, as it stands in the output.
export const fixtures = 'fixtures/readme'

/** What one command line prints, with the lines of a shell around it. `input` is a file that is piped in. */
export async function screen(shown: string, words: readonly string[], input?: string): Promise<string> {
  let printed = ''
  const stream = { isTerminal: true, columns: 100, write: (text: string) => void (printed += text), flush: () => undefined }
  const io: Io = {
    stdout: stream,
    stderr: { ...stream, write: () => undefined },
    stdin: { isTerminal: input === undefined, pieces: () => [readFileSync(join(root, input ?? ''), 'latin1')] },
    env: { NO_COLOR: '1', LANG: 'C.UTF-8' },
    cwd: join(root, 'fixtures'),
    clock: () => 1795197600,
  }
  await main([...words, '--no-config'], io)
  return `\`\`\`console\n$ ${shown}\n${printed.replaceAll(`${fixtures}/`, '').replace(/[ \t]+$/gm, '')}\`\`\``
}

/** A text of the fixtures, without its last line break. */
export const fixture = (name: string): string => readFileSync(join(root, 'fixtures/readme', name), 'utf8').trim()
