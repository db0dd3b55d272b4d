import type { IncomingMessage } from 'node:http'
import { AuthlintError } from '../core/errors.ts'
import { Excerpt, Source } from '../core/location.ts'
import { visible } from '../core/text.ts'
import { CookieJar } from '../cookie/jar.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { shownUrl } from '../core/url-secrets.ts'
import { cause, decompressors, open } from './connection.ts'
import { isThisMachine, type Environment } from './network.ts'
import { bodyLimit, dateOf, kindOf, setCookiesOf, type CapturedField, type CapturedResponse } from './responses.ts'

/** One request, as the user asked for it. */
export interface Ask {
  readonly url: URL
  readonly method: string
  /** In order; names as given. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: Buffer
  /** Sent as Origin, to see whether the server lets any site read. */
  readonly probeOrigin?: string
}

export interface AskOptions {
  readonly env: Environment
  /** Milliseconds for everything together. */
  readonly timeout: number
  readonly maxRedirects: number
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * Sends a request and follows redirects as browsers do: each response is handed out. POST becomes GET on 301, 302 and 303
 * (Fetch Standard, HTTP-redirect fetch), cookies that were set go along where they belong, and what the user gave of
 * fields stays with the origin it was given for. Any failure is an AuthlintError NETWORK in one line.
 */
export async function* ask(first: Ask, { env, timeout, maxRedirects, now }: AskOptions): AsyncGenerator<CapturedResponse> {
  const signal = AbortSignal.timeout(timeout)
  const jar = new CookieJar()
  let request = first
  for (let hop = 0; ; hop++) {
    const headers = fieldsOf(request, jar.cookiesFor(request.url, now).map(({ name, value }) => `${name}=${value}`))
    let response: IncomingMessage
    try {
      response = await open(request.url, { method: request.method, headers, ...(request.body ? { body: request.body } : {}) }, env, signal)
    } catch (error) {
      throw notReached(request.url, error, signal, timeout)
    }
    const captured = await capture(request, headers, response, { signal, timeout })
    for (const { value } of captured.setCookies) jar.set(parseSetCookie(value), request.url, now)
    yield captured
    const next = redirected(request, response)
    if (!next || maxRedirects === 0) return
    if (hop >= maxRedirects) throw failed(request.url, `more than ${maxRedirects} redirects`, `The responses up to here were judged. --max-redirects allows more; the next one is ${shownUrl(next.url.href)}`)
    if (isThisMachine(next.url.hostname) && !isThisMachine(request.url.hostname)) throw failed(request.url, `it redirects to ${shownUrl(next.url.href)}, which is this machine`, 'The responses up to here were judged. Name that address itself if it is meant.')
    request = next
  }
}

const failed = (url: URL, what: string, hint?: string): AuthlintError => new AuthlintError('NETWORK', `cannot scan ${shownUrl(url.href)}: ${what}`, hint)

function notReached(url: URL, error: unknown, signal: AbortSignal, timeout: number): AuthlintError {
  if (error instanceof AuthlintError) return error
  if (signal.aborted) return failed(url, `no answer within ${timeout / 1000} seconds`, 'Is the server there? --timeout 60s waits longer.')
  return failed(url, ...cause(error))
}

/* Requests */

/** Names and values as they are sent; the jar's cookies go behind those that the user gave. */
function fieldsOf({ headers, body, probeOrigin }: Ask, cookies: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'authlint', connection: 'close' }
  if (probeOrigin !== undefined) fields['origin'] = probeOrigin
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    const earlier = headers.find(([other]) => other.toLowerCase() === lower)?.[1] === value ? undefined : fields[lower]
    fields[lower] = earlier === undefined ? value : `${earlier}${lower === 'cookie' ? '; ' : ', '}${value}`
  }
  if (body) {
    fields['content-type'] ??= 'application/x-www-form-urlencoded'
    fields['content-length'] = String(body.length)
  }
  if (cookies.length > 0) fields['cookie'] = [fields['cookie'], ...cookies].filter(Boolean).join('; ')
  return fields
}

