import { Excerpt, Source } from '../core/location.ts'
import type { Exchange, Body as CapturedBody, Field, SetCookieField } from '../http/exchange.ts'

/** What the input was taken for, in words a user knows. */
export type InputForm =
  | 'HTTP head'
  | 'HTTP exchange'
  | 'curl -i'
  | 'curl -v'
  | 'curl --trace-ascii'
  | 'wget -S'
  | 'HTTPie'
  | 'Set-Cookie lines'
  | 'header lines'
  | 'log'
  | 'bare cookies'
  | 'curl header_json'
  | 'JSON headers'
  | 'JSON cookies'
  | 'HAR'
  | 'cookie jar'
  | 'browser storage state'
  | 'browser cookies'
  | 'nginx configuration'
  | 'Apache configuration'
  | 'Caddy configuration'

export type ResponseKind = Exchange['kind']

/** Breaches of RFC 9112 sections 2.2, 5.1 and 5.2 in the way a field was written. */
export type FieldProblem = NonNullable<SetCookieField['problems']>[number]

export interface CapturedField extends Field {
  readonly problems?: readonly FieldProblem[] | undefined
}

export type CapturedSetCookie = SetCookieField

/** One response that somebody captured, or as much of it as the source kept. */
export interface CapturedResponse extends Exchange {
  readonly form: InputForm
  readonly headers: readonly CapturedField[]
  /** The program that wrote the capture had joined several Set-Cookie fields with commas; they were taken apart again. */
  readonly folded?: boolean
  /** What a reader of the report should know about how this was read. */
  readonly notes: readonly string[]
}

/** Octets of a body that are kept. */
export const bodyLimit = 1024 * 1024

/** Gathers a body as it comes, its beginning only where it is longer than what is kept. */
export class BodyCollector {
  readonly #parts: string[] = []
  #size = 0
  #firstLine: number | undefined

  /** @param line number of the line on which the text begins */
  add(text: string, line: number): void {
    this.#firstLine ??= line
    if (this.#size < bodyLimit) this.#parts.push(text.slice(0, bodyLimit - this.#size))
    this.#size += text.length
  }

  /** Undefined when nothing came. */
  body(name: string): { body?: CapturedBody } {
    if (this.#size === 0) return {}
    const source = new Source(name, this.#parts.join(''), { firstLine: this.#firstLine ?? 1, octets: true })
    return { body: { excerpt: Excerpt.of(source), cut: this.#size > bodyLimit } }
  }
}

export const isSetCookie = (lowerName: string): boolean => lowerName === 'set-cookie' || lowerName === 'set-cookie2'

export const setCookiesOf = (headers: readonly CapturedField[]): CapturedSetCookie[] =>
  headers
    .filter((field) => isSetCookie(field.lower))
    .map(({ name, value, problems }) => ({ field: name, value, ...(problems ? { problems } : {}) }))

/** Seconds since 1970 of the Date field (RFC 9110 section 6.6.1), when it is there and is a date in GMT. */
export function dateOf(headers: readonly CapturedField[]): { date?: number } {
  const text = headers.find((field) => field.lower === 'date')?.value.text
  // Without "GMT" the time zone of this machine would decide.
  if (text === undefined || !/^[\w, :-]{1,40} GMT$/.test(text)) return {}
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? {} : { date: Math.floor(milliseconds / 1000) }
}

/** Kind by status alone; a proxy's CONNECT reply cannot be told by its status. */
export const kindOf = (status: number | undefined): ResponseKind =>
  status === undefined ? 'unknown' : status < 200 ? 'informational' : status === 304 ? 'not-modified' : 'final'

/** A URL, or nothing when the text is none. */
export function urlOf(text: string, base?: URL): URL | undefined {
  // Asked first: an exception costs more than everything else about a response.
  if (base ? !URL.canParse(text, base.href) : !/^https?:/i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text, base)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
}
