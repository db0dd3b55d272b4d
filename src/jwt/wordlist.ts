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

/**
 * Tries each line of a word list on an HMAC token. Lines may end in CR LF, as public lists do; the chunks may be cut anywhere
 * and are never joined, so the size of the list does not matter. A line longer than a chunk and 64 KiB is passed over.
 */
export function tryWordlist(target: WordlistTarget, chunks: Iterable<Buffer>, list: string): JwtFacts['weakSecret'] {
  const hash = target.algorithm.hash ?? 'sha256'
  const wanted = target.signature.toString('base64url')
  const { signingInput } = target
  let position = 0
  const signs = (word: string | Buffer): JwtFacts['weakSecret'] => {
    position++
    if (createHmac(hash, word).update(signingInput).digest('base64url') !== wanted) return undefined
    return { list, position, octets: Buffer.byteLength(word), encoding: 'text' }
  }
  for (const line of lines(chunks)) {
    const hit = signs(line)
    if (hit) return hit
  }
  return undefined
}

const maxLine = 65_536

/** Lines without their ends. ASCII lines are text, which HMAC takes faster; the others stay octets, as lists are in any encoding. */
function* lines(chunks: Iterable<Buffer>): Generator<string | Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for (const chunk of chunks) {
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = block.lastIndexOf(0x0a)
    if (end === -1) {
      rest = block.length > maxLine ? Buffer.alloc(0) : block
      continue
    }
    yield* linesOf(block.subarray(0, end))
    rest = Buffer.from(block.subarray(end + 1))
  }
  if (rest.length > 0) yield* linesOf(rest)
}

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/

function* linesOf(block: Buffer): Generator<string | Buffer> {
  const text = block.toString('latin1')
  const isAscii = ascii.test(text)
  for (const line of text.split('\n')) {
    const word = line.endsWith('\r') ? line.slice(0, -1) : line
    yield isAscii || ascii.test(word) ? word : Buffer.from(word, 'latin1')
  }
}
