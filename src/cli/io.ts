import { closeSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { AuthlintError } from '../core/errors.ts'

/** The world outside, handed in: tests run the command in their own. */
export interface Io {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly stdin: { readonly isTerminal: boolean; pieces(): Iterable<string> }
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
  /** Text may be kept back until `flush`, so that a million lines are not a million writes. */
  write(text: string): void
  /** Writes what was kept back. */
  flush(): void
}

/** The reader of our output went away (`| head`): the work ends quietly. */
export class ClosedPipe extends Error {}

/** Writes all of a text to a descriptor. */
export const writeAll = (descriptor: number, text: string): void => writeOctets(descriptor, Buffer.from(text, 'utf8'))

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
  const flush = (): void => {
    const octets = waiting?.subarray(0, filled)
    filled = 0
    if (octets && octets.length > 0) writeOctets(descriptor, octets)
  }
  return {
    isTerminal,
    columns: isTerminal ? (descriptor === 2 ? process.stderr : process.stdout).columns : undefined,
    write(text) {
      // At most three octets stand for one UTF-16 code unit.
      const most = text.length * 3
      if (filled + most > kept) flush()
      if (most > kept) return writeAll(descriptor, text)
      waiting ??= new Uint8Array(kept)
      filled += encoder.encodeInto(text, waiting.subarray(filled)).written
    },
    flush,
  }
}

const encoder = new TextEncoder()

/** A file that appears under its name only when it is whole: written beside, then renamed. */
export function openReport(path: string): { write(text: string): void; finish(): void; abandon(): void } {
  // Exclusive below: in a shared folder nobody can have put a link there before.
  const beside = `${path}.${process.pid}.${Date.now().toString(36)}.part`
  const unwritable = (error: unknown) => {
    if (error instanceof AuthlintError) return error
    const { code, message } = error as NodeJS.ErrnoException
    return new AuthlintError('OUTPUT_UNWRITABLE', `cannot write ${path}: ${causes[code ?? ''] ?? message}`, 'Nothing was left half written. Choose another file, or free some space.')
  }
  const attempt = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      rmSync(beside, { force: true })
      throw unwritable(error)
    }
  }
  const descriptor = attempt(() => openSync(beside, 'wx'))
  return {
    write: (text) => attempt(() => writeAll(descriptor, text)),
    finish: () =>
      attempt(() => {
        fsyncSync(descriptor)
        closeSync(descriptor)
        renameSync(beside, path)
      }),
    abandon: () => {
      closeSync(descriptor)
      rmSync(beside, { force: true })
    },
  }
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space is left on the device',
  EROFS: 'the file system is read-only',
}
