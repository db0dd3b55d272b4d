/**
 * A JSON reader for hostile text: it keeps the place of every member, sees duplicate names, keeps numbers that
 * JavaScript would round, and never recurses deeper than it is told to. RFC 8259 grammar, nothing looser.
 */

export type JsonValue = null | boolean | number | string | ExactNumber | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined
}

/** A number whose text and nearest double differ, such as 12345678901234567890; printed as it was written. */
export class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  valueOf(): number {
    return Number(this.text)
  }
  /** JSON.stringify cannot write it exactly, and tells so. */
  toJSON(): null {
    unwritable = true
    return null
  }
}

let unwritable = false

export interface JsonNode {
  readonly start: number
  readonly end: number
  readonly members?: readonly { readonly name: string; readonly nameStart: number; readonly nameEnd: number; readonly value: JsonNode }[]
  readonly items?: readonly JsonNode[]
}

export type JsonProblem =
  | { readonly code: 'syntax' | 'trailing' | 'too-deep'; readonly at: number; readonly message: string }
  | { readonly code: 'duplicate'; readonly at: number; readonly pointer: string; readonly message: string }

export interface JsonDocument {
  /** Undefined when the text is not JSON. Of duplicate members the last one counts, as for JSON.parse. */
  readonly value: JsonValue | undefined
  /** Where its parts stand. Found out when first asked for. */
  readonly root: JsonNode | undefined
  readonly problems: readonly JsonProblem[]
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

/** `a string`, `an array`, `null`, `true`: what a value is, for messages that name its kind in place of the value. */
export const kindOf = (value: JsonValue): string =>
  value === null || typeof value === 'boolean' ? String(value) : Array.isArray(value) ? 'an array' : isObject(value) ? 'an object' : typeof value === 'string' ? 'a string' : 'a number'

/** Deeper nesting than any token or key needs; keeps every later walk over the value shallow. */
export const maxDepth = 64

/** Parses one JSON text. Never throws. */
export function parseJson(text: string): JsonDocument {
  const value = plainValue(text)
  return value === undefined ? new JsonReader(text).document() : new PlainDocument(text, value)
}

/** A text that JSON.parse reads just as the reader below does. */
class PlainDocument implements JsonDocument {
  readonly value: JsonValue
  readonly problems: readonly JsonProblem[] = []
  readonly #text: string
  #root: JsonNode | undefined

  constructor(text: string, value: JsonValue) {
    this.#text = text
    this.value = value
  }

  get root(): JsonNode | undefined {
    return (this.#root ??= placesIn(this.#text))
  }
}

/** Where the parts of a text stand that is known to be JSON: nothing needs to be checked any more. */
function placesIn(text: string): JsonNode {
  let at = 0
  const space = (): void => {
    while (isSpace(text.charCodeAt(at))) at++
  }
  /** From the quote in front to behind the one at the end. */
  const string = (): void => {
    for (at++; ; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x5c) at++
      else if (code === 0x22) break
    }
    at++
  }
  /** Calls for each part up to the bracket that ends them. */
  const parts = (end: number, part: () => void): void => {
    at++
    space()
    while (text.charCodeAt(at) !== end) {
      part()
      space()
      if (text.charCodeAt(at) === 0x2c) at++
      space()
    }
    at++
  }
  const node = (): JsonNode => {
    const start = at
    switch (text.charCodeAt(at)) {
      case 0x7b: {
        const members: { name: string; nameStart: number; nameEnd: number; value: JsonNode }[] = []
        parts(0x7d, () => {
          const nameStart = at
          string()
          const nameEnd = at
          const written = text.slice(nameStart, nameEnd)
          space()
          at++
          space()
          members.push({ name: written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1), nameStart, nameEnd, value: node() })
        })
        return { start, end: at, members }
      }
      case 0x5b: {
        const items: JsonNode[] = []
        parts(0x5d, () => items.push(node()))
        return { start, end: at, items }
      }
      case 0x22:
        string()
        return { start, end: at }
      default:
        while (at < text.length && !endsWord(text.charCodeAt(at))) at++
        return { start, end: at }
    }
  }
  space()
  return node()
}

/** A comma, a closing bracket or white space ends a number or a word. */
const endsWord = (code: number): boolean => code === 0x2c || code === 0x7d || code === 0x5d || isSpace(code)

