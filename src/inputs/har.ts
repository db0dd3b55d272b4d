import { splitCookiesString } from 'set-cookie-parser'
import { AuthlintError } from '../core/errors.ts'
import type { Excerpt } from '../core/location.ts'
import { count, visible } from '../core/text.ts'
import type { Body } from '../http/exchange.ts'
import { ExcerptBuilder, trimmed } from './excerpt-builder.ts'
import type { JsonAt, JsonCursor } from './json-cursor.ts'
import { bodyLimit, dateOf, isSetCookie, kindOf, setCookiesOf, urlOf, type CapturedField, type CapturedResponse } from './responses.ts'
import { requestHeaders } from './transcript.ts'

/**
 * The entries of a HAR file, wherever they are read from. `headers` count, raw as they came; `cookies` beside them are what the
 * exporter made of them, without SameSite.
 */
export class HarEntries {
  readonly #url: URL | undefined
  readonly #bodies: boolean
  #seen = { entries: 0, withoutResponse: 0, setCookies: 0, requestCookies: 0, parsedOnly: 0 }

  constructor(url: URL | undefined, bodies = false) {
    this.#url = url
    this.#bodies = bodies
  }

  /** Responses so far. */
  get responses(): number {
    return this.#seen.entries - this.#seen.withoutResponse
  }

