/** Where something stands in the input. Lines and columns count from 1; columns are UTF-16 code units. */
export interface Location {
  readonly input: string
  readonly line: number
  readonly column: number
  /** Column after the last character, on `endLine`. */
  readonly endColumn: number
  /** Only when it differs from `line`. */
  readonly endLine?: number
  /** Place inside the decoded thing, such as `header.alg` or `SameSite`. */
  readonly pointer?: string
}

/** One input: its name and its text. Offsets into `text` become lines and columns only when a finding asks. */
export class Source {
  readonly name: string
  readonly text: string
  /** Line number of the first line of `text`, for inputs that are read piece by piece. */
  readonly firstLine: number
  /** Column of the first character of `text`. */
  readonly firstColumn: number
  /** True when each character stands for one octet, so that columns must be counted after decoding UTF-8. */
  readonly octets: boolean
  #lineStarts: number[] | undefined
  #isAscii: boolean | undefined

  constructor(name: string, text: string, { firstLine = 1, firstColumn = 1, octets = false }: { firstLine?: number; firstColumn?: number; octets?: boolean } = {}) {
    this.name = name
    this.text = text
    this.firstLine = firstLine
    this.firstColumn = firstColumn
    this.octets = octets
  }

  /** The place of `text.slice(start, end)`. */
  locate(start: number, end: number, pointer?: string): Location {
    const from = this.#position(start)
    const to = this.#position(Math.max(start, end))
    return {
      input: this.name,
      line: from.line,
      column: from.column,
      endColumn: to.column,
      ...(to.line === from.line ? {} : { endLine: to.line }),
      ...(pointer === undefined ? {} : { pointer }),
    }
  }

  #position(offset: number): { line: number; column: number } {
    const starts = (this.#lineStarts ??= lineStarts(this.text))
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const start = starts[low] ?? 0
    // eslint-disable-next-line no-control-regex
    const isPlain = !this.octets || (this.#isAscii ??= /^[\u0000-\u007f]*$/.test(this.text))
    const length = isPlain ? offset - start : decodedLength(this.text.slice(start, offset))
    return { line: this.firstLine + low, column: (low === 0 ? this.firstColumn : 1) + length }
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

const lastLine = ({ firstLine, text }: Source): number => firstLine + lineStarts(text).length - 1

/** One source that holds all of them, each on the line it has, and where each begins in it. */
function joinSources(sources: readonly Source[]): { readonly source: Source; readonly offsets: ReadonlyMap<Source, number> } {
  const [first, ...others] = [...new Set(sources)].toSorted((a, b) => a.firstLine - b.firstLine)
  if (!first) throw new RangeError('nothing to join')
  const offsets = new Map([[first, 0]])
  if (others.length === 0) return { source: first, offsets }
  const parts = [first.text]
  let length = first.text.length
  let line = lastLine(first)
  for (const source of others) {
    const gap = '\n'.repeat(Math.max(1, source.firstLine - line))
    offsets.set(source, length + gap.length)
    parts.push(gap, source.text)
    length += gap.length + source.text.length
    line = lastLine(source)
  }
  return { source: new Source(first.name, parts.join(''), first), offsets }
}

/** UTF-16 length of octets read as UTF-8: continuation octets count nothing, four-octet sequences count two. */
function decodedLength(octets: string): number {
  let length = 0
  for (let i = 0; i < octets.length; i++) {
    const octet = octets.charCodeAt(i)
    if ((octet & 0xc0) !== 0x80) length += octet >= 0xf0 ? 2 : 1
  }
  return length
}

/**
 * A piece of a source, possibly with something undone (line wrapping, percent-encoding, a `< ` prefix): `runs` tell
 * where each stretch of `text` came from, so that findings still point into the original.
 */
export class Excerpt {
  readonly text: string
  readonly source: Source
  /** `[offset in text, offset in source]`, ascending; within a run both advance together. */
  readonly runs: readonly (readonly [number, number])[]

  constructor(source: Source, text: string, runs: readonly (readonly [number, number])[]) {
    this.source = source
    this.text = text
    this.runs = runs
  }

  /** The stretch of `source` from `start` to `end`, as it stands. */
  static of(source: Source, start = 0, end = source.text.length): Excerpt {
    return new Excerpt(source, source.text.slice(start, end), [[0, start]])
  }

  /** Does it stand in the source just like this, with nothing undone? */
  get isVerbatim(): boolean {
    return this.runs.length === 1 && this.source.text.startsWith(this.text, this.runs[0]?.[1])
  }

  /** A part of this excerpt. */
  slice(start: number, end = this.text.length): Excerpt {
    const runs: [number, number][] = [[0, this.#offset(start)]]
    for (let i = this.#run(start) + 1; i < this.runs.length; i++) {
      const [at, from] = this.runs[i] ?? [0, 0]
      if (at >= end) break
      runs.push([at - start, from])
    }
    return new Excerpt(this.source, this.text.slice(start, end), runs)
  }

  /**
   * The same piece with something undone in it.
   *
   * @param runs `[offset in the new text, offset in this text]`, ascending
   */
  derive(text: string, runs: readonly (readonly [number, number])[]): Excerpt {
    const derived: [number, number][] = []
    runs.forEach(([at, from], i) => {
      const until = from + ((runs[i + 1]?.[0] ?? text.length) - at)
      for (const [offset, origin] of this.slice(from, until).runs) derived.push([at + offset, origin])
    })
    return new Excerpt(this.source, text, derived)
  }

  /** Several pieces put together, also of several lines of one input; places keep pointing into their own line. */
  static join(pieces: readonly [Excerpt, ...(readonly Excerpt[])], separator = ''): Excerpt {
    if (pieces.length === 1) return pieces[0]
    const { source, offsets } = joinSources(pieces.map((piece) => piece.source))
    const runs: (readonly [number, number])[] = []
    let length = 0
    for (const piece of pieces) {
      const offset = offsets.get(piece.source) ?? 0
      for (const [at, from] of piece.runs) runs.push([length + at, offset + from])
      length += piece.text.length + separator.length
    }
    return new Excerpt(source, pieces.map(({ text }) => text).join(separator), runs)
  }

  locate(start = 0, end = this.text.length, pointer?: string): Location {
    const from = this.#offset(start)
    const to = end > start ? this.#offset(end - 1) + 1 : from
    return this.source.locate(from, to, pointer)
  }

  #offset(at: number): number {
    const run = this.runs[this.#run(at)] ?? [0, 0]
    return run[1] + (at - run[0])
  }

  /** Index of the last run that begins at or before `at`; found by halves, since a text may have as many runs as characters. */
  #run(at: number): number {
    let low = 0
    let high = this.runs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.runs[middle]?.[0] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return low
  }
}
