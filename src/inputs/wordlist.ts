// Word lists of any size, tried on one token: read piece by piece, large ones by a process for each core.
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { gzipHint, isGzip, unmarkedUtf16Of, utf16Hint, utf16Of } from '../core/encoding.ts'
import { AuthlintError, LostWorker } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import type { SecretList } from '../cookie/signature-facts.ts'
import { signatureAlgorithms } from '../jwt/algorithms.ts'
import type { JwtFacts } from '../jwt/facts.ts'
import { tryWords, wordsIn, type WordlistOutcome, type WordlistTarget } from '../jwt/wordlist.ts'

/** A smaller list is tried before other processes have even started. In octets. */
const worthDividing = 8 * 1024 * 1024

const pieceSize = 64 * 1024

/** A part of a word list for another process; everything in it can be written as JSON. */
interface Part {
  readonly path: string
  readonly from: number
  readonly to: number
  readonly alg: string
  readonly signingInput: string
  /** base64url. */
  readonly signature: string
}

/** Throws when a list cannot be read, before any token is judged. */
export function checkWordlist(path: string): void {
  const descriptor = open(path)
  const isFile = fstatSync(descriptor).isFile()
  const buffer = Buffer.alloc(512)
  const opening = buffer.subarray(0, isFile ? readSync(descriptor, buffer, 0, buffer.length, 0) : 0)
  closeSync(descriptor)
  if (!isFile) throw new AuthlintError('INPUT_UNREADABLE', `the word list ${visible(path)} is no file`, 'Name a file with one word a line.')
  // Words are octets, so that any list would do; but none of these would ever fit.
  if (isGzip(opening)) throw new AuthlintError('INPUT_UNREADABLE', `the word list ${visible(path)} is compressed (gzip)`, gzipHint)
  const encoding = utf16Of(opening) ?? unmarkedUtf16Of(opening)
  if (encoding) throw new AuthlintError('INPUT_UNREADABLE', `the word list ${visible(path)} is in UTF-16`, utf16Hint(encoding))
}

/**
 * Tries the words of a file; the first that fits, by its place in the file.
 *
 * @param again words for Node that start this program so that it does `tryPart`
 */
export async function tryWordlistFile(target: WordlistTarget, path: string, again: readonly string[], cores = availableParallelism()): Promise<JwtFacts['weakSecret']> {
  const descriptor = open(path)
  let hit: WordlistOutcome['hit']
  try {
    const { size } = fstatSync(descriptor)
    hit = size < worthDividing || cores < 2 ? tryWords(target, piecesOf(descriptor, 0, size)).hit : await tryInParts(target, path, descriptor, cutsOf(descriptor, size, cores), again)
  } finally {
    closeSync(descriptor)
  }
  return hit && { list: nameOf(path), ...hit, encoding: 'text' }
}

/** A file as secrets for cookies, read anew each time it is gone through. Throws at once when it cannot be read. */
export function secretListOf(path: string): SecretList {
  checkWordlist(path)
  return { name: nameOf(path), secrets: { [Symbol.iterator]: () => wordsOf(path) } }
}

function* wordsOf(path: string): Generator<string | Buffer> {
  const descriptor = open(path)
  try {
    yield* wordsIn(piecesOf(descriptor, 0, fstatSync(descriptor).size))
  } finally {
    closeSync(descriptor)
  }
}

const nameOf = (path: string): string => `word list ${path}`

/** Where parts of about the same size begin, each with a whole line; and the end of the last. */
function cutsOf(descriptor: number, size: number, parts: number): readonly number[] {
  const cuts = [0]
  for (let part = 1; part < parts; part++) {
    let at = Math.floor((size * part) / parts)
    for (const piece of piecesOf(descriptor, at, size)) {
      const end = piece.indexOf(0x0a)
      at += end === -1 ? piece.length : end + 1
      if (end !== -1) break
    }
    cuts.push(at)
  }
  return [...cuts, size]
}

/**
 * The first part is tried here, the others by a process each. A hit counts once every part before it is through: only then is its
 * place known, and that it is the first.
 */
async function tryInParts(target: WordlistTarget, path: string, descriptor: number, cuts: readonly number[], again: readonly string[]): Promise<WordlistOutcome['hit']> {
  const { algorithm, signature, signingInput } = target
  const [, first = 0, ...ends] = cuts
  const children: ChildProcess[] = []
  const handedOver: Promise<void>[] = []
  const outcomes = ends.map((to, i) => {
    const child = spawn(process.execPath, [...again], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const part: Part = { path, from: ends[i - 1] ?? first, to, alg: algorithm.name, signingInput, signature: signature.toString('base64url') }
    handedOver.push(new Promise((resolve) => child.stdin.on('error', () => resolve()).end(JSON.stringify(part), resolve)))
    return outcomeOf(child)
  })
  // Of those that are stopped early nobody asks any more.
  for (const outcome of outcomes) outcome.catch(() => undefined)
  try {
    // While words are tried here nothing else is done, so first the others get all of their work.
    await Promise.all(handedOver)
    let { words: before, hit } = tryWords(target, piecesOf(descriptor, 0, first))
    for (const outcome of outcomes) {
      if (hit) break
      const next = await outcome
      hit = next.hit && { ...next.hit, position: before + next.hit.position }
      before += next.words
    }
    return hit
  } finally {
    for (const child of children) child.kill()
  }
}

function outcomeOf(child: ChildProcess): Promise<WordlistOutcome> {
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (data: Buffer) => (out += data.toString()))
    child.on('error', reject)
    child.on('close', (status, signal) => (out.endsWith('\n') ? resolve(JSON.parse(out) as WordlistOutcome) : reject(new LostWorker(`a process that tried words of the list ended early (${signal ?? `status ${status}`})`, 'Perhaps memory ran out. Run it again, or with a smaller list.'))))
  })
}

/** In the other process: what came of the part that standard input describes, as a line of JSON. */
export function tryPart(text: string): string {
  const { path, from, to, alg, signingInput, signature } = JSON.parse(text) as Part
  const algorithm = signatureAlgorithms.get(alg)
  if (!algorithm) throw new Error(`no algorithm ${alg}`)
  const descriptor = open(path)
  const outcome = tryWords({ algorithm, signingInput, signature: Buffer.from(signature, 'base64url') }, piecesOf(descriptor, from, to))
  closeSync(descriptor)
  return `${JSON.stringify(outcome)}\n`
}

/** Pieces in the same memory: one is good until the next is asked for. */
function* piecesOf(descriptor: number, from: number, to: number): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceSize, to - from))
  for (let at = from; at < to; ) {
    const octets = readSync(descriptor, buffer, 0, Math.min(buffer.length, to - at), at)
    if (octets === 0) throw new AuthlintError('INPUT_UNREADABLE', 'the word list became shorter while it was read', 'Run it again when nothing writes to the list any more.')
    at += octets
    yield buffer.subarray(0, octets)
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new AuthlintError('INPUT_UNREADABLE', `cannot read the word list ${visible(path)}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String((error as NodeJS.ErrnoException).code)}`, 'Check the path.')
  }
}
