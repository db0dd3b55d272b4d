import { AuthlintError } from '../core/errors.ts'
import type { Excerpt, Source } from '../core/location.ts'
import { visible } from '../core/text.ts'
import { trimmed } from './excerpt-builder.ts'
import { fieldsOf, foldedNote, HarEntries, harResponses, nameValueFields, unfolded } from './har.ts'
import { HarSplitter } from './har-splitter.ts'
import { fieldName, HeadBuilder, headLines, isFieldLine, statusLine } from './head.ts'
import { BrokenJson, JsonCursor, type JsonAt } from './json-cursor.ts'
import { isBareCookie } from './loose-readers.ts'
import { dateOf, isSetCookie, kindOf, setCookiesOf, urlOf, type CapturedField, type CapturedResponse, type InputForm } from './responses.ts'
import { isMoment, storedResponses, type Placed, type StoredCookie } from './stored-cookies.ts'

/** Levels of objects and arrays in which responses are looked for. */
const deepest = 8

/**
 * The responses of JSON text, whoever wrote it: HAR, curl's header_json, what Node, Python, Java and AWS make of headers, what
 * browsers and test tools make of their cookies. Notes are added to `notes` on the way.
 */
export function* jsonResponses(source: Source, given: URL | undefined, notes: string[], entries = new HarEntries(given)): Generator<CapturedResponse> {
  const json = new JsonCursor(source)
  const reader = new JsonResponses(json, given, notes, entries)
  let found = 0
  try {
    for (const document of json.documents(afterCallback(source.text))) {
      // curl -w '%{header_json}%{json}': the second tells the URL of the first, which waits for it.
      for (const response of reader.responses(document)) {
        found++
        yield response
      }
      if (isCallback(source.text) && json.endOf(document) > 0) break
    }
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error
    for (const response of reader.rest()) {
      found++
      yield response
    }
    throw brokenJson(source, error, found + entries.responses > 0)
  }
  yield* reader.rest()
  if (found === 0 && !reader.recognised) {
    throw new AuthlintError(
      'INPUT_UNRECOGNISED',
      `${visible(source.name)} is JSON, but not of a kind that holds response headers or cookies`,
      "Looked for: HAR, curl -w '%{header_json}', objects with \"set-cookie\" or \"headers\", lists of cookies, Playwright's storageState.",
    )
  }
}

function brokenJson(source: Source, { at, message }: BrokenJson, found: boolean): AuthlintError {
  const { line, column } = source.locate(at, at)
  return new AuthlintError('INPUT_UNRECOGNISED', `${visible(source.name)}:${line}:${column}: this is broken JSON: ${message}`, found ? 'Everything before that place was read.' : 'Was the file cut short, or edited by hand?')
}

/** The same of text that comes in pieces: of a HAR file no more than an entry is held at a time. */
export function* jsonResponsesOf(name: string, pieces: Iterable<string>, given: URL | undefined, notes: string[], bodies: boolean): Generator<CapturedResponse> {
  const entries = new HarEntries(given, bodies)
  const splitter = new HarSplitter(name)
  for (const piece of pieces) for (const entry of splitter.push(piece)) yield* lone(entry, entries)
  const { rest, unfinished } = splitter.end()
  if (unfinished) {
    yield* lone(unfinished, entries)
    throw brokenJson(unfinished, new BrokenJson(unfinished.text.length, 'the text ends where "," or "]" is expected'), entries.responses > 0)
  }
  yield* jsonResponses(rest, given, notes, entries)
}

/** One entry of a HAR file, and nothing behind it. */
function* lone(source: Source, entries: HarEntries): Generator<CapturedResponse> {
  const json = new JsonCursor(source)
  try {
    let read = 0
    for (const value of json.documents()) {
      if (read > 0) throw new BrokenJson(value.start, '"," or "]" is expected')
      const response = entries.response(json, value)
      json.endOf(value)
      if (response) yield response
      read++
    }
    if (read === 0) throw new BrokenJson(source.text.length, 'a JSON value is expected')
  } catch (error) {
    throw error instanceof BrokenJson ? brokenJson(source, error, entries.responses > 0) : error
  }
}

