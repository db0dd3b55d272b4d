import type { Cookie } from '../cookie/cookie.ts'
import type { ExpectedCookies } from '../cookie/expected.ts'
import { isLoopback } from '../cookie/domain.ts'
import { noRoles } from '../cookie/role.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import { utf8 } from '../cookie/cookie.ts'
import { isObject, parseJson, type JsonDocument, type JsonNode, type JsonObject, type JsonValue } from '../core/json.ts'
import { Excerpt, Source, type Location } from '../core/location.ts'
import type { Subject, SubjectView, ViewOptions } from '../core/subject.ts'
import { count, visible } from '../core/text.ts'
import type { Jwt } from '../jwt/jwt.ts'
import { shownField } from './masked-fields.ts'
import { shownUrl } from '../core/url-secrets.ts'
import { responseView } from './view.ts'

/** A response field as sent; the value is one character an octet, white space around it gone. */
export interface Field {
  readonly name: string
  readonly lower: string
  readonly value: Excerpt
}

/** A Set-Cookie field, or one that people mistake for it. */
export interface SetCookieField {
  /** As sent: `Set-Cookie`, `set-cookie`, `Set-Cookie2`. */
  readonly field: string
  readonly value: Excerpt
  readonly problems?: readonly ('obs-fold' | 'space-before-colon' | 'bare-cr')[]
}

export interface Body {
  /** One character an octet, content coding undone. */
  readonly excerpt: Excerpt
  /** Only its beginning was kept. */
  readonly cut: boolean
}

/** A request and its response as somebody captured them, or as much of both as the capture kept. */
export interface Exchange {
  /** URL of the request. */
  readonly url?: URL
  readonly requestMethod?: string
  /** Lower-case names; empty when the capture does not show the request. */
  readonly requestHeaders: Readonly<Record<string, string>>
  /** One character an octet. */
  readonly requestBody?: string
  /** The Origin of the request was made up to see what the server answers. */
  readonly originIsProbe?: boolean
  readonly status?: number
  /** `informational` is 1xx, `connect` a proxy's answer to CONNECT, `unknown` a source without a status. */
  readonly kind: 'final' | 'informational' | 'connect' | 'not-modified' | 'unknown'
  /** In order, Set-Cookie included. */
  readonly headers: readonly Field[]
  readonly setCookies: readonly SetCookieField[]
  readonly body?: Body
  /** Where the response begins. */
  readonly start?: Excerpt
  /** The Date field, in seconds since 1970. */
  readonly date?: number
  /** When the request was sent, as the recorder noted it, in seconds since 1970; may have a fraction. */
  readonly sentAt?: number
  /** False for sources that drop attributes of cookies. */
  readonly attributesComplete: boolean
}

/** What a response carries, and what else is known of it. */
interface Carried {
  readonly cookies: readonly Cookie[]
  readonly tokens: readonly Jwt[]
  readonly sentTokens?: readonly Jwt[]
  readonly expected?: ExpectedCookies | undefined
  readonly roles?: ReadonlyMap<string, RoleName> | undefined
}

/** A whole response with the cookies and tokens it carries, as rules see it. */
export class HttpResponse implements Subject {
  readonly kind = 'response'
  readonly id: string
  readonly exchange: Exchange
  readonly cookies: readonly Cookie[]
  /** Tokens in its cookies, header, body and URL. */
  readonly tokens: readonly Jwt[]
  /** Tokens that the request sent, in its header and body, as far as somebody wants to know. */
  readonly sentTokens: readonly Jwt[]
  /** Of the last response of a run, when cookies must have come by now. */
  readonly expected: ExpectedCookies | undefined
  /** Names or patterns with `*` of cookies that the user gave roles to. */
  readonly roles: ReadonlyMap<string, RoleName>
  #json: JsonDocument | undefined

  constructor(id: string, exchange: Exchange, carried: Carried) {
    this.id = id
    this.exchange = exchange
    this.cookies = carried.cookies
    this.tokens = carried.tokens
    this.sentTokens = carried.sentTokens ?? []
    this.expected = carried.expected
    this.roles = carried.roles ?? noRoles
  }

  /** The same response as the one by which cookies must have come. */
  with(expected: ExpectedCookies): HttpResponse {
    const { id, exchange, cookies, tokens, sentTokens, roles } = this
    return new HttpResponse(id, exchange, { cookies, tokens, sentTokens, roles, expected })
  }

  get url(): URL | undefined {
    return this.exchange.url
  }

  /** Neither query nor anything secret: a line of a log is no place for either. */
  get words(): Readonly<Record<'exchange' | 'request' | 'response' | 'origin', string>> {
    const place = this.url && shownUrl(`${this.url.origin}${this.url.pathname}`, 120)
    const exchange = place && visible([this.method, place].filter(Boolean).join(' '), 140)
    return {
      exchange: exchange ?? 'this exchange',
      request: exchange === undefined ? 'request' : `request ${exchange}`,
      response: exchange === undefined ? 'response' : `response to ${exchange}`,
      origin: this.url?.origin ?? 'the server',
    }
  }

  get status(): number | undefined {
    return this.exchange.status
  }

  /** Upper case; undefined when the capture does not show it. */
  get method(): string | undefined {
    return this.exchange.requestMethod?.toUpperCase()
  }

  /** Sent over http by a machine other than this one. */
  get isPlainHttp(): boolean {
    return this.url?.protocol === 'http:' && !isLoopback(this.url)
  }

