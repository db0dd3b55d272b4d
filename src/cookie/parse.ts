import { individual } from '../core/individual.ts'
import type { Excerpt } from '../core/location.ts'
import type { CookieAttribute, ParsedCookie } from './cookie.ts'
import { describeValue, type CookieValue } from './value.ts'

/** Takes a Set-Cookie header value apart as RFC 6265bis section 5.6 does, keeping everything and its place. Never throws. */
export function parseSetCookie(excerpt: Excerpt): ParsedCookie {
  const text = excerpt.text
  const pairEnd = semicolon(text, 0)
  const equals = text.indexOf('=')
  const hasEquals = equals !== -1 && equals < pairEnd
  const nameRange = hasEquals ? trimmed(text, 0, equals) : ([0, 0] as const)
  const valueRange = trimmed(text, hasEquals ? equals + 1 : 0, pairEnd)
  const attributes: Attribute[] = []
  for (let start = pairEnd + 1; start <= text.length; ) {
    const end = semicolon(text, start)
    const [from, to] = trimmed(text, start, end)
    if (to > from) attributes.push(attribute(text, from, to))
    start = end + 1
  }
  return new Parsed({ excerpt, hasEquals, nameRange, valueRange, attributes })
}

type Range = readonly [start: number, end: number]

/** Name and attributes come back with every response of a site; places and values are each cookie's own. */
class Parsed implements ParsedCookie {
  readonly name: string
  readonly hasEquals: boolean
  readonly attributes: readonly CookieAttribute[]
  readonly #excerpt: Excerpt
  readonly #value: string
  readonly #nameRange: Range
  readonly #valueRange: Range
  #decoded: CookieValue | undefined

  constructor({ excerpt, hasEquals, nameRange, valueRange, attributes }: Pick<ParsedCookie, 'excerpt' | 'hasEquals' | 'nameRange' | 'valueRange' | 'attributes'>) {
    this.name = excerpt.text.slice(...nameRange)
    this.hasEquals = hasEquals
    this.attributes = attributes
    this.#excerpt = excerpt
    this.#value = excerpt.text.slice(...valueRange)
    this.#nameRange = nameRange
    this.#valueRange = valueRange
  }

  get excerpt(): Excerpt {
    return individual(this.#excerpt)
  }

  get text(): string {
    return individual(this.#excerpt.text)
  }

  get value(): string {
    return individual(this.#value)
  }

  get decoded(): CookieValue {
    return individual((this.#decoded ??= describeValue(this.#value)))
  }

  get nameRange(): Range {
    return individual(this.#nameRange)
  }

  get valueRange(): Range {
    return individual(this.#valueRange)
  }
}

class Attribute implements CookieAttribute {
  readonly name: string
  readonly value: string | null
  readonly #start: number
  readonly #end: number

  constructor(name: string, value: string | null, start: number, end: number) {
    this.name = name
    this.value = value
    this.#start = start
    this.#end = end
  }

  get start(): number {
    return individual(this.#start)
  }

  get end(): number {
    return individual(this.#end)
  }
}

function attribute(text: string, start: number, end: number): Attribute {
  const equals = text.indexOf('=', start)
  if (equals === -1 || equals >= end) return new Attribute(text.slice(start, end), null, start, end)
  return new Attribute(text.slice(...trimmed(text, start, equals)), text.slice(...trimmed(text, equals + 1, end)), start, end)
}

const semicolon = (text: string, from: number): number => {
  const at = text.indexOf(';', from)
  return at === -1 ? text.length : at
}

function trimmed(text: string, start: number, end: number): readonly [number, number] {
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return [start, end]
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09