  response(json: JsonCursor, entry: JsonAt): CapturedResponse | undefined {
    const seen = this.#seen
    const read = harEntry(json, entry, this.#url, this.#bodies)
    seen.entries++
    if (!read) {
      seen.withoutResponse++
      return undefined
    }
    const { response, parsedCookies } = read
    seen.setCookies += response.setCookies.length
    if ('cookie' in response.requestHeaders) seen.requestCookies++
    if (response.setCookies.length === 0) seen.parsedOnly += parsedCookies
    return response
  }

  /**
   * What is to be said of the file, when it has been read.
   *
   * @throws AuthlintError when it holds no response: there was nothing to judge, which is no pass
   */
  notes(name: string, creator: string): string[] {
    if (this.responses === 0) throw new AuthlintError('INPUT_EMPTY', `${visible(name)} is a HAR file without a response: ${count(this.#seen.entries, 'request')}, none of them answered`, 'Was it saved before the page was loaded?')
    return harNotes(creator, this.#seen)
  }
}

/** The responses of the log of a HAR file, entry by entry. Returns notes about the file, or undefined when it has no entries at all. */
export function* harResponses(json: JsonCursor, log: JsonAt, entries: HarEntries): Generator<CapturedResponse, string[] | undefined> {
  let creator = ''
  let hasEntries = false
  for (const { name, value } of json.members(log)) {
    if (name === 'creator') creator = json.decoded(json.object(value).get('name'))
    if (name !== 'entries' || value.kind !== 'array') continue
    hasEntries = true
    for (const entry of json.items(value)) {
      const response = entries.response(json, entry)
      if (response) yield response
    }
  }
  return hasEntries ? entries.notes(json.source.name, creator) : undefined
}

export const foldedNote = 'the program that wrote this had joined the Set-Cookie headers with commas; they were taken apart again'

function harNotes(creator: string, seen: { entries: number; withoutResponse: number; setCookies: number; requestCookies: number; parsedOnly: number }): string[] {
  const notes: string[] = []
  if (seen.withoutResponse > 0) notes.push(`${seen.withoutResponse} of ${seen.entries} entries have no response`)
  if (seen.parsedOnly > 0 && seen.setCookies === 0) notes.push('the file lists cookies, but not the Set-Cookie headers they came in: attributes cannot be judged')
  else if (seen.entries > 0 && seen.setCookies === 0 && seen.requestCookies === 0) {
    const chrome = creator === 'WebInspector'
    notes.push(
      `no entry has a Set-Cookie or a Cookie header${chrome ? '; Chrome removes them unless "Export HAR (with sensitive data)" is chosen' : ': they may have been removed when the file was exported'}`,
    )
  }
  return notes
}

function harEntry(json: JsonCursor, entry: JsonAt, url: URL | undefined, bodies: boolean): { response: CapturedResponse; parsedCookies: number } | undefined {
  // Members in the order of the file: their ends are learnt on the way, so that nothing is walked through twice.
  let request: HarRequest = { headers: {} }
  let response: HarResponse | undefined
  let sentAt: number | undefined
  for (const { name, value } of json.members(entry)) {
    if (name === 'startedDateTime') sentAt = momentOf(json.decoded(value))
    if (name === 'request' && value.kind === 'object') request = harRequest(json, value, bodies)
    if (name === 'response' && value.kind === 'object') response = harResponse(json, value, bodies)
  }
  if (!response) return undefined
  const at = request.url ?? url
  const status = response.status !== undefined && response.status >= 100 && response.status <= 999 ? response.status : undefined
  return {
    parsedCookies: response.cookies.length,
    response: {
      form: 'HAR',
      ...(at ? { url: at } : {}),
      ...(status === undefined ? {} : { status }),
      kind: kindOf(status),
      ...(request.method === undefined ? {} : { requestMethod: request.method }),
      requestHeaders: request.headers,
      ...(request.body === undefined ? {} : { requestBody: request.body }),
      ...(response.start ? { start: response.start } : {}),
      headers: response.headers,
      ...(response.body ? { body: response.body } : {}),
      setCookies: setCookiesOf(response.headers),
      ...(response.folded ? { folded: true } : {}),
      ...dateOf(response.headers),
      ...(sentAt === undefined ? {} : { sentAt }),
      attributesComplete: true,
      notes: response.folded ? [foldedNote] : [],
    },
  }
}

/** Seconds since 1970 of an ISO 8601 time with its zone, as HAR 1.2 wants it. */
function momentOf(text: string): number | undefined {
  const milliseconds = /^\d{4}-\d\d-\d\dT[\d:.]{5,18}(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000
}

/** Filled in as its members come. */
interface HarRequest {
  url?: URL | undefined
  method?: string
  headers: Readonly<Record<string, string>>
  body?: string
}

function harRequest(json: JsonCursor, request: JsonAt, bodies: boolean): HarRequest {
  const found: HarRequest = { headers: {} }
  for (const { name, value } of json.members(request)) {
    if (name === 'url') found.url = urlOf(json.decoded(value))
    if (name === 'method' && value.kind === 'string') found.method = json.decoded(value)
    if (name === 'headers') found.headers = requestHeaders(nameValueFields(json, value))
    if (bodies && name === 'postData' && value.kind === 'object') Object.assign(found, postData(json, value))
  }
  return found
}

/** What was sent: its text, else the form fields it was made of. */
function postData(json: JsonCursor, data: JsonAt): { body?: string } {
  const members = json.object(data)
  const text = members.get('text')
  if (text?.kind === 'string') return { body: json.string(text, bodyLimit).text }
  const params = members.get('params')
  if (params?.kind !== 'array') return {}
  return { body: nameValueFields(json, params).map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value.text)}`).join('&') }
}

/** Filled in as its members come. */
interface HarResponse {
  start?: Excerpt
  body?: Body
  status: number | undefined
  headers: readonly CapturedField[]
  /** Names of the cookies that the exporter read out of the headers. */
  cookies: readonly string[]
  folded?: boolean
}

function harResponse(json: JsonCursor, response: JsonAt, bodies: boolean): HarResponse {
  const found: HarResponse = { start: json.place(response), status: undefined, headers: [], cookies: [] }
  for (const { name, value } of json.members(response)) {
    if (name === 'status') found.status = json.number(value)
    if (name === 'headers') found.headers = nameValueFields(json, value)
    if (name === 'cookies') found.cookies = [...json.items(value)].map((item) => json.decoded(json.object(item).get('name')))
    if (bodies && name === 'content' && value.kind === 'object') Object.assign(found, content(json, value))
  }
  return Object.assign(found, apart(found))
}

/** Safari joins Set-Cookie headers with commas; where the cookies beside them are just those, they are taken apart again. */
function apart({ headers, cookies }: HarResponse): Partial<HarResponse> {
  const [only, ...others] = headers.filter(({ lower }) => isSetCookie(lower))
  if (!only || others.length > 0 || cookies.length < 2) return {}
  const { fields } = unfolded(only.name, only.value)
  const names = fields.map(({ value: { text } }) => text.slice(0, text.indexOf('=')).trim())
  if (names.length !== cookies.length || names.some((name, i) => name !== cookies[i])) return {}
  return { headers: headers.flatMap((field) => (field === only ? fields : [field])), folded: true }
}

/** The body, its base64 undone; places in that are only near. */
function content(json: JsonCursor, object: JsonAt): { body?: Body } {
  const members = json.object(object)
  const text = members.get('text')
  if (text?.kind !== 'string') return {}
  const isBase64 = json.text(members.get('encoding')).toLowerCase() === 'base64'
  const limit = isBase64 ? Math.ceil(bodyLimit / 3) * 4 : bodyLimit
  const cut = json.endOf(text) - text.start - 2 > limit
  const excerpt = json.string(text, limit)
  if (excerpt.text === '') return {}
  if (!isBase64) return { body: { excerpt, cut } }
  const decoded = Buffer.from(excerpt.text, 'base64').toString('latin1')
  return { body: { excerpt: new ExcerptBuilder(json.source).write(decoded, text.start + 1, json.endOf(text) - 1).build(), cut } }
}

/**
 * `[{"name": "Set-Cookie", "value": "…"}]`, with `key` for `name` at some; several Set-Cookie joined by line feeds are parted. Some
 * exporters write an object by name instead, and lists where a name comes again.
 */
export function nameValueFields(json: JsonCursor, list: JsonAt): CapturedField[] {
  const fields: CapturedField[] = []
  const add = (name: string, value: JsonAt | undefined): void => {
    if (value?.kind === 'string') for (const part of fieldsOf(name, json.string(value))) fields.push(part)
    if (value?.kind === 'array') for (const one of json.items(value)) if (one.kind === 'string') add(name, one)
  }
  if (list.kind === 'object') for (const { name, value } of json.members(list)) add(name, value)
  for (const item of json.items(list)) {
    let field: string | undefined
    let text: JsonAt | undefined
    for (const { name, value } of json.members(item)) {
      const lower = name.toLowerCase()
      if (lower === 'name' || lower === 'key') field = json.text(value)
      if (lower === 'value') text = value
    }
    if (field !== undefined) add(field, text)
  }
  return fields
}

/** One field, or several where the exporter joined them with line feeds (which no field value can hold). */
export function fieldsOf(written: string, value: Excerpt): CapturedField[] {
  // A space before the colon, or the colon itself, that an exporter took for a part of the name.
  const name = written.trim().replace(/:$/, '') || written
  const lower = name.toLowerCase()
  const field = (part: Excerpt): CapturedField => ({ name, lower, value: trimmed(part) })
  if (!isSetCookie(lower) || !value.text.includes('\n')) return [field(value)]
  return filledParts(value, '\n').map(field)
}

function filledParts(excerpt: Excerpt, separator: string): Excerpt[] {
  const found: Excerpt[] = []
  for (let start = 0; start < excerpt.text.length; ) {
    const at = excerpt.text.indexOf(separator, start)
    const end = at === -1 ? excerpt.text.length : at
    if (end > start) found.push(excerpt.slice(start, end))
    start = end + separator.length
  }
  return found
}

/** A string under the name set-cookie in an object holds all of them: fetch and many dictionaries join with commas. */
export function unfolded(name: string, value: Excerpt): { fields: CapturedField[]; folded: boolean } {
  const whole = fieldsOf(name, value)
  const [only] = whole
  if (whole.length !== 1 || !only || !isSetCookie(only.lower)) return { fields: whole, folded: false }
  const texts = splitCookiesString(only.value.text)
  if (texts.length < 2) return { fields: whole, folded: false }
  let at = 0
  const fields = texts.map((text) => {
    const start = only.value.text.indexOf(text, at)
    at = start + text.length
    return { ...only, value: trimmed(only.value.slice(start, at)) }
  })
  return { fields, folded: true }
}
