import { AuthlintError } from '../core/errors.ts'
import { Source } from '../core/location.ts'
import { visible } from '../core/text.ts'
import { closeBrace, closeBracket, colon, comma, backslash, openBrace, openBracket, quote } from './json-cursor.ts'
import { wholeLimit } from './read.ts'

/**
 * Cuts the entries out of a HAR file while it is read, so that one of any size takes the memory of its largest entry. What is
 * left is the same JSON with an empty list of entries; JSON that is no HAR is left whole. Nothing is checked here but where
 * texts and brackets end: whoever reads the entries and the rest sees what is broken.
 */
export class HarSplitter {
  readonly #name: string
  /** Brackets that are open; of those around the entries, which one and under what name. */
  #depth = 0
  #path: string[] = []
  #state: 'before' | 'entries' | 'after' = 'before'
  #inText = false
  #escaped = false
  /** The last text near the top of the document, which may be the name of a member. */
  #text: string[] | undefined = []
  #cut = new Stretch()
  #before: Source | undefined
  #first = true

  constructor(name: string) {
    this.#name = name
  }

  /** Entries that end in this piece. */
  push(piece: string): Source[] {
    const entries: Source[] = []
    let from = 0
    for (let at = 0; at < piece.length; at++) {
      if (this.#inText) {
        at = this.#endOfText(piece, at)
        continue
      }
      const code = piece.charCodeAt(at)
      if (code === quote) {
        this.#inText = true
        this.#text = this.#depth <= 2 && this.#state === 'before' ? [] : undefined
      } else if (code === colon) {
        if (this.#text && this.#depth <= 2) this.#path[this.#depth] = this.#text.join('')
      } else if (code === openBrace || code === openBracket) {
        this.#depth++
        if (this.#state === 'before' && code === openBracket && this.#depth === 3 && this.#path[1] === 'log' && this.#path[2] === 'entries') {
          this.#keep(piece, from, at + 1)
          this.#before = this.#cut.take(this.#name)
          this.#state = 'entries'
          from = at + 1
        } else if (this.#depth <= 2) this.#path.length = this.#depth
      } else if (this.#state === 'entries' && this.#depth === 3 && (code === comma || code === closeBracket)) {
        this.#keep(piece, from, at)
        from = code === comma ? at + 1 : at
        const entry = this.#cut.take(this.#name)
        // A list may be empty, but no list ends after a comma.
        if (code === comma || !this.#first || !isBlank(entry.text)) entries.push(entry)
        this.#first = false
        if (code === comma) this.#cut.pass(',')
        else {
          this.#state = 'after'
          this.#depth--
        }
      } else if (code === closeBrace || code === closeBracket) this.#depth = Math.max(0, this.#depth - 1)
    }
    this.#keep(piece, from, piece.length)
    return entries
  }

  /** The document without its entries, and the entry in which the input ended. */
  end(): { readonly rest: Source; readonly unfinished?: Source } {
    const last = this.#cut.take(this.#name)
    if (!this.#before) return { rest: last }
    if (this.#state === 'after') return { rest: new CutSource(this.#before, last) }
    return { rest: new CutSource(this.#before, this.#cut.take(this.#name)), ...(isBlank(last.text) ? {} : { unfinished: last }) }
  }

  #keep(piece: string, from: number, to: number): void {
    this.#cut.add(piece.slice(from, to))
    if (this.#cut.length > wholeLimit) throw new AuthlintError('INPUT_TOO_LARGE', `${visible(this.#name)}: ${this.#before ? 'an entry' : 'JSON that is no HAR'} is larger than ${wholeLimit / 1024 / 1024} MB`)
  }

  /** Where the text ends in this piece, or the end of the piece. */
  #endOfText(piece: string, start: number): number {
    let at = start
    if (this.#escaped) {
      this.#escaped = false
      at++
    }
    for (;;) {
      const end = piece.indexOf('"', at)
      const stop = end === -1 ? piece.length : end
      let slashes = 0
      while (stop - 1 - slashes >= at && piece.charCodeAt(stop - 1 - slashes) === backslash) slashes++
      if (end !== -1 && slashes % 2 === 1) {
        at = end + 1
        continue
      }
      this.#text?.push(piece.slice(start, stop))
      this.#inText = end === -1
      this.#escaped = end === -1 && slashes % 2 === 1
      return stop
    }
  }
}

/** Text that is gathered, and the place at which it begins. */
class Stretch {
  length = 0
  #parts: string[] = []
  #line = 1
  #column = 1

  add(text: string): void {
    if (text === '') return
    this.#parts.push(text)
    this.length += text.length
  }

  /** What was gathered; the next stretch begins behind it. */
  take(name: string): Source {
    const text = this.#parts.join('')
    const source = new Source(name, text, { firstLine: this.#line, firstColumn: this.#column, octets: true })
    this.#parts = []
    this.length = 0
    this.pass(text)
    return source
  }

  /** Text that belongs to no stretch. */
  pass(text: string): void {
    const { line, column } = new Source('', text, { firstLine: this.#line, firstColumn: this.#column, octets: true }).locate(text.length, text.length)
    this.#line = line
    this.#column = column
  }
}

/** Two stretches of an input between which something was cut out. */
class CutSource extends Source {
  readonly #before: Source
  readonly #after: Source

  constructor(before: Source, after: Source) {
    super(before.name, before.text + after.text, before)
    this.#before = before
    this.#after = after
  }

  override locate(start: number, end: number, pointer?: string): ReturnType<Source['locate']> {
    const cut = this.#before.text.length
    return start < cut ? this.#before.locate(start, Math.min(end, cut), pointer) : this.#after.locate(start - cut, end - cut, pointer)
  }
}

const isBlank = (text: string): boolean => /^[ \t\r\n]*$/.test(text)
