import type { Excerpt } from '../core/location.ts'

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

/** `informational` is 1xx, `connect` a proxy's answer to CONNECT, `unknown` a source without a status. */
export type ResponseKind = 'final' | 'informational' | 'connect' | 'not-modified' | 'unknown'

/** Breaches of RFC 9112 sections 2.2, 5.1 and 5.2 in the way a field was written. */
export type FieldProblem = 'obs-fold' | 'space-before-colon' | 'bare-cr'

export interface CapturedField {
  /** As sent. */
  readonly name: string
  readonly lower: string
  /** One character an octet, white space around it gone. */
  readonly value: Excerpt
  readonly problems?: readonly FieldProblem[]
}

export interface CapturedSetCookie {
  /** Name of the field that carried it, as sent: `Set-Cookie`, `set-cookie`, `Set-Cookie2`. */
  readonly field: string
  readonly value: Excerpt
  readonly problems?: readonly FieldProblem[]
}

/** One response that somebody captured, or as much of it as the source kept. */
export interface CapturedResponse {
  readonly form: InputForm
  /** URL of the request, when the capture or the user tells. */
  readonly url?: URL
  readonly status?: number
  readonly kind: ResponseKind
  readonly requestMethod?: string
  /** Lower-case names; empty when the capture does not show the request. */
  readonly requestHeaders: Readonly<Record<string, string>>
  /** In order, Set-Cookie included. */
  readonly headers: readonly CapturedField[]
  readonly setCookies: readonly CapturedSetCookie[]
  /** The `Date` header, in seconds since 1970. */
  readonly date?: number
  /** False when the source drops attributes (jars, storage states): what is not there is unknown, not missing. */
  readonly attributesComplete: boolean
  /** The program that wrote the capture had joined several Set-Cookie fields with commas; they were taken apart again. */
  readonly folded?: boolean
  /** What a reader of the report should know about how this was read. */
  readonly notes: readonly string[]
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
