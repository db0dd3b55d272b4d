import { closeSync, fstatSync, openSync, read, readSync, type Stats } from 'node:fs'
import { utf16Of } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { shownOperand } from './shown-operand.ts'

/** Octets of one read: measured best, larger pieces are slower. */
const pieceSize = 64 * 1024

/** Octets of the largest input that must be held as a whole; just under the longest string Node 20 can make. */
export const wholeLimit = 500 * 1024 * 1024

/** Milliseconds between two looks at a standard input that has nothing yet. */
const retryAfter = 10

const standardInput = 0

/** An input piece by piece, one character an octet. */
export interface Pieces extends IterableIterator<string> {
  /** What is still to come, without holding up the process while an input is waited for. */
  later(): AsyncGenerator<string, void, undefined>
}

/**
 * The octets of a file, or of standard input for `-`, piece by piece and synchronously: one character is one octet. A byte
 * order mark is gone; UTF-16 that has one becomes UTF-8. Throws an AuthlintError when there is nothing to read.
 * `name` is what messages call the input.
 */
export function readPieces(path: string, name = path === '-' ? 'stdin' : path): Pieces {
  let decode: ((octets: Buffer) => string) | undefined
  let empty = true
  const textOf = (octets: Buffer): string => {
    decode ??= decoderFor(octets)
    const text = decode(octets)
    if (text !== '') empty = false
    return text
  }
  let descriptor: number | undefined
  let check: ((octets: number) => void) | undefined
  let octetsRead = 0
  const close = (): void => {
    if (descriptor !== undefined && descriptor !== standardInput) closeSync(descriptor)
    descriptor = undefined
  }
  function* now(): Generator<string, void, undefined> {
    descriptor = path === '-' ? standardInput : open(path, name)
    check = unchangedCheck(descriptor, name)
    try {
      for (const octets of readOctets(descriptor, name)) {
        octetsRead += octets.length
        const text = textOf(octets)
        if (text !== '') yield text
      }
      check(octetsRead)
      if (empty) throw emptyInput(name)
    } finally {
      close()
    }
  }
  async function* later(): AsyncGenerator<string, void, undefined> {
    if (descriptor === undefined) return
    try {
      for await (const octets of readOctetsLater(descriptor, name)) {
        octetsRead += octets.length
        const text = textOf(octets)
        if (text !== '') yield text
      }
      check?.(octetsRead)
      if (empty) throw emptyInput(name)
    } finally {
      close()
    }
  }
  return Object.assign(now(), { later })
}

/** The whole of a file or of standard input, for forms that cannot be read piece by piece. */
export function readWhole(path: string, name?: string, limit = wholeLimit): string {
  return gather(readPieces(path, name), name ?? path, limit)
}

/** Puts pieces together, up to a limit in octets. */
export function gather(pieces: Iterable<string>, name: string, limit = wholeLimit): string {
  const parts: string[] = []
  let size = 0
  for (const piece of pieces) {
    size += piece.length
    if (size > limit) {
      throw new AuthlintError(
        'INPUT_TOO_LARGE',
        `${visible(name)} is larger than ${Math.floor(limit / 1024 / 1024)} MB, the most that can be read of a form that must be read as a whole`,
        'Split it, or cut it down to the responses that matter.',
      )
    }
    parts.push(piece)
  }
  return parts.join('')
}

export const emptyInput = (name: string): AuthlintError =>
  new AuthlintError('INPUT_EMPTY', `${visible(name)} is empty`, 'Empty input is never a pass: did the command that writes it fail?')

/** Text does not hold NUL, or many other control characters; pictures, archives and compressed bodies do. */
export function looksBinary(text: string): boolean {
  let controls = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0) return true
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x1b) controls++
  }
  return controls > 4 && controls > text.length / 20
}

/** @param wanted what to give instead when it cannot be opened */
function open(path: string, name: string, wanted?: string): number {
  if (path.trim() === '') throw new AuthlintError('INPUT_UNREADABLE', 'an argument is empty, where the name of a file should be', 'Check that the variable it comes from is set.')
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw unreadable(name === path ? shownOperand(path) : name, error, wanted)
  }
}

/**
 * Looks at a file before it is read; what is returned looks again afterwards, and throws when less of it is left, or other octets:
 * what was read of it may be half of what it says. A file may grow, as logs do.
 */