/**
 * What JSON.parse makes of a text, which is faster by far than the reader below. Undefined where the reader has more to say: about a
 * name that stands twice, a number that a double does not hold, nesting that is too deep, or text that is not JSON.
 */
function plainValue(text: string): JsonValue | undefined {
  if (unusualNumber.test(text)) return undefined
  try {
    const value = JSON.parse(text) as JsonValue
    // Of names that stand twice one member is left, so that there are fewer members than names.
    return memberCount(value, 0) === nameCount(text) ? value : undefined
  } catch {
    return undefined
  }
}

/** Long enough to be rounded, or with an exponent. What looks like one inside a string costs nothing but time. */
const unusualNumber = /(?:^|[[:,\s])-?(?:\d[\d.]{13}|\d[\d.]*[eE])/

/** Members of an object and of all inside it; NaN when it is nested too deep. */
function memberCount(value: JsonValue, depth: number): number {
  if (typeof value !== 'object' || value === null) return depth > maxDepth ? Number.NaN : 0
  if (depth > maxDepth) return Number.NaN
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) count += memberCount(item as JsonValue, depth + 1)
  } else {
    for (const name in value) count += 1 + memberCount((value as JsonObject)[name] ?? null, depth + 1)
  }
  return count
}

/** How often a quote and a colon stand together: once behind every name, and never fewer times. */
function nameCount(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let at = colon - 1
    while (isSpace(text.charCodeAt(at))) at--
    if (text.charCodeAt(at) === 0x22) count++
  }
  return count
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

