import { Excerpt, type Source } from '../core/location.ts'
import { ExcerptBuilder } from './excerpt-builder.ts'

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'word'

/** Where a JSON value stands. Nothing is decoded until it is asked for. */
export interface JsonAt {
  readonly kind: JsonKind
  readonly start: number
  /** Known once the value was walked through. */
  end: number | undefined
}

/** Text that is not JSON, at an offset. */
export class BrokenJson extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/** Brackets within brackets that no capture has; what is skipped is walked without recursion. */
const deepest = 500

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * Walks through JSON text in place, a member at a time, building nothing: a HAR file of hundreds of megabytes costs its own
 * size. Text is octets, and so are the strings that come out; escapes above ASCII become UTF-8.
 */
export class JsonCursor {
  readonly source: Source
  readonly #text: string

  constructor(source: Source) {
    this.source = source
    this.#text = source.text
  }

  /** Values one after the other, as curl's `-w '%{header_json}%{json}'` and newline-delimited JSON have them. */
  *documents(from = 0): Generator<JsonAt> {
    for (let at = this.#space(from); at < this.#text.length; at = this.#space(at)) {
      const value = this.#value(at)
      yield value
      at = this.endOf(value)
    }
  }

  *members(object: JsonAt): Generator<{ readonly name: string; readonly value: JsonAt }> {
    if (object.kind !== 'object') return
    let at = this.#space(object.start + 1)
    if (this.#code(at) !== closeBrace) {
      for (;;) {
        const name = this.#value(at)
        if (name.kind !== 'string') throw this.#broken(at, 'a member name in quotes')
        const value = this.#value(this.#afterName(at))
        yield { name: this.text(name), value }
        at = this.#space(this.endOf(value))
        if (this.#code(at) === closeBrace) break
        if (this.#code(at) !== comma) throw this.#broken(at, '"," or "}"')
        at = this.#space(at + 1)
      }
    }
    object.end = at + 1
  }

  *items(array: JsonAt): Generator<JsonAt> {
    if (array.kind !== 'array') return
    let at = this.#space(array.start + 1)
    if (this.#code(at) !== closeBracket) {
      for (;;) {
        const value = this.#value(at)
        yield value
        at = this.#space(this.endOf(value))
        if (this.#code(at) === closeBracket) break
        if (this.#code(at) !== comma) throw this.#broken(at, '"," or "]"')
        at = this.#space(at + 1)
      }
    }
    array.end = at + 1
  }

  /** The members of an object by name; of duplicates the last, as programs read it. */
  object(value: JsonAt | undefined): ReadonlyMap<string, JsonAt> {
    const members = new Map<string, JsonAt>()
    if (value) for (const member of this.members(value)) members.set(member.name, member.value)
    return members
  }

  /** The first character of a value, as its place. */
  place = ({ start }: JsonAt): Excerpt => Excerpt.of(this.source, start, start + 1)

  /** A string's octets, escapes undone, each with its place; at most `limit` characters as they are written. */
  string(value: JsonAt, limit = Infinity): Excerpt {
    const start = value.start + 1
    const end = Math.min(this.endOf(value) - 1, start + limit)
    const inside = this.#text.slice(start, end)
    let escape = inside.indexOf('\\')
    if (escape === -1) return Excerpt.of(this.source, start, end)
    const builder = new ExcerptBuilder(this.source)
    let at = 0
    while (escape !== -1) {
      const after = escapeEnd(inside, escape)
      builder.copy(start + at, start + escape).write(unescaped(inside.slice(escape, after)), start + escape, start + after)
      at = after
      escape = inside.indexOf('\\', after)
    }
    return builder.copy(start + at, end).build()
  }

  /** A string's octets; empty for what is no string. */
  text(value: JsonAt | undefined): string {
    return value?.kind === 'string' ? this.string(value).text : ''
  }

  /** A string's text as JavaScript has it. */
  decoded = (value: JsonAt | undefined): string => Buffer.from(this.text(value), 'latin1').toString('utf8')

  /** A number; also one in quotes. */
  number(value: JsonAt | undefined): number | undefined {
    const text = value?.kind === 'number' ? this.raw(value) : this.text(value)
    return /^-?\d{1,17}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined
  }

  isTrue(value: JsonAt | undefined): boolean {
    return value?.kind === 'word' && this.raw(value) === 'true'
  }

  isFalse(value: JsonAt | undefined): boolean {
    return value?.kind === 'word' && this.raw(value) === 'false'
  }

  raw(value: JsonAt): string {
    return this.#text.slice(value.start, this.endOf(value))
  }

  endOf(value: JsonAt): number {
    return (value.end ??= this.#skip(value.start))
  }

  #value(at: number): JsonAt {
    const kind = kinds[this.#code(at)] ?? 'word'
    return { kind, start: at, end: undefined }
  }

  /** The end of the value at `start`, its grammar checked on the way. */
  #skip(start: number): number {
    const open: number[] = []
    let at = start
    for (;;) {
      const code = this.#code(at)
      if (code === openBrace || code === openBracket) {
        const close = code === openBrace ? closeBrace : closeBracket
        const inside = this.#space(at + 1)
        if (this.#code(inside) !== close) {
          if (open.length >= deepest) throw new BrokenJson(at, `nested deeper than ${deepest} levels`)
          open.push(close)
          at = close === closeBrace ? this.#afterName(inside) : inside
          continue
        }
        at = inside + 1
      } else at = this.#scalarEnd(at)
      for (;;) {
        const close = open.at(-1)
        if (close === undefined) return at
        at = this.#space(at)
        const next = this.#code(at)
        if (next === close) {
          open.pop()
          at++
          continue
        }
        if (next !== comma) throw this.#broken(at, close === closeBrace ? '"," or "}"' : '"," or "]"')
        at = this.#space(at + 1)
        if (close === closeBrace) at = this.#afterName(at)
        break
      }
    }
  }

  /** From a member's name to its value. */
  #afterName(at: number): number {
    if (this.#code(at) !== quote) throw this.#broken(at, 'a member name in quotes')
    const colonAt = this.#space(this.#stringEnd(at))
    if (this.#code(colonAt) !== colon) throw this.#broken(colonAt, '":"')
    return this.#space(colonAt + 1)
  }

  #scalarEnd(at: number): number {
    const code = this.#code(at)
    if (code === quote) return this.#stringEnd(at)
    for (const word of ['true', 'false', 'null']) if (this.#text.startsWith(word, at)) return at + word.length
    number.lastIndex = at
    const match = number.exec(this.#text)
    if (!match) throw this.#broken(at, 'a JSON value')
    return at + match[0].length
  }

  #stringEnd(start: number): number {
    for (let at = this.#text.indexOf('"', start + 1); at !== -1; at = this.#text.indexOf('"', at + 1)) {
      let slashes = 0
      while (this.#code(at - 1 - slashes) === backslash && at - 1 - slashes > start) slashes++
      if (slashes % 2 === 0) return at + 1
    }
    throw this.#broken(this.#text.length, 'the end of a string')
  }

  #space(at: number): number {
    for (;;) {
      const code = this.#code(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
      at++
    }
  }

  #code(at: number): number {
    return this.#text.charCodeAt(at)
  }

  #broken(at: number, expected: string): BrokenJson {
    return new BrokenJson(Math.min(at, this.#text.length), at >= this.#text.length ? `the text ends where ${expected} is expected` : `${expected} is expected`)
  }
}

/** The characters that JSON is built of. */
export const quote = 0x22
export const comma = 0x2c
export const colon = 0x3a
export const openBracket = 0x5b
export const backslash = 0x5c
export const closeBracket = 0x5d
export const openBrace = 0x7b
export const closeBrace = 0x7d

const kinds: Readonly<Record<number, JsonKind>> = {
  [openBrace]: 'object',
  [openBracket]: 'array',
  [quote]: 'string',
  ...Object.fromEntries([...'-0123456789'].map((digit) => [digit.charCodeAt(0), 'number'])),
}

/** Where the escape at `at` ends; a pair of surrogates such as `\ud83d\ude00` is one character. */
function escapeEnd(text: string, at: number): number {
  if (text.charAt(at + 1) !== 'u') return Math.min(at + 2, text.length)
  const isPair = /^\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}$/.test(text.slice(at, at + 12))
  return Math.min(at + (isPair ? 12 : 6), text.length)
}

const shortEscapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\/': '/', '\\\\': '\\', '\\t': '\t', '\\r': '\r' }

/** One escape as octets; what is no valid escape stays as it is. */
function unescaped(escape: string): string {
  const short = shortEscapes[escape]
  if (short !== undefined) return short
  try {
    const text: unknown = JSON.parse(`"${escape}"`)
    return typeof text === 'string' ? Buffer.from(text, 'utf8').toString('latin1') : escape
  } catch {
    return escape
  }
}
