import { Excerpt, type Source } from '../core/location.ts'

/** Writes a text that came from a source by undoing something, and remembers where each stretch of it stands there. */
export class ExcerptBuilder {
  readonly #source: Source
  readonly #parts: string[] = []
  readonly #runs: [number, number][] = []
  #length = 0

  constructor(source: Source) {
    this.#source = source
  }

  /** Copies `source.text.slice(start, end)`. */
  copy(start: number, end: number): this {
    if (end <= start) return this
    const last = this.#runs.at(-1)
    if (!last || last[1] + (this.#length - last[0]) !== start) this.#runs.push([this.#length, start])
    this.#add(this.#source.text.slice(start, end))
    return this
  }

  /** Appends an excerpt of the same source. */
  append(excerpt: Excerpt): this {
    for (const [at, from] of excerpt.runs) this.#runs.push([this.#length + at, from])
    this.#add(excerpt.text)
    return this
  }

  /** Writes `text`, which stands in the source from `start` to `end` in another spelling. */
  write(text: string, start: number, end: number): this {
    if (text === '') return this
    this.#runs.push([this.#length, start])
    // The last character carries the end, so that a place inside never reaches beyond what it stands for.
    if (text.length > 1) this.#runs.push([this.#length + text.length - 1, Math.max(start, end - 1)])
    this.#add(text)
    return this
  }

  build(): Excerpt {
    return new Excerpt(this.#source, this.#parts.join(''), this.#runs.length > 0 ? this.#runs : [[0, 0]])
  }

  #add(text: string): void {
    this.#parts.push(text)
    this.#length += text.length
  }
}

/** An excerpt without the white space (space, tab, line breaks) around it. */
export function trimmed(excerpt: Excerpt): Excerpt {
  const { text } = excerpt
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? excerpt : excerpt.slice(start, end)
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