function unchangedCheck(descriptor: number, name: string): (octetsRead: number) => void {
  const before = statsOf(descriptor)
  // A pipe, a device, or what the system makes up as it is read.
  if (!before?.isFile() || before.size === 0) return () => undefined
  return (octetsRead) => {
    const after = statsOf(descriptor) ?? before
    const isRewritten = after.size === before.size && after.mtimeMs !== before.mtimeMs
    if (after.size < before.size || isRewritten) throw changed(name)
    // Standard input may stand somewhere in its file: only a file that was opened here is read from its beginning.
    if (descriptor !== standardInput && octetsRead < before.size) throw changed(name)
  }
}

function statsOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor)
  } catch {
    return undefined // closed
  }
}

const changed = (name: string): AuthlintError => new AuthlintError('INPUT_UNREADABLE', `${visible(name)} changed while it was read`, 'Read it again when nothing writes to it any more.')

/**
 * All octets of a file, as they are. Throws INPUT_UNREADABLE, and INPUT_TOO_LARGE beyond `limit` octets: not every pipe and device
 * has an end. `wanted` is what to give instead.
 */
export function readOctetsOf(path: string, { name, limit, wanted }: { name: string; limit: number; wanted: string }): Buffer {
  const descriptor = open(path, name, wanted)
  try {
    const check = unchangedCheck(descriptor, name)
    const parts: Buffer[] = []
    let size = 0
    for (const part of readOctets(descriptor, name)) {
      size += part.length
      if (size > limit) throw new AuthlintError('INPUT_TOO_LARGE', `${visible(name)} is too large (more than ${limit} octets)`, 'Check the path.')
      parts.push(part)
    }
    check(size)
    return Buffer.concat(parts)
  } finally {
    closeSync(descriptor)
  }
}

/** Octets stand in the same buffer each time: whoever takes them is done with them before the next. */
function* readOctets(descriptor: number, name: string): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(pieceSize)
  for (;;) {
    const size = readSome(descriptor, buffer, name)
    if (size === 0) return
    yield buffer.subarray(0, size)
  }
}

async function* readOctetsLater(descriptor: number, name: string): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(pieceSize)
  for (;;) {
    const size = await readSomeLater(descriptor, buffer, name)
    if (size === 0) return
    yield buffer.subarray(0, size)
  }
}

async function readSomeLater(descriptor: number, buffer: Buffer, name: string): Promise<number> {
  for (;;) {
    try {
      return await new Promise<number>((resolve, reject) => read(descriptor, buffer, 0, buffer.length, null, (error, size) => (error ? reject(error) : resolve(size))))
    } catch (error) {
      if (isEnd(error)) return 0
      if (!isPassing(error)) throw unreadable(name, error)
      await new Promise((resolve) => setTimeout(resolve, retryAfter))
    }
  }
}

function readSome(descriptor: number, buffer: Buffer, name: string): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer)
    } catch (error) {
      if (isEnd(error)) return 0
      if (!isPassing(error)) throw unreadable(name, error)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryAfter)
    }
  }
}

/** On Windows the end of a pipe. */
const isEnd = (error: unknown): boolean => codeOf(error) === 'EOF'

/** A pipe that another process made non-blocking has nothing at the moment. */
const isPassing = (error: unknown): boolean => ['EAGAIN', 'EINTR'].includes(codeOf(error))

const reasons: Record<string, readonly [string, string?]> = {
  ENOENT: ['there is no such file', 'Check the path. To give text instead of a file, pipe it in.'],
  ENAMETOOLONG: ['no file can have so long a name', 'To give text instead of a file, pipe it in.'],
  ENOTDIR: ['there is no such file', 'Check the path.'],
  EISDIR: ['it is a directory', 'Name a file in it.'],
  EACCES: ['permission denied', 'Run authlint as a user who may read it.'],
  EPERM: ['permission denied', 'Run authlint as a user who may read it.'],
  EMFILE: ['too many files are open', 'Raise the limit (ulimit -n), or name fewer files at once.'],
}

function unreadable(name: string, error: unknown, wanted?: string): AuthlintError {
  const code = codeOf(error)
  const [reason, hint] = reasons[code] ?? [`the system says ${code}`, 'Check the path, and the disk it leads to.']
  return new AuthlintError('INPUT_UNREADABLE', `cannot read ${visible(name)}: ${reason}`, wanted ?? hint)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an unknown error'

/** Chosen by the byte order mark. */
function decoderFor(first: Buffer): (octets: Buffer) => string {
  const encoding = utf16Of(first)
  if (encoding) {
    const decoder = new TextDecoder(encoding)
    return (octets) => Buffer.from(decoder.decode(octets, { stream: true }), 'utf8').toString('latin1')
  }
  let mark = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf ? 3 : 0
  return (octets) => {
    const text = octets.toString('latin1', mark)
    mark = 0
    return text
  }
}
