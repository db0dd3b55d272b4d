import { Source } from '../core/location.ts'
import { parseKeyDocument, type KeyDocument } from '../jwt/key-document.ts'
import { isUrl, type Environment } from './network.ts'
import { gather, readPieces } from './read.ts'

export interface KeyInput {
  readonly document: KeyDocument
  /** It came from a URL. */
  readonly fetched: boolean
}

/** Larger than any key set in use, in octets. */
const largestInput = 16 * 1024 * 1024

/** Keys of a file, a URL, of standard input for `-`, or of the text itself. `name` is what reports call it. */
export async function readKeys(operand: string, name: string, from: { stdin: () => Iterable<string>; env: Environment; offline: boolean }): Promise<KeyInput> {
  if (isUrl(operand)) {
    const { fetchText, shownWithoutQuery } = await import('./fetch.ts')
    const text = await fetchText(operand, from)
    return { document: parseKeyDocument(new Source(shownWithoutQuery(new URL(operand)), text.replace(/^\ufeff/, ''))), fetched: true }
  }
  if (/^\s*(?:[{[]|-----BEGIN)/.test(operand)) return { document: parseKeyDocument(new Source(name, operand)), fetched: false }
  const octets = Buffer.from(gather(operand === '-' ? from.stdin() : readPieces(operand), name, largestInput), 'latin1')
  return { document: parseKeyDocument(new Source(name, octets.toString('utf8')), octets), fetched: false }
}
