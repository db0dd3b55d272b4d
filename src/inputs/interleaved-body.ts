import { Excerpt, Source } from '../core/location.ts'
import type { Body } from '../http/exchange.ts'
import { ExcerptBuilder } from './excerpt-builder.ts'
import { bodyLimit } from './responses.ts'

interface Piece {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Gathers a body whose lines stand between a program's own, or behind its marks; every place in it stays known. */
export class InterleavedBody {
  readonly #pieces: Piece[] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  get text(): string {
    return this.#pieces.map(({ text }) => text).join('')
  }

  /** @param column octets that stand before the text on its line */
  add(text: string, line: number, column = 0): void {
    if (this.#size < bodyLimit) this.#pieces.push({ text: text.slice(0, bodyLimit - this.#size), line, column })
    this.#size += text.length
  }

  /** Undefined when nothing came. What stood between is left blank, so that lines and columns hold. */
  body(name: string, chunked = false): { body?: Body } {
    const [first] = this.#pieces
    if (!first) return {}
    let line = first.line
    let column = 0
    let length = 0
    const written: string[] = []
    const ranges: [number, number][] = []
    const write = (text: string) => {
      written.push(text)
      length += text.length
      const breaks = text.split('\n')
      line += breaks.length - 1
      column = breaks.length > 1 ? (breaks.at(-1)?.length ?? 0) : column + text.length
    }
    for (const piece of this.#pieces) {
      if (piece.line > line) write('\n'.repeat(piece.line - line))
      if (piece.column > column) write(' '.repeat(piece.column - column))
      ranges.push([length, length + piece.text.length])
      write(piece.text)
    }
    const builder = new ExcerptBuilder(new Source(name, written.join(''), { firstLine: first.line, octets: true }))
    for (const [start, end] of ranges) builder.copy(start, end)
    const excerpt = builder.build()
    return { body: { excerpt: chunked ? withoutChunks(excerpt) : excerpt, cut: this.#size > bodyLimit } }
  }
}

/** Without the sizes and line ends around chunks (RFC 9112 section 7.1), if that is what they are. */
function withoutChunks(excerpt: Excerpt): Excerpt {
  const { text, source } = excerpt
  const builder = new ExcerptBuilder(source)
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\r\n', at)
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(end === -1 ? '' : text.slice(at, Math.min(end, at + 1000)))?.[1]
    if (size === undefined) return excerpt
    const octets = parseInt(size, 16)
    if (octets === 0) break
    builder.append(excerpt.slice(end + 2, Math.min(text.length, end + 2 + octets)))
    at = end + 2 + octets + 2
  }
  return builder.build()
}
