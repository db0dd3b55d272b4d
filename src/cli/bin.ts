import { readPieces } from '../inputs/read.ts'
import { mayBeTerminal, stream } from './io.ts'
import { main } from './main.ts'

async function start(): Promise<void> {
  const tty = [0, 1, 2].some(mayBeTerminal) ? await import('node:tty') : undefined
  const isTerminal = (descriptor: number) => tty?.isatty(descriptor) ?? false
  // The status is set, not exited with: nothing that was written may be lost.
  process.exitCode = await main(process.argv.slice(2), {
    stdout: stream(1, isTerminal(1), 64 * 1024),
    stderr: stream(2, isTerminal(2)),
    stdin: { isTerminal: isTerminal(0), pieces: () => readPieces('-') },
    env: process.env,
    cwd: process.cwd(),
    clock: () => Date.now() / 1000,
  })
}

void start()