class JsonReader {
  readonly #text: string
  readonly #problems: JsonProblem[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): JsonDocument {
    try {
      this.#space()
      const [value, root] = this.#value('', 0)
      this.#space()
      if (this.#at < this.#text.length) {
        this.#problems.push({ code: 'trailing', at: this.#at, message: 'text follows the JSON value' })
      }
      return { value, root, problems: this.#problems }
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error
      this.#problems.push({ code: error.code, at: error.at, message: error.message })
      return { value: undefined, root: undefined, problems: this.#problems }
    }
  }

  #value(pointer: string, depth: number): [JsonValue, JsonNode] {
    if (depth > maxDepth) throw new JsonSyntaxError('too-deep', this.#at, `nested deeper than ${maxDepth} levels`)
    const start = this.#at
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x7b:
        return this.#object(pointer, depth)
      case 0x5b:
        return this.#array(pointer, depth)
      case 0x22:
        return [this.#string(), { start, end: this.#at }]
      case 0x74:
        return [this.#word('true', true), { start, end: this.#at }]
      case 0x66:
        return [this.#word('false', false), { start, end: this.#at }]
      case 0x6e:
        return [this.#word('null', null), { start, end: this.#at }]
      default:
        return [this.#number(), { start, end: this.#at }]
    }
  }

  #object(pointer: string, depth: number): [JsonObject, JsonNode] {
    const start = this.#at++
    const object: Record<string, JsonValue> = {}
    const members: { name: string; nameStart: number; nameEnd: number; value: JsonNode }[] = []
    this.#space()
    if (this.#take(0x7d)) return [object, { start, end: this.#at, members }]
    for (;;) {
      this.#space()
      const nameStart = this.#at
      if (this.#text.charCodeAt(nameStart) !== 0x22) this.#fail('a member name in quotes')
      const name = this.#string()
      const nameEnd = this.#at
      this.#space()
      if (!this.#take(0x3a)) this.#fail('":"')
      this.#space()
      const at = pointer === '' ? name : `${pointer}.${name}`
      const [value, node] = this.#value(at, depth + 1)
      if (Object.hasOwn(object, name)) {
        this.#problems.push({ code: 'duplicate', at: nameStart, pointer: at, message: `member "${name}" appears twice` })
      }
      // defineProperty, so that "__proto__" is a member like any other.
      if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
      else object[name] = value
      members.push({ name, nameStart, nameEnd, value: node })
      this.#space()
      if (this.#take(0x2c)) continue
      if (this.#take(0x7d)) return [object, { start, end: this.#at, members }]
      this.#fail('"," or "}"')
    }
  }

  #array(pointer: string, depth: number): [JsonValue[], JsonNode] {
    const start = this.#at++
    const values: JsonValue[] = []
    const items: JsonNode[] = []
    this.#space()
    if (this.#take(0x5d)) return [values, { start, end: this.#at, items }]
    for (;;) {
      this.#space()
      const [value, node] = this.#value(`${pointer}[${values.length}]`, depth + 1)
      values.push(value)
      items.push(node)
      this.#space()
      if (this.#take(0x2c)) continue
      if (this.#take(0x5d)) return [values, { start, end: this.#at, items }]
      this.#fail('"," or "]"')
    }
  }

  #string(): string {
    const text = this.#text
    const start = ++this.#at
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x22) {
        this.#at = at + 1
        return text.slice(start, at)
      }
      if (code === 0x5c) return this.#escapedString(start)
      if (code < 0x20 || Number.isNaN(code)) {
        this.#at = at
        this.#fail('the end of a string')
      }
    }
  }

  #escapedString(start: number): string {
    const text = this.#text
    let at = start
    for (; at < text.length && text.charCodeAt(at) !== 0x22; at++) if (text.charCodeAt(at) === 0x5c) at++
    try {
      const value = JSON.parse(text.slice(start - 1, at + 1)) as string
      this.#at = at + 1
      return value
    } catch {
      this.#fail('a valid string')
    }
  }

  #number(): JsonValue {
    numberPattern.lastIndex = this.#at
    const match = numberPattern.exec(this.#text)?.[0]
    if (match === undefined) this.#fail('a JSON value')
    this.#at += match.length
    const value = Number(match)
    return isExact(match, value) ? value : new ExactNumber(match)
  }

  #word<T extends null | boolean>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('a JSON value')
    this.#at += word.length
    return value
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (!isSpace(code)) return
      this.#at++
    }
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false
    this.#at++
    return true
  }

  #fail(expected: string): never {
    const found = this.#at >= this.#text.length ? 'the text ends' : `character ${this.#at + 1} is something else`
    throw new JsonSyntaxError('syntax', this.#at, `expected ${expected}, but ${found}`)
  }
}

class JsonSyntaxError extends Error {
  readonly code: 'syntax' | 'too-deep'
  readonly at: number
  constructor(code: 'syntax' | 'too-deep', at: number, message: string) {
    super(message)
    this.code = code
    this.at = at
  }
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Does the double print back to the same digits? Exponents and trailing zeros are compared by value. */
function isExact(text: string, value: number): boolean {
  if (text.length < 16 && !/[eE]/.test(text)) return true
  if (!Number.isFinite(value)) return false
  if (/^-?\d+$/.test(text)) return BigInt(text) === BigInt(value)
  const digits = (n: string) => n.toLowerCase().replace(/e[^]*/, '').replace(/[-.]/g, '').replace(/^0+|(?<!0)0+$/g, '')
  return digits(text) === digits(String(value))
}

/** Writes a value back as JSON, exact numbers as they were written. */
export function stringifyJson(value: unknown, indent = 0): string {
  unwritable = false
  const text = JSON.stringify(value, undefined, indent) as string | undefined
  return unwritable ? stringifyExactly(value, indent) : (text ?? 'null')
}

/** Depth is that of a parsed value, so recursion is shallow. */
function stringifyExactly(value: unknown, indent: number): string {
  const newline = indent > 0 ? '\n' : ''
  const colon = indent > 0 ? ': ' : ':'
  const write = (part: unknown, margin: string): string | undefined => {
    if (part instanceof ExactNumber) return part.text
    if (part === null || typeof part !== 'object') return JSON.stringify(part)
    const inner = indent > 0 ? margin + ' '.repeat(indent) : ''
    const wrap = (open: string, parts: string[], close: string) =>
      parts.length === 0 ? open + close : `${open}${newline}${parts.map((p) => inner + p).join(`,${newline}`)}${newline}${margin}${close}`
    if (Array.isArray(part)) return wrap('[', part.map((item) => write(item, inner) ?? 'null'), ']')
    const members: string[] = []
    for (const [name, member] of Object.entries(part)) {
      const text = write(member, inner)
      if (text !== undefined) members.push(JSON.stringify(name) + colon + text)
    }
    return wrap('{', members, '}')
  }
  return write(value, '') ?? 'null'
}
