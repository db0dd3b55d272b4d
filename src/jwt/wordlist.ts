import { createHmac } from 'node:crypto'
import { signatureAlgorithms, type SignatureAlgorithm } from './algorithms.ts'
import type { JwtFacts } from './facts.ts'
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
export function tryWords({ algorithm, signature, signingInput }: WordlistTarget, chunks: Iterable<Buffer>): WordlistOutcome {
  const hash = algorithm.hash ?? 'sha256'
  const wanted = signature.toString('base64url')
  let words = 0
  for (const block of wholeLines(chunks)) {
    for (const word of linesOf(block)) {
      words++
      if (createHmac(hash, word).update(signingInput).digest('base64url') === wanted) return { words, hit: { position: words, octets: Buffer.byteLength(word) } }
    }
  }
  return { words }
}

/** The same as the fact that rules read. */
export function tryWordlist(target: WordlistTarget, chunks: Iterable<Buffer>, list: string): JwtFacts['weakSecret'] {
  const { hit } = tryWords(target, chunks)
  return hit && { list, ...hit, encoding: 'text' }
}

/** The words of a list one by one, as `tryWords` takes them. */
export function* wordsIn(chunks: Iterable<Buffer>): Generator<string | Buffer> {
  for (const block of wholeLines(chunks)) yield* linesOf(block)
}

const maxLine = 65_536

/** The chunks, cut anew at line ends. */
function* wholeLines(chunks: Iterable<Buffer>): Generator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for (const chunk of chunks) {
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = block.lastIndexOf(0x0a)
    if (end === -1) {
      rest = block.length > maxLine ? Buffer.alloc(0) : Buffer.from(block)
      continue
    }
    yield block.subarray(0, end)
    rest = Buffer.from(block.subarray(end + 1))
  }
  if (rest.length > 0) yield rest
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/

/** ASCII words as text, which HMAC takes faster; the others as octets, since lists are in any encoding. */
function linesOf(block: Buffer): readonly (string | Buffer)[] {
  const text = block.toString('latin1')
  const lines = text.includes('\r') ? text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : text.split('\n')
  return ascii.test(text) ? lines : lines.map((word) => (ascii.test(word) ? word : Buffer.from(word, 'latin1')))
}
