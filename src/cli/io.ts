import { closeSync, fstatSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import type { Pieces } from '../inputs/read.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'

/** The world outside, handed in: tests run the command in their own. */
export interface Io {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly stdin: { readonly isTerminal: boolean; pieces(): Iterable<string> & Partial<Pick<Pieces, 'later'>> }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Working folder. */
  readonly cwd: string
  /** Seconds since 1970. */
  clock(): number
}

export interface OutputStream {
  readonly isTerminal: boolean
  /** Width of the terminal in columns; undefined when it is none. */
  readonly columns: number | undefined
  /** Text, or its octets in UTF-8. It may be kept back until `flush`, so that a million lines are not a million writes. */
  write(text: string | Uint8Array): void
  /** Writes what was kept back. */
  flush(): void
}

/** The reader of our reports went away (`| head`): the work ends quietly. */
export class ClosedPipe extends Error {}

/** Writes all of a text to a descriptor. */
export const writeAll = (descriptor: number, text: string | Uint8Array): void => writeOctets(descriptor, typeof text === 'string' ? Buffer.from(text, 'utf8') : text)

/**
 * Writes all octets to a descriptor. Synchronous, so that nothing is lost when the process ends and a slow reader
 * holds the work back; a pipe that is full for the moment is waited for.
 */
function writeOctets(descriptor: number, octets: Uint8Array): void {
  for (let at = 0; at < octets.length; ) {
    try {
      at += writeSync(descriptor, octets, at)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EPIPE') throw new ClosedPipe()
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** Where nothing is to be read or shown, as in many CI jobs. */
const nullDevice = (): number => statSync('/dev/null', { throwIfNoEntry: false })?.rdev ?? -1

/** A pipe or a file is no terminal; only a character device needs asking node:tty, which is slow to load. */
export function mayBeTerminal(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor)
    return file.isCharacterDevice() && file.rdev !== nullDevice()
  } catch {
    return false // closed
  }
}

/** @param kept how much may be kept back, in octets */
export function stream(descriptor: 1 | 2, isTerminal: boolean, kept = 0): OutputStream {
  let waiting: Uint8Array | undefined
  let filled = 0
  const attempt = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      // Nobody hears what is said beside the reports; the verdict stays what it is.
      if (error instanceof ClosedPipe && descriptor === 2) return
      throw error instanceof ClosedPipe ? error : unwritable(descriptor === 1 ? 'standard output' : 'standard error', error, 'The report is not whole.')
    }
  }
  const flush = (): void => {
    const octets = waiting?.subarray(0, filled)
    filled = 0
    if (octets && octets.length > 0) attempt(() => writeOctets(descriptor, octets))
  }
  return {
    isTerminal,
    columns: isTerminal ? (descriptor === 2 ? process.stderr : process.stdout).columns : undefined,
    write(text) {
      // At most three octets stand for one UTF-16 code unit.
      const most = text.length * 3
      if (filled + most > kept) flush()
      if (most > kept || typeof text !== 'string') {
        flush()
        return attempt(() => writeAll(descriptor, text))
      }
      waiting ??= new Uint8Array(kept)
      filled += encoder.encodeInto(text, waiting.subarray(filled)).written
    },
    flush,
  }
}

const encoder = new TextEncoder()

function unwritable(what: string, error: unknown, hint: string): AuthlintError {
  const { code, message } = error as NodeJS.ErrnoException
  return new AuthlintError('OUTPUT_UNWRITABLE', `cannot write ${visible(what, 1000)}: ${causes[code ?? ''] ?? message}`, hint)
}

interface OutputFile {
  write(text: string | Uint8Array): void
  finish(): void
  abandon(): void
}

/** Names of streams that are open already: opened anew, they would be written over from their beginning. */
const openStreams: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2 }

/** A file that appears under its name only when it is whole: written beside, then renamed. What is no file is written as it is. */
export function openReport(name: string): OutputFile {
  const stream = openStreams[name]
  const there = stream === undefined ? statSync(name, { throwIfNoEntry: false }) : undefined
  // A device or a pipe: renaming would put a file in its place.
  const direct = stream !== undefined || (there !== undefined && !there.isFile() && !there.isDirectory())
  // A link stays one; what it leads to is replaced.
  const path = there?.isFile() ? realpathSync(name) : name
  const written = direct ? path : `${path}.${process.pid}.${Date.now().toString(36)}.part`
  let descriptor = stream
  // Exclusive: in a shared folder nobody can have put a link there before.
  const opened = (): number => (descriptor ??= openSync(written, direct ? 'a' : 'wx'))
  const close = (): void => {
    if (descriptor !== undefined && stream === undefined) closeSync(descriptor)
    descriptor = stream
  }
  const abandon = (): void => {
    close()
    if (!direct) rmSync(written, { force: true })
  }
  const attempt = (action: () => void): void => {
    try {
      action()
    } catch (error) {
      abandon()
      throw error instanceof AuthlintError || error instanceof ClosedPipe ? error : unwritable(name, error, 'Nothing was left half written. Choose another file, or free some space.')
    }
  }
  // Whether it can be written is known before anything is judged; nothing stays behind when the run is interrupted before the first line.
  if (!direct) attempt(() => (opened(), abandon()))
  return {
    write: (text) => attempt(() => writeAll(opened(), text)),
    finish: () =>
      attempt(() => {
        if (!direct) fsyncSync(opened())
        close()
        if (!direct) renameSync(written, path)
      }),
    abandon,
  }
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space is left on the device',
  EROFS: 'the file system is read-only',
}