  /** Sent over https by a machine other than this one. */
  get isHttps(): boolean {
    return this.url?.protocol === 'https:' && !isLoopback(this.url)
  }

  /** All fields of that name, in order. */
  fields(lower: string): readonly Field[] {
    return this.exchange.headers.filter((field) => field.lower === lower)
  }

  /** The values of all fields of that name as one list (RFC 9110 section 5.3). */
  header(lower: string): string | undefined {
    const fields = this.fields(lower)
    return fields.length === 0 ? undefined : fields.map(({ value }) => value.text).join(', ')
  }

  requestHeader(lower: string): string | undefined {
    const { requestHeaders } = this.exchange
    return Object.hasOwn(requestHeaders, lower) ? requestHeaders[lower] : undefined
  }

  /** Octets, one a character; undefined when the capture has no body. */
  get body(): string | undefined {
    return this.exchange.body?.excerpt.text
  }

  /** `application/json` of `application/json; charset=utf-8`, in small letters. */
  get mediaType(): string | undefined {
    return this.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  }

  /** The same of what was sent. */
  get requestMediaType(): string | undefined {
    return this.requestHeader('content-type')?.split(';')[0]?.trim().toLowerCase()
  }

  get isHtml(): boolean {
    return this.mediaType === 'text/html' || this.mediaType === 'application/xhtml+xml'
  }

  /** The body when it is a JSON object, whatever its media type says. Strings in it are octets. */
  get json(): JsonObject | undefined {
    const value = this.#document()?.value
    return isObject(value) ? value : undefined
  }

  /** `status`, `body`, `body.access_token`, `header.cache-control`, `header.set-cookie[1]`, `request.url`. */
  locate(pointer?: string): Location {
    if (pointer === undefined) return this.#start().locate()
    const at = this.#excerpt(pointer)
    return at.locate(0, at.text.length, pointer)
  }

  show(pointer = 'status'): string {
    const [part, name] = split(pointer)
    if (part === 'header') {
      const field = this.#field(name)
      return field ? shownField(field) : `no ${properName(name)} field`
    }
    if (part === 'body') return name === '' ? this.#shownBody() : `${visible(name, 80)} = ${maskOf(this.json?.[name])}`
    if (part === 'request') return this.#shownRequest(name)
    return this.#statusLine()
  }

  view(options: ViewOptions): SubjectView {
    return responseView(this, options)
  }

  /** `POST https://example.com/login: status 200`. */
  #statusLine(): string {
    const request = [this.method, this.url && shownUrl(this.url.href)].filter(Boolean).join(' ')
    const status = this.status === undefined ? 'status not known' : `status ${this.status}`
    return request === '' ? status : `${visible(request, 300)}: ${status}`
  }

  #shownBody(): string {
    const { body } = this.exchange
    return body ? `body of ${body.cut ? 'more than ' : ''}${count(body.excerpt.text.length, 'octet')}${this.mediaType === undefined ? '' : ` (${visible(this.mediaType, 80)})`}` : 'no body in the capture'
  }

  #shownRequest(name: string): string {
    if (name === 'url') return `request: ${[this.method, this.url && shownUrl(this.url.href)].filter(Boolean).join(' ')}`
    if (name === 'body') return `request body of ${count(this.exchange.requestBody?.length ?? 0, 'octet')}`
    const value = this.requestHeader(name)
    return value === undefined ? `no ${properName(name)} field in the request` : `request: ${properName(name)}: (${count(value.length, 'character')})`
  }

  #start(): Excerpt {
    const { start, headers, body } = this.exchange
    return start ?? headers[0]?.value ?? body?.excerpt ?? Excerpt.of(new Source('response', ''))
  }

  #excerpt(pointer: string): Excerpt {
    const [part, name] = split(pointer)
    if (part === 'header') return this.#field(name)?.value ?? this.#start()
    if (part !== 'body') return this.#start()
    const body = this.exchange.body?.excerpt
    if (!body) return this.#start()
    const member = name === '' ? undefined : memberOf(this.#document()?.root, name)
    // A whole body may be a whole page: its beginning is place enough.
    return member ? body.slice(member.start, member.end) : body.slice(0, Math.min(1, body.text.length))
  }

  #field(name: string): Field | undefined {
    const indexed = /^(.*)\[(\d+)\]$/.exec(name)
    return indexed ? this.fields(indexed[1] ?? '')[Number(indexed[2])] : this.fields(name)[0]
  }

  #document(): JsonDocument | undefined {
    const text = this.body
    if (text === undefined || this.exchange.body?.cut || !/^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(text.slice(0, 200))) return undefined
    return (this.#json ??= parseJson(text.startsWith('\u00ef\u00bb\u00bf') ? `   ${text.slice(3)}` : text))
  }
}

/** `header.cache-control` → `header` and `cache-control`. */
function split(pointer: string): [part: string, name: string] {
  const dot = pointer.indexOf('.')
  return dot === -1 ? [pointer, ''] : [pointer.slice(0, dot), pointer.slice(dot + 1)]
}

const memberOf = (root: JsonNode | undefined, name: string): { start: number; end: number } | undefined => {
  const member = root?.members?.findLast((candidate) => candidate.name === name)
  return member && { start: member.nameStart, end: member.value.end }
}

/** `Cache-Control` of `cache-control`. */
const properName = (lower: string): string => visible(utf8(lower), 60).replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())

function maskOf(value: JsonValue | undefined): string {
  if (typeof value === 'string') return `(text of ${count(value.length, 'character')})`
  return value === undefined ? 'nothing' : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '(not shown)'
}
