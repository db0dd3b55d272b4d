import { exitStatus } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { readPieces } from '../inputs/read.ts'
import { mayBeTerminal, stream, writeAll } from './io.ts'
import { main } from './main.ts'

let ended = false
let broken = false

async function start(): Promise<void> {
  const tty = [0, 1, 2].some(mayBeTerminal) ? await import('node:tty') : undefined
  const isTerminal = (descriptor: number) => tty?.isatty(descriptor) ?? false
  const status = await main(process.argv.slice(2), {
    stdout: stream(1, isTerminal(1), 64 * 1024),
    stderr: stream(2, isTerminal(2)),
    stdin: { isTerminal: isTerminal(0), pieces: () => readPieces('-') },
    env: process.env,
    cwd: process.cwd(),
    clock: () => Date.now() / 1000,
  })
  ended = true
  // The status is set, not exited with: nothing that was written may be lost.
  process.exitCode = broken ? exitStatus.internal : status
}

/** Whatever a plugin does beside its rules, a run that did not come to its end is no pass. */
function breakOff(message: string): void {
  broken = true
  process.exitCode = exitStatus.internal
  try {
    writeAll(2, `authlint: ${message}\n`)
  } catch {
    // Standard error is closed: there is nobody left to tell.
  }
}

process.on('uncaughtException', (error: unknown) => breakOff(`internal error, outside of the run: ${visible(String(error), 500)}`))
process.on('exit', () => {
  if (!ended && !broken) breakOff('the run was ended before it was done, perhaps by a plugin. Nothing was judged by it.')
})

void start()
