// The responses of many libraries, read without knowing any of them.
import { Excerpt, Source } from '../core/location.ts'
import type { Exchange, Field } from '../http/exchange.ts'
import { kindOf } from '../inputs/responses.ts'

/** Of a fetch `Headers`. */
interface IterableHeaders {
  forEach(callback: (value: string, name: string) => void): void
  getSetCookie?(): readonly string[]
}

type HeaderTable = Readonly<Record<string, string | readonly string[] | number | undefined>>

/**
 * A response in one of many shapes: a fetch `Response`, a supertest or superagent response, a Playwright `APIResponse`, a Node
 * `IncomingMessage`, or a plain object with `status`, `headers` and `url`.
 */
export interface ResponseLike {
  readonly status?: number | (() => number)
  readonly statusCode?: number | undefined
  readonly url?: string | (() => string) | undefined
  /** Names are taken in any case; a list stands for several fields. */
  readonly headers?: IterableHeaders | HeaderTable | readonly (readonly [string, string])[] | (() => HeaderTable)
  /** Of Playwright: every field by itself. */
  readonly headersArray?: () => readonly { readonly name: string; readonly value: string }[]
  /** Taken as the body when it is text, as superagent has it. */
  readonly text?: unknown
  /** Taken as the body when it is text. */
  readonly body?: unknown
  /** Of supertest. */
  readonly request?: { readonly url?: unknown; readonly method?: unknown } | undefined
}

/** What the response does not say itself, or says wrongly. */
export interface ResponseFacts {
  /** URL of the request, for the rules about host, path and scheme. */
  readonly url?: string | URL
  /** Method of the request. */
  readonly method?: string
  /** The body as text; that of a fetch or Playwright response has to be read first: `await response.text()`. */
  readonly body?: string
}

/** The same as the readers of captured responses make it. */
export function exchangeOf(response: ResponseLike, facts: ResponseFacts): Exchange {
  const { status, statusCode, text, body, request } = response
  const code = typeof status === 'function' ? status.call(response) : (status ?? statusCode)
  const url = urlOf(facts.url ?? (typeof response.url === 'function' ? response.url() : response.url) ?? request?.url)
  const method = facts.method ?? request?.method
  const fields = fieldsOf(response).map(([name, value]): Field => ({ name, lower: name.toLowerCase(), value: Excerpt.of(new Source(`header ${name.toLowerCase()}`, octets(value.trim()), { octets: true })) }))
  const content = facts.body ?? [text, body].find((candidate) => typeof candidate === 'string')
  const date = Date.parse(fields.find(({ lower }) => lower === 'date')?.value.text ?? '') / 1000
  return {
    ...(url ? { url } : {}),
    ...(typeof method === 'string' ? { requestMethod: method } : {}),
    requestHeaders: {},
    ...(code === undefined ? {} : { status: code }),
    kind: kindOf(code),
    headers: fields,
    setCookies: fields.filter(({ lower }) => lower === 'set-cookie').map(({ name, value }) => ({ field: name, value })),
    ...(typeof content === 'string' ? { body: { excerpt: Excerpt.of(new Source('body', Buffer.from(content, 'utf8').toString('latin1'), { octets: true })), cut: false } } : {}),
    start: Excerpt.of(new Source('response', '')),
    ...(Number.isNaN(date) ? {} : { date }),
    attributesComplete: true,
  }
}

/** A response that was made by hand has an empty URL, supertest one with a port of its own. */
function urlOf(url: unknown): URL | undefined {
  const text = url instanceof URL ? url.href : typeof url === 'string' ? url : ''
  return /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
}

type NameAndValue = readonly [name: string, value: string]

function fieldsOf(response: ResponseLike): readonly NameAndValue[] {
  if (response.headersArray) return response.headersArray().map(({ name, value }) => [name, value])
  const given = typeof response.headers === 'function' ? response.headers() : (response.headers ?? {})
  if (Array.isArray(given)) return given as readonly NameAndValue[]
  return isIterable(given) ? iterated(given) : Object.entries(given as HeaderTable).flatMap(([name, value]) => values(name, value).map((one): NameAndValue => [name, one]))
}

const isIterable = (headers: object): headers is IterableHeaders => typeof (headers as Partial<IterableHeaders>).forEach === 'function'

/** Joined Set-Cookie fields cannot be taken apart again, so they are asked for by themselves. */
function iterated(headers: IterableHeaders): readonly NameAndValue[] {
  const cookies = headers.getSetCookie?.()
  const fields: NameAndValue[] = []
  headers.forEach((value, name) => cookies && name.toLowerCase() === 'set-cookie' ? undefined : fields.push([name, value]))
  return [...fields, ...(cookies ?? []).map((value): NameAndValue => ['set-cookie', value])]
}

function values(name: string, value: HeaderTable[string]): readonly string[] {
  if (value === undefined) return []
  if (typeof value !== 'string' && typeof value !== 'number') return value
  return name.toLowerCase() === 'set-cookie' ? String(value).split(/\r?\n/) : [String(value)]
}

/**
 * One character an octet. Header APIs hand out either octets as Latin-1 characters or decoded text; what holds a
 * character beyond Latin-1 was decoded.
 */
export const octets = (text: string): string => (/[^\u0000-\u00ff]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text)
