import { AuthlintError } from '../core/errors.ts'
import { Excerpt } from '../core/location.ts'
import { remembering } from '../core/remember.ts'
import { visible } from '../core/text.ts'
import { trimmed } from './excerpt-builder.ts'
import type { CapturedField, FieldProblem } from './responses.ts'
import type { CleanLine } from './terminal.ts'

const statusPattern = /^HTTP\/(\d(?:\.\d)?) {1,8}(\d{3})(?: (.*)|)$/s
const requestPattern = /^([A-Z]{3,16}) (\S{1,16384}) HTTP\/\d(?:\.\d)?$/
const fieldPattern = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256})([ \t]{0,64}):/

/** Octets of a head that nobody sends; past it the input is taken for something else. */
const headLimit = 8 * 1024 * 1024

export interface StatusLine {
  readonly version: string
  readonly status: number
  readonly reason: string
}

export function statusLine(text: string): StatusLine | undefined {
  // A whole head on one line, with the escapes of the program that printed it, is no line of one.
  if (!text.startsWith('HTTP/') || text.includes('\\n')) return undefined
  const match = statusPattern.exec(text)
  return match ? { version: match[1] ?? '', status: Number(match[2]), reason: (match[3] ?? '').trim() } : undefined
}

export interface RequestLine {
  readonly method: string
  readonly target: string
}

export function requestLine(text: string): RequestLine | undefined {
  const match = requestPattern.exec(text)
  return match ? { method: match[1] ?? '', target: match[2] ?? '' } : undefined
}

/** Does it begin like `Name: `? The space after the colon is not asked for. */
export const isFieldLine = (text: string): boolean => fieldPattern.test(text)

/** Name of the field that a line begins, if it does. */
export const fieldName = (text: string): string | undefined => fieldPattern.exec(text)?.[1]

/** The lines of a message before its first empty line. */
export function headLines(message: Excerpt): Excerpt[] {
  const { text } = message
  const lines: Excerpt[] = []
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const next = feed === -1 ? text.length : feed
    const line = message.slice(start, text.charAt(next - 1) === '\r' ? next - 1 : next)
    if (line.text === '') break
    lines.push(line)
    start = next + 1
  }
  return lines
}

/** A line of a head, which may be located late. */
export type HeadLine = Excerpt | CleanLine

const located = (line: HeadLine): Excerpt => (line instanceof Excerpt ? line : line.excerpt)

/** Gathers the field lines of one head, obs-fold undone (RFC 9112 section 5.2: each fold becomes one space). */
export class HeadBuilder {
  readonly #fields: CapturedField[] = []
  /** The line of the field that may still go on, and lines that go on with it. */
  #open: HeadLine | undefined
  #folds: HeadLine[] = []
  #size = 0

  add(line: HeadLine): void {
    this.#size += line.text.length + 1
    if (this.#size > headLimit) {
      const { input, line: number } = located(line).locate()
      throw new AuthlintError('INPUT_TOO_LARGE', `${visible(input)}:${number}: the head of this response is larger than ${headLimit / 1024 / 1024} MB`)
    }
    const first = line.text.charCodeAt(0)
    if (this.#open && (first === 0x20 || first === 0x09)) this.#folds.push(line)
    else {
      this.#close()
      this.#open = line
    }
  }

  fields(): readonly CapturedField[] {
    this.#close()
    return this.#fields
  }

  #close(): void {
    const line = this.#open
    this.#open = undefined
    if (!line) return
    if (fieldPattern.test(line.text)) this.#fields.push(new LineField(line, this.#folds))
    if (this.#folds.length > 0) this.#folds = []
  }
}

/** Of most fields only the name is ever asked for. */
class LineField implements CapturedField {
  readonly name: string
  readonly lower: string
  readonly #line: HeadLine
  readonly #folds: readonly HeadLine[]
  readonly #colon: number
  #value: Excerpt | undefined

  constructor(line: HeadLine, folds: readonly HeadLine[]) {
    // No token holds a colon.
    const colon = line.text.indexOf(':')
    this.name = line.text.slice(0, colon).trimEnd()
    this.lower = lowerCase(this.name)
    this.#line = line
    this.#folds = folds
    this.#colon = colon
  }

  get value(): Excerpt {
    return (this.#value ??= this.#read())
  }

  get problems(): readonly FieldProblem[] | undefined {
    const problems: FieldProblem[] = []
    if (this.#folds.length > 0) problems.push('obs-fold')
    if (this.name.length < this.#colon) problems.push('space-before-colon')
    if (this.value.text.includes('\r')) problems.push('bare-cr')
    return problems.length > 0 ? problems : undefined
  }

  #read(): Excerpt {
    const own = trimmed(located(this.#line).slice(this.#colon + 1))
    return this.#folds.length > 0 ? Excerpt.join([own, ...this.#folds.map((line) => trimmed(located(line)))], ' ') : own
  }
}

const lowerCase = remembering((name) => name.toLowerCase())
