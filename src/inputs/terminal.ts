import { Excerpt, Source } from '../core/location.ts'
import { ExcerptBuilder } from './excerpt-builder.ts'

/** CSI sequences (colour), OSC sequences (links) and character set choices, as terminals are sent them. */
// eslint-disable-next-line no-control-regex
const escapeSequence = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-Z])/g

/** curl's progress meter: eight numbers, three times, one speed. It is written over and over, without a line end. */
const progressMeter = /^[ \d.kMGTP]{43} (?:[-\d: dh]{8} ){3}[ \d.kMGTP]{5}/

/**
 * One line without what terminals and progress meters put around it: trailing CRs, curl's progress meter before it, colour.
 * Escape sequences are undone only where a name or a status line is styled: in a value that came from a server they are
 * octets of the value, and browsers refuse it.
 */
export function cleanLine(inputName: string, raw: string, number: number): Excerpt {
  const source = new Source(inputName, raw, { firstLine: number, octets: true })
  const end = withoutLineEnd(raw)
  const carriageReturn = raw.indexOf('\r')
  const start = carriageReturn !== -1 && carriageReturn < end ? afterProgressMeter(raw, end) : 0
  const escape = raw.indexOf('\x1b')
  return escape === -1 || !isStyled(raw, start, escape) ? Excerpt.of(source, start, end) : withoutEscapes(source, start, end)
}

/** As `cleanLine`, the text only; for looking at a line without keeping it. */
export function cleanText(raw: string): string {
  const end = withoutLineEnd(raw)
  const carriageReturn = raw.indexOf('\r')
  if (raw.includes('\x1b') || (carriageReturn !== -1 && carriageReturn < end)) return cleanLine('', raw, 1).text
  return end === raw.length ? raw : raw.slice(0, end)
}

/** A cleaned line that is only located when somebody asks: most lines of a head are looked at and passed over. */
export class CleanLine {
  readonly text: string
  readonly #input: string
  readonly #raw: string
  readonly #number: number

  constructor(input: string, raw: string, number: number) {
    this.text = cleanText(raw)
    this.#input = input
    this.#raw = raw
    this.#number = number
  }

  get excerpt(): Excerpt {
    return cleanLine(this.#input, this.#raw, this.#number)
  }
}

function isStyled(raw: string, start: number, escape: number): boolean {
  if (/[ \t]/.test(raw.charAt(start))) return /^[ \t]{0,4}\x1b/.test(raw.slice(start, start + 5))
  const colon = raw.indexOf(':', start)
  return colon === -1 || escape < colon
}

function withoutEscapes(source: Source, start: number, end: number): Excerpt {
  const builder = new ExcerptBuilder(source)
  let at = start
  for (const match of source.text.slice(start, end).matchAll(escapeSequence)) {
    builder.copy(at, start + match.index)
    at = start + match.index + match[0].length
  }
  const built = builder.copy(at, end).build()
  // What stood before the line end may have been coloured, too.
  return built.text.endsWith('\r') ? built.slice(0, withoutLineEnd(built.text)) : built
}

function withoutLineEnd(raw: string): number {
  let end = raw.length
  while (end > 0 && raw.charCodeAt(end - 1) === 0x0d) end--
  return end
}

function afterProgressMeter(raw: string, end: number): number {
  const start = raw.lastIndexOf('\r', end - 1) + 1
  if (start === 0 || start >= end) return 0
  const meter = progressMeter.exec(raw.slice(start, start + 100))
  return meter ? start + meter[0].length : 0
}