const callback = /^\s*[A-Za-z_$][\w$.]{0,100}\(/
const isCallback = (text: string): boolean => callback.test(text.slice(0, 200))
const afterCallback = (text: string): number => callback.exec(text.slice(0, 200))?.[0].length ?? 0

interface Circumstances {
  readonly url?: URL | undefined
  readonly status?: number | undefined
  readonly method?: string | undefined
}

class JsonResponses {
  /** Was anything seen that tells of headers or cookies, even of none? */
  recognised = false
  readonly #json: JsonCursor
  readonly #given: URL | undefined
  readonly #notes: string[]
  readonly #entries: HarEntries
  /** Headers from curl, until what follows tells their URL. */
  #waiting: readonly CapturedField[] | undefined

  constructor(json: JsonCursor, given: URL | undefined, notes: string[], entries: HarEntries) {
    this.#entries = entries
    this.#json = json
    this.#given = given
    this.#notes = notes
  }

  *responses(document: JsonAt): Generator<CapturedResponse> {
    if (this.#waiting) {
      const about = this.#curlTrailer(document)
      if (about) {
        yield* this.rest(about)
        return
      }
      yield* this.rest()
    }
    if (document.kind === 'object') yield* this.#topObject(document)
    else if (document.kind === 'array') yield* this.#array(document, {}, 0)
    else if (document.kind === 'string') yield* this.#lone(document)
  }

  /** What waited for a trailer that did not come. */
  *rest(about: Circumstances = {}): Generator<CapturedResponse> {
    const fields = this.#waiting
    this.#waiting = undefined
    if (fields) yield this.#response('curl header_json', fields, about)
  }

  /** `-w '%{json}'`: url, status and method of the transfer. */
  #curlTrailer(document: JsonAt): Circumstances | undefined {
    const members = this.#json.object(document)
    if (!members.has('url_effective') || !members.has('http_code')) return undefined
    return { url: urlOf(this.#json.decoded(members.get('url_effective'))), status: this.#json.number(members.get('http_code')), method: this.#json.text(members.get('method')) || undefined }
  }

  /** A HAR file is met at its first member and read as it goes; everything else is small enough to look at first. */
  *#topObject(object: JsonAt): Generator<CapturedResponse> {
    for (const { name, value } of this.#json.members(object)) if (name === 'log' && (yield* this.#har(value))) return
    const lines = this.#headerJson(object)
    if (lines) {
      this.recognised = true
      this.#waiting = lines
      return
    }
    yield* this.#object(object, {}, 0)
  }

  /** Is this the log of a HAR file? Then its responses. */
  *#har(log: JsonAt): Generator<CapturedResponse, boolean> {
    const notes = log.kind === 'object' ? yield* harResponses(this.#json, log, this.#entries) : undefined
    if (!notes) return false
    this.recognised = true
    this.#notes.push(...notes)
    return true
  }

  /** curl's object has lower-case names and only lists of strings. */
  #headerJson(object: JsonAt): CapturedField[] | undefined {
    const fields: CapturedField[] = []
    for (const { name, value } of this.#json.members(object)) {
      if (value.kind !== 'array' || name !== name.toLowerCase() || !isFieldLine(`${name}:`)) return undefined
      for (const item of this.#json.items(value)) {
        if (item.kind !== 'string') return undefined
        for (const field of fieldsOf(name, this.#json.string(item))) fields.push(field)
      }
    }
    return fields.some(({ lower }) => isSetCookie(lower) || wellKnown.has(lower)) ? fields : undefined
  }

  *#object(object: JsonAt, outer: Circumstances, depth: number): Generator<CapturedResponse> {
    if (depth > deepest) return
    const members = this.#json.object(object)
    const lower = new Map([...members].map(([name, value]) => [name.toLowerCase(), value]))
    const about = this.#circumstances(lower, outer)

    // Several HAR files in one list.
    const log = lower.get('log')
    if (log && (yield* this.#har(log))) return
    const own = this.#headerMap(object)
    if (own) {
      yield this.#response('JSON headers', own.fields, about, own.folded)
      return
    }
    const cookies = lower.get('cookies')
    const headers = this.#headersOf(lower)
    // Beside headers, a list of cookies is what a program made of them.
    const stored = cookies?.kind === 'array' && !headers ? this.#storedCookies(cookies) : undefined
    if (stored) {
      yield* this.#stored(stored, lower.has('origins') ? 'browser storage state' : 'browser cookies')
      return
    }
    const listed = cookies?.kind === 'array' ? this.#cookieStrings(cookies) : undefined
    if (headers || (listed && listed.length > 0)) {
      const fields = [...(headers?.fields ?? []), ...(listed ?? []).map((value) => ({ name: 'Set-Cookie', lower: 'set-cookie', value }))]
      yield this.#response('JSON headers', fields, about, headers?.folded)
      return
    }
    for (const value of members.values()) {
      if (value.kind === 'object') yield* this.#object(value, about, depth + 1)
      else if (value.kind === 'array') yield* this.#array(value, about, depth + 1)
      else if (value.kind === 'string' && this.#json.source.text.startsWith('HTTP/', value.start + 1)) yield* this.#message(value, about)
    }
  }

  /** A whole response as one string, as scanners and intercepting proxies keep it: ZAP's `responseHeader`, nuclei's `response`. */
  *#message(string: JsonAt, about: Circumstances): Generator<CapturedResponse> {
    const message = this.#json.string(string)
    const [first, ...others] = headLines(message)
    const status = first && statusLine(first.text)
    if (!status) return
    const builder = new HeadBuilder()
    for (const line of others) builder.add(line)
    yield this.#response('HTTP head', builder.fields(), { ...about, status: status.status })
  }

  *#array(array: JsonAt, about: Circumstances, depth: number): Generator<CapturedResponse> {
    if (depth > deepest) return
    const items = [...this.#json.items(array)]
    if (items.length === 0) {
      // What getSetCookie() gives when there is none.
      if (depth > 0) return
      this.recognised = true
      yield this.#response('JSON cookies', [], about)
      return
    }
    const fields = this.#pairs(array, items) ?? this.#stringList(items, depth)
    if (fields) {
      yield this.#response(fields.form, fields.fields, about)
      return
    }
    const stored = this.#storedCookies(array)
    if (stored) {
      yield* this.#stored(stored, 'browser cookies')
      return
    }
    for (const item of items) {
      if (item.kind === 'object') yield* this.#object(item, about, depth + 1)
      else if (item.kind === 'array') yield* this.#array(item, about, depth + 1)
    }
  }

  /** `JSON.stringify(response.headers.get('set-cookie'))`: fetch joins with commas. */
  *#lone(string: JsonAt): Generator<CapturedResponse> {
    const value = trimmed(this.#json.string(string))
    if (isFieldLine(value.text) && isSetCookie(fieldName(value.text)?.toLowerCase() ?? '')) {
      yield this.#response('JSON cookies', this.#headerLine(value))
      return
    }
    if (!isBareCookie(value.text)) return
    const { fields, folded } = unfolded('Set-Cookie', value)
    yield this.#response('JSON cookies', fields, {}, folded)
  }

  /** Names and values: `[{"name": …, "value": …}]`, `[["Set-Cookie", "…"]]`. */
  #pairs(array: JsonAt, items: readonly JsonAt[]): { form: InputForm; fields: CapturedField[] } | undefined {
    if (items.every(({ kind }) => kind === 'object')) {
      const fields = nameValueFields(this.#json, array)
      return fields.some(({ lower }) => isSetCookie(lower)) ? { form: 'JSON headers', fields } : undefined
    }
    const pairs = items.map((item) => (item.kind === 'array' ? [...this.#json.items(item)] : []))
    if (!pairs.every((pair) => pair.length === 2 && pair.every(({ kind }) => kind === 'string'))) return undefined
    return { form: 'JSON headers', fields: pairs.flatMap(([name, value]) => (name && value ? fieldsOf(this.#json.text(name), this.#json.string(value)) : [])) }
  }

  /** Node's rawHeaders (name, value, name, value), header lines, or cookies. */
  #stringList(items: readonly JsonAt[], depth: number): { form: InputForm; fields: CapturedField[] } | undefined {
    if (!items.every(({ kind }) => kind === 'string')) return undefined
    const strings = items.map((item) => this.#json.string(item))
    const names = strings.filter((_, i) => i % 2 === 0).map(({ text }) => text)
    if (strings.length % 2 === 0 && names.every((name) => isFieldLine(`${name}:`)) && names.some((name) => isSetCookie(name.toLowerCase()) || wellKnown.has(name.toLowerCase()))) {
      return { form: 'JSON headers', fields: strings.flatMap((value, i) => (i % 2 === 1 ? fieldsOf(strings[i - 1]?.text ?? '', value) : [])) }
    }
    if (strings.some(({ text }) => /^set-cookie2?[ \t]{0,8}:/i.test(text))) return { form: 'JSON headers', fields: strings.flatMap((line) => this.#headerLine(line)) }
    // Deep inside something else, strings with an equals sign are anything.
    if (depth > 0 || !strings.some(({ text }) => isBareCookie(text))) return undefined
    return { form: 'JSON cookies', fields: strings.flatMap((value) => fieldsOf('Set-Cookie', value)) }
  }

  #headerLine(line: Excerpt): CapturedField[] {
    const name = fieldName(line.text)
    return name === undefined ? [] : fieldsOf(name, line.slice(line.text.indexOf(':') + 1))
  }

  /** Is this object itself headers by name? Values are strings (several joined with commas) or lists of strings. */
  #headerMap(object: JsonAt, certain = false): { fields: CapturedField[]; folded: boolean } | undefined {
    const fields: CapturedField[] = []
    let folded = false
    let sure = certain
    for (const { name, value } of this.#json.members(object)) {
      sure ||= isSetCookie(name.toLowerCase())
      if (value.kind === 'array') {
        for (const item of this.#json.items(value)) if (item.kind === 'string') for (const field of fieldsOf(name, this.#json.string(item))) fields.push(field)
      } else if (value.kind === 'string') {
        const parted = unfolded(name, this.#json.string(value))
        for (const field of parted.fields) fields.push(field)
        folded ||= parted.folded
      }
    }
    return sure ? { fields, folded } : undefined
  }

  #headersOf(lower: ReadonlyMap<string, JsonAt>): { fields: CapturedField[]; folded: boolean } | undefined {
    // Where several forms of the same headers stand side by side, the first that keeps cookies apart counts.
    let best: { fields: CapturedField[]; folded: boolean } | undefined
    for (const name of ['rawheaders', 'multivalueheaders', 'headers']) {
      const value = lower.get(name)
      const read = value ? this.#headers(value) : undefined
      if (read && !(best?.fields.some((field) => isSetCookie(field.lower)) ?? false)) best = read.fields.length > 0 || !best ? read : best
    }
    return best
  }

  #headers(value: JsonAt): { fields: CapturedField[]; folded: boolean } | undefined {
    if (value.kind === 'object') return this.#headerMap(value, [...this.#json.members(value)].every((member) => member.value.kind === 'string' || member.value.kind === 'array' || member.value.kind === 'number'))
    if (value.kind !== 'array') return undefined
    const items = [...this.#json.items(value)]
    const list = this.#pairs(value, items) ?? this.#stringList(items, 1)
    return list ? { fields: list.fields, folded: false } : undefined
  }

  #cookieStrings(array: JsonAt): Excerpt[] | undefined {
    const items = [...this.#json.items(array)]
    return items.every(({ kind }) => kind === 'string') ? items.map((item) => trimmed(this.#json.string(item))) : undefined
  }

  #circumstances(lower: ReadonlyMap<string, JsonAt>, outer: Circumstances): Circumstances {
    const of = (...names: string[]): JsonAt | undefined => names.map((name) => lower.get(name)).find((value) => value !== undefined)
    return {
      url: urlOf(this.#json.decoded(of('url', 'url_effective', 'requesturl'))) ?? outer.url,
      status: this.#json.number(of('status', 'statuscode', 'status_code', 'response_code')) ?? outer.status,
      method: outer.method,
    }
  }

  #response(form: InputForm, fields: readonly CapturedField[], about: Circumstances = {}, folded = false): CapturedResponse {
    this.recognised = true
    const url = about.url ?? this.#given
    const status = about.status !== undefined && about.status >= 100 && about.status <= 999 ? about.status : undefined
    return {
      form,
      ...(url ? { url } : {}),
      ...(status === undefined ? {} : { status }),
      kind: kindOf(status),
      ...(about.method === undefined ? {} : { requestMethod: about.method }),
      requestHeaders: {},
      headers: fields,
      setCookies: setCookiesOf(fields),
      ...dateOf(fields),
      attributesComplete: true,
      ...(folded ? { folded } : {}),
      notes: folded ? [foldedNote] : [],
    }
  }

  *#stored(cookies: readonly StoredCookie[], form: InputForm): Generator<CapturedResponse> {
    this.recognised = true
    yield* storedResponses(this.#json.source, form, cookies, this.#given)
  }

  /** A browser's own cookies: Playwright, Puppeteer, Cypress, Selenium, extensions. Names of members differ a little. */
  #storedCookies(array: JsonAt): StoredCookie[] | undefined {
    const cookies: StoredCookie[] = []
    for (const item of this.#json.items(array)) {
      if (item.kind !== 'object') return undefined
      const members = this.#json.object(item)
      const cookie = this.#storedCookie(members)
      if (!cookie) return undefined
      cookies.push(cookie)
    }
    return cookies
  }

  #storedCookie(members: ReadonlyMap<string, JsonAt>): StoredCookie | undefined {
    const json = this.#json
    const name = members.get('name')
    const value = members.get('value')
    if (name?.kind !== 'string' || value?.kind !== 'string' || !storeMembers.some((member) => members.has(member))) return undefined
    const domainAt = members.get('domain')
    const domain = domainAt?.kind === 'string' ? json.string(domainAt) : undefined
    const shared = domain !== undefined && (domain.text.startsWith('.') || json.isFalse(members.get('hostOnly')))
    const pathAt = members.get('path')
    const expiresAt = members.get('expires') ?? members.get('expirationDate') ?? members.get('expiry')
    const expires = json.number(expiresAt)
    const sameSiteAt = members.get('sameSite')
    const sameSite = sameSiteNames[json.text(sameSiteAt).toLowerCase()]
    const partitionedAt = members.get('partitioned') ?? members.get('partitionKey')
    const flag = (at: JsonAt | undefined): Placed | undefined => (at && json.isTrue(at) ? { value: true, start: at.start, end: json.endOf(at) } : undefined)
    const secure = flag(members.get('secure'))
    const httpOnly = flag(members.get('httpOnly'))
    const partitioned =
      partitionedAt && (partitionedAt.kind === 'string' || partitionedAt.kind === 'object') ? { value: true as const, start: partitionedAt.start, end: json.endOf(partitionedAt) } : flag(partitionedAt)
    return {
      name: json.string(name),
      value: json.string(value),
      host: domain?.text.replace(/^\./, '').toLowerCase() ?? '',
      ...(shared && domain ? { domain: domain.text.startsWith('.') ? domain.slice(1) : domain } : {}),
      ...(pathAt?.kind === 'string' ? { path: json.string(pathAt) } : {}),
      ...(expiresAt && expires !== undefined && isMoment(expires) ? { expires: { value: Math.floor(expires), start: expiresAt.start, end: json.endOf(expiresAt) } } : {}),
      ...(secure ? { secure } : {}),
      ...(httpOnly ? { httpOnly } : {}),
      ...(sameSiteAt && sameSite ? { sameSite: { value: sameSite, start: sameSiteAt.start, end: json.endOf(sameSiteAt) } } : {}),
      ...(partitioned ? { partitioned } : {}),
    }
  }
}

/** Members that cookies of a browser have besides name and value. */
const storeMembers = ['domain', 'path', 'expires', 'expirationDate', 'expiry', 'httpOnly', 'secure', 'sameSite', 'hostOnly', 'session']

/** What is "unspecified" was not sent, or the browser does not tell. */
const sameSiteNames: Readonly<Record<string, string>> = { strict: 'Strict', lax: 'Lax', none: 'None', no_restriction: 'None' }

const wellKnown = new Set(['content-type', 'content-length', 'date', 'server', 'location', 'cache-control', 'connection', 'vary', 'etag', 'transfer-encoding'])
