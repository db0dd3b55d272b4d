import { readPieces } from '../inputs/read.ts'
import { stream, type Io } from './io.ts'
import { main } from './main.ts'
import { isatty } from 'node:tty'

const io: Io = {
  stdout: stream(1),
  stderr: stream(2),
  stdin: { isTerminal: isatty(0), pieces: () => readPieces('-') },
  env: process.env,
  clock: () => Date.now() / 1000,
}

// The status is set, not exited with: nothing that was written may be lost.
void main(process.argv.slice(2), io).then((status) => {
  process.exitCode = status
})
