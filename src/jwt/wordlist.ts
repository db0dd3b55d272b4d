import { createHmac } from 'node:crypto'
import { signatureAlgorithms, type SignatureAlgorithm } from './algorithms.ts'
import { HmacLanes, passing } from './hmac-lanes.ts'
import { signingInput } from './judge-signature.ts'
import type { ParsedJwt } from './jwt.ts'

export interface WordlistTarget {
  /** Header and payload as they stand, with the dot between. */
  readonly signingInput: string
  readonly signature: Buffer
  readonly algorithm: SignatureAlgorithm
}

/** What a word list is tried on; undefined for a token that has no MAC. */
export function wordlistTarget(parsed: ParsedJwt): WordlistTarget | undefined {
  const alg = parsed.header?.['alg']
  const algorithm = typeof alg === 'string' ? signatureAlgorithms.get(alg) : undefined
  const signature = parsed.segments[2]?.bytes
  if (parsed.serialization === 'jwe' || algorithm?.family !== 'HMAC' || signature?.length !== algorithm.signatureOctets?.[0] || !signature) return undefined
  return { signingInput: signingInput(parsed), signature, algorithm }
}

/** What came of a word list or a part of it. */
export interface WordlistOutcome {
  /** How many words were tried. */
  readonly words: number
  /** The place of the word that fits, counted from 1, and its length. The word itself is not kept. */
  readonly hit?: { readonly position: number; readonly octets: number }
}

/**
 * Tries each line of a word list on an HMAC token. Lines may end in CR LF, as public lists do; the chunks may be cut anywhere
 * and are never joined, so the size of the list does not matter. A line longer than a chunk and 64 KiB is passed over.
 */
export function tryWords(target: WordlistTarget, chunks: Iterable<Buffer>): WordlistOutcome {
  const message = Buffer.from(target.signingInput)
  let before = 0
  for (const block of wholeLines(chunks)) {
    const { words, hit } = tryInLanes(target, message, block) ?? tryEach(target, block)
    if (hit) return { words: before + words, hit: { ...hit, position: before + hit.position } }
    before += words
  }
  return { words: before }
}

const hashOf = ({ algorithm }: WordlistTarget): string => algorithm.hash ?? 'sha256'

function tryEach(target: WordlistTarget, block: Buffer): WordlistOutcome {
  const { signature, signingInput } = target
  const wanted = signature.toString('base64url')
  let words = 0
  for (const word of linesOf(block)) {
    words++
    if (createHmac(hashOf(target), word).update(signingInput).digest('base64url') === wanted) return { words, hit: { position: words, octets: Buffer.byteLength(word) } }
  }
  return { words }
}

/** With its end, in octets; good enough for knowing whether it is a long list. */
const averageLine = 10

/** The same, several words at a time and straight from the octets of the list. Undefined where that cannot be done, or cannot be relied on. */
function tryInLanes(target: WordlistTarget, message: Buffer, block: Buffer): WordlistOutcome | undefined {
  const lanes = HmacLanes.for(hashOf(target), block.length / averageLine)
  if (!lanes?.aim(message, target.signature)) return undefined
  const fits = (from: number, to: number): boolean => createHmac(hashOf(target), block.subarray(from, to)).update(message).digest().equals(target.signature)
  const starts: number[] = []
  const ends: number[] = []
  let words = 0
  let filled = 0
  /** A bit for each word that does not fit into its lane. */
  let tooLong = 0
  for (let from = 0, end = 0; from <= block.length; from = end + 1) {
    end = from
    while (end < block.length && block[end] !== 0x0a) end++
    const to = end > from && block[end - 1] === 0x0d ? end - 1 : end
    if (to - from > lanes.longestSecret) tooLong |= 1 << filled
    else lanes.put(filled, block, from, to)
    starts[filled] = from
    ends[filled] = to
    filled++
    words++
    if (filled < lanes.count && end < block.length) continue
    lanes.prepare(passing)
    const candidates = lanes.matches(passing) | tooLong
    for (let lane = 0; candidates >> lane !== 0 && lane < filled; lane++) {
      const [start = 0, stop = 0] = [starts[lane], ends[lane]]
      if ((candidates >> lane) & 1 && fits(start, stop)) return { words, hit: { position: words - filled + lane + 1, octets: stop - start } }
    }
    filled = 0
    tooLong = 0
  }
  return lanes.isRight() ? { words } : undefined
}

/** The words of a list one by one, as `tryWords` takes them. */
export function* wordsIn(chunks: Iterable<Buffer>): Generator<string | Buffer> {
  for (const block of wholeLines(chunks)) yield* linesOf(block)
}

const maxLine = 65_536

/** The chunks, cut anew at line ends, all in the same memory: a block is good until the next is asked for. */
function* wholeLines(chunks: Iterable<Buffer>): Generator<Buffer> {
  let buffer: Buffer = Buffer.alloc(0)
  let kept = 0
  for (const chunk of chunks) {
    const filled = kept + chunk.length
    if (filled > buffer.length) buffer = Buffer.concat([buffer.subarray(0, kept)], filled + maxLine)
    chunk.copy(buffer, kept)
    const end = buffer.subarray(0, filled).lastIndexOf(0x0a)
    if (end === -1) {
      kept = filled > maxLine ? 0 : filled
      continue
    }
    yield buffer.subarray(0, end)
    buffer.copyWithin(0, end + 1, filled)
    kept = filled - end - 1
  }
  if (kept > 0) yield buffer.subarray(0, kept)
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/

/** ASCII words as text, which HMAC takes faster; the others as octets, since lists are in any encoding. */
function linesOf(block: Buffer): readonly (string | Buffer)[] {
  const text = block.toString('latin1')
  const lines = text.includes('\r') ? text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : text.split('\n')
  return ascii.test(text) ? lines : lines.map((word) => (ascii.test(word) ? word : Buffer.from(word, 'latin1')))
}