const redirects: readonly number[] = [301, 302, 303, 307, 308]

/** Fields that may go to another origin: everything else may be a credential. */
const harmless = new Set(['accept', 'accept-language', 'user-agent'])

function redirected(request: Ask, { statusCode: status = 0, headers: { location } }: IncomingMessage): Ask | undefined {
  if (!redirects.includes(status) || location === undefined || !URL.canParse(location, request.url.href)) return undefined
  const url = new URL(location, request.url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  url.username = ''
  url.password = ''
  const becomesGet = ((status === 301 || status === 302) && request.method === 'POST') || (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')
  const staysHere = url.origin === request.url.origin
  return {
    url,
    method: becomesGet ? 'GET' : request.method,
    headers: request.headers.filter(([name]) => (staysHere || harmless.has(name.toLowerCase())) && !(becomesGet && name.toLowerCase().startsWith('content-'))),
    ...(request.body && !becomesGet ? { body: request.body } : {}),
    ...(request.probeOrigin === undefined ? {} : { probeOrigin: request.probeOrigin }),
  }
}

/* Answers */

/** Writes a response down as a transcript, so that findings have a place in it. */
async function capture(request: Ask, headers: Record<string, string>, response: IncomingMessage, limits: { signal: AbortSignal; timeout: number }): Promise<CapturedResponse> {
  const { statusCode: status = 0, statusMessage = '', httpVersion, rawHeaders } = response
  const { text, cut, note } = await bodyOf(response, limits)
  const line = `HTTP/${httpVersion} ${status} ${statusMessage}`.trimEnd()
  let head = `${line}\r\n`
  const places: { name: string; start: number; end: number }[] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2)
    places.push({ name, start: head.length + name.length + 2, end: head.length + name.length + 2 + value.length })
    head += `${name}: ${value}\r\n`
  }
  head += '\r\n'
  const source = new Source(shownUrl(request.url.href), head + text, { octets: true })
  const fields: CapturedField[] = places.map(({ name, start, end }) => ({ name, lower: name.toLowerCase(), value: Excerpt.of(source, start, end) }))
  return {
    form: 'HTTP exchange',
    url: request.url,
    requestMethod: request.method,
    requestHeaders: headers,
    ...(request.body ? { requestBody: request.body.toString('latin1') } : {}),
    ...(request.probeOrigin === undefined ? {} : { originIsProbe: true }),
    status,
    kind: kindOf(status),
    headers: fields,
    setCookies: setCookiesOf(fields),
    ...(text === '' ? {} : { body: { excerpt: Excerpt.of(source, head.length), cut } }),
    start: Excerpt.of(source, 0, line.length),
    ...dateOf(fields),
    attributesComplete: true,
    notes: note === undefined ? [] : [note],
  }
}

/** The beginning of a body, or all of it; what breaks off is kept and said. */
async function bodyOf(response: IncomingMessage, { signal, timeout }: { signal: AbortSignal; timeout: number }): Promise<{ text: string; cut: boolean; note?: string }> {
  const parts: Buffer[] = []
  let size = 0
  let note: string | undefined
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size <= bodyLimit) continue
      note = `the body is larger than ${bodyLimit / 1024 / 1024} MB; only its beginning was judged`
      break
    }
  } catch {
    note = signal.aborted ? `the body did not end within ${timeout / 1000} seconds; what came was judged` : 'the connection broke off in the middle of the body; what came was judged'
  }
  response.destroy()
  const octets = Buffer.concat(parts).subarray(0, bodyLimit)
  const cut = note !== undefined
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (octets.length === 0 || encoding === '' || encoding === 'identity') return { text: octets.toString('latin1'), cut, ...(note === undefined ? {} : { note }) }
  const decompress = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined
  try {
    if (decompress && !cut) return { text: decompress(octets, { maxOutputLength: bodyLimit * 8 }).toString('latin1').slice(0, bodyLimit), cut }
  } catch {
    // Said below.
  }
  return { text: '', cut: false, note: `the body is compressed (${visible(encoding, 40)}) and could not be read; it was not judged` }
}
