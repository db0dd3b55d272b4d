import type { Excerpt } from '../core/location.ts'
import { HeadBuilder, type HeadLine, type StatusLine } from './head.ts'
import { RequestTrail } from './request-trail.ts'
import { dateOf, kindOf, setCookiesOf, type CapturedField, type CapturedResponse, type InputForm, type ResponseKind } from './responses.ts'

/** Reads a capture line by line and hands out responses as their heads end, in memory that does not grow with it. */
export interface TranscriptReader {
  push(text: string): void
  end(): void
  /** Responses since the last call. */
  take(): CapturedResponse[]
  /** What the user should know about the reading as a whole. */
  readonly notes: readonly string[]
  readonly form: InputForm
  /** What stopped the program that wrote the capture, in its own words, such as `curl: (7) Failed to connect`. */
  readonly complaint?: string | undefined
}

/** A response head that is being read. */
export class OpenHead {
  readonly statusLine: StatusLine
  /** The status line where it stands. */
  readonly start: Excerpt | undefined
  readonly #builder = new HeadBuilder()

  constructor(statusLine: StatusLine, start?: Excerpt) {
    this.statusLine = statusLine
    this.start = start
  }

  add(line: HeadLine): void {
    this.#builder.add(line)
  }

  fields(): readonly CapturedField[] {
    return this.#builder.fields()
  }
}

export const fieldValue = (fields: readonly CapturedField[], lower: string): string | undefined => fields.find((f) => f.lower === lower)?.value.text

/** Puts a finished head and what is known of its request together, and moves the trail on. */
export function capturedResponse(
  form: InputForm,
  { statusLine: { status }, start }: OpenHead,
  fields: readonly CapturedField[],
  { trail, connect }: { trail: RequestTrail; connect: boolean },
): CapturedResponse {
  const kind = connect ? 'connect' : kindOf(status)
  const response: CapturedResponse = {
    form,
    ...trail.context,
    ...(start ? { start } : {}),
    status,
    kind,
    headers: fields,
    setCookies: setCookiesOf(fields),
    ...dateOf(fields),
    attributesComplete: true,
    notes: trail.method === 'HEAD' ? ['this answers HEAD, and GET may be answered with other cookies'] : [],
  }
  if (endsExchange(kind)) trail.answered(status, fieldValue(fields, 'location'))
  return response
}

/** Do 1xx and CONNECT replies leave the request still to be answered? They do. */
export const endsExchange = (kind: ResponseKind): boolean => kind !== 'informational' && kind !== 'connect'

/**
 * Is it a proxy's answer to CONNECT? Without the request nothing says so but what proxies write: "established", or nothing
 * at all besides fields about the proxy; that is only `maybe`, until another response follows without a body between.
 */
export function connectReply({ version, status, reason }: StatusLine, fields: readonly CapturedField[], method: string | undefined): 'yes' | 'no' | 'maybe' {
  if (status < 200 || status > 299) return 'no'
  if (method !== undefined) return method === 'CONNECT' ? 'yes' : 'no'
  if (version !== '1.0' && version !== '1.1') return 'no'
  if (/\b(?:established|tunnel)\b/i.test(reason)) return 'yes'
  return fields.every(({ lower }) => lower.startsWith('proxy-') || lower === 'via' || lower === 'connection') ? 'maybe' : 'no'
}

/** The fields of a request head, as rules want them. */
export function requestHeaders(fields: readonly CapturedField[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  for (const { lower, value } of fields) {
    const earlier = Object.hasOwn(headers, lower) ? headers[lower] : undefined
    // defineProperty, so that a field called `__proto__` is a field.
    const text = earlier === undefined ? value.text : `${earlier}${lower === 'cookie' ? '; ' : ', '}${value.text}`
    Object.defineProperty(headers, lower, { value: text, enumerable: true, configurable: true, writable: true })
  }
  return headers
}
