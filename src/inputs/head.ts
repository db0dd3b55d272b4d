import { AuthlintError } from '../core/errors.ts'
import { Excerpt } from '../core/location.ts'
import { visible } from '../core/text.ts'
import { trimmed } from './excerpt-builder.ts'
import type { CapturedField, FieldProblem } from './responses.ts'

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
  if (!text.startsWith('HTTP/')) return undefined
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

/** Gathers the field lines of one head, obs-fold undone (RFC 9112 section 5.2: each fold becomes one space). */
export class HeadBuilder {
  readonly #fields: CapturedField[] = []
  /** Lines of the field that may still go on. */
  #open: Excerpt[] = []
  #size = 0

  add(line: Excerpt): void {
    this.#size += line.text.length + 1
    if (this.#size > headLimit) {
      const { input, line: number } = line.locate()
      throw new AuthlintError('INPUT_TOO_LARGE', `${visible(input)}:${number}: the head of this response is larger than ${headLimit / 1024 / 1024} MB`)
    }
    if (this.#open.length > 0 && /^[ \t]/.test(line.text)) this.#open.push(line)
    else {
      this.#close()
      this.#open = [line]
    }
  }

  fields(): readonly CapturedField[] {
    this.#close()
    return this.#fields
  }

  #close(): void {
    const [first, ...folds] = this.#open
    this.#open = []
    const match = first && fieldPattern.exec(first.text)
    if (!match) return
    const name = match[1] ?? ''
    const own = trimmed(first.slice(match[0].length))
    const value = folds.length > 0 ? Excerpt.join([own, ...folds.map(trimmed)], ' ') : own
    const problems: FieldProblem[] = []
    if (folds.length > 0) problems.push('obs-fold')
    if (match[2] !== '') problems.push('space-before-colon')
    if (value.text.includes('\r')) problems.push('bare-cr')
    this.#fields.push({ name, lower: name.toLowerCase(), value, ...(problems.length > 0 ? { problems } : {}) })
  }
}
