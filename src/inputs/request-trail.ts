import { isLoopback } from '../cookie/domain.ts'
import { urlOf } from './responses.ts'

/** What is known about the request of the next response. */
export interface RequestContext {
  readonly url?: URL
  readonly requestMethod?: string
  readonly requestHeaders: Readonly<Record<string, string>>
  /** One character an octet. */
  readonly requestBody?: string
}

/**
 * Works out which URL each response of a capture answers.
 *
 * The capture's own word comes first (request lines, wget's URL lines). A URL that the user gave is that of the first
 * request: it replaces what the capture says for that host (staging behind another name), and following the Location
 * of each redirect from it gives the URLs of later responses. A response that follows no redirect is taken for
 * another one from the given URL.
 */
export class RequestTrail {
  readonly #given: URL | undefined
  /** Origin of the first request that the capture shows. */
  #firstOrigin: string | undefined
  #seen: URL | undefined
  #next: URL | undefined
  #method: string | undefined
  #headers: Readonly<Record<string, string>> = {}
  #body: string | undefined
  /** What connection noise says of the present connection; undefined when there is none. */
  #secure: boolean | undefined
  readonly #schemes = new Map<string, boolean>()

  constructor(given?: URL) {
    this.#given = given
  }

  get method(): string | undefined {
    return this.#method
  }

  /** A line of curl's own (`* ...`), without its mark. */
  noise(text: string): void {
    const pseudoScheme = /\[:scheme: (https?)\]/.exec(text)?.[1] ?? /OPENED stream for (https?):/.exec(text)?.[1]
    if (pseudoScheme) this.#secure = pseudoScheme === 'https'
    // What was left out of a shortened transcript may be the handshake; on its port nothing else is spoken.
    else if (/^(?:Connected to|Established connection to) /.test(text)) this.#secure = / port 443\b/.test(text)
    else if (/^(?:SSL connection using|TLSv1|ALPN[:,] |schannel: |Server certificate:|QUIC |using HTTP\/3)/.test(text)) this.#secure = true
    else if (/^Re-?using existing /i.test(text)) this.#secure = /^Re-?using existing https: /i.test(text) ? true : undefined
  }

  /** A whole request head. */
  request(method: string, target: string, headers: Readonly<Record<string, string>>): void {
    this.#method = method
    this.#headers = headers
    this.#body = undefined
    // A tunnel is not yet the request, and whether it is secure is decided inside.
    this.#seen = method === 'CONNECT' ? undefined : this.#target(target, headers['host'])
  }

  /** The body that went with the last request. */
  requestBody(text: string): void {
    this.#body = text
  }

  /** The URL itself, where the capture names it. */
  requestUrl(text: string): void {
    this.#seen = urlOf(text)
    this.#method = undefined
    this.#headers = {}
  }

  get context(): RequestContext {
    const url = this.#url()
    return {
      requestHeaders: this.#headers,
      ...(url ? { url } : {}),
      ...(this.#method === undefined ? {} : { requestMethod: this.#method }),
      ...(this.#body === undefined ? {} : { requestBody: this.#body }),
    }
  }

  /** The response that answers the request for good. */
  answered(status: number, location: string | undefined): void {
    const url = this.#url()
    if (this.#seen) this.#firstOrigin ??= this.#seen.origin
    const redirect = status >= 300 && status < 400 && status !== 304 && location !== undefined
    this.#next = redirect ? urlOf(location, url) : status === 401 || status === 407 ? url : undefined
    this.#seen = undefined
    this.#method = undefined
    this.#headers = {}
    this.#body = undefined
  }

  #url(): URL | undefined {
    if (!this.#given) return this.#seen ?? this.#next
    if (!this.#seen) return this.#next ?? this.#given
    if (this.#firstOrigin === undefined) return this.#given
    return this.#seen.origin === this.#firstOrigin ? urlOf(this.#given.origin + this.#seen.pathname + this.#seen.search) : this.#seen
  }

  #target(target: string, host: string | undefined): URL | undefined {
    if (/^https?:/i.test(target)) return urlOf(target)
    if (host === undefined || !/^[\w.:[\]-]{1,260}$/.test(host)) return undefined
    // Origin-form may begin with two slashes, which a resolver would take for a host.
    const at = (scheme: string) => urlOf(`${scheme}://${host}${target.startsWith('/') ? target : '/'}`)
    const plain = at('http')
    if (!plain) return undefined
    // Where nothing tells the scheme, https is what a public host speaks and http what a developer's own machine does.
    const secure = this.#secure ?? this.#schemes.get(host) ?? !isLoopback(plain)
    this.#schemes.set(host, secure)
    return secure ? at('https') : plain
  }
}
