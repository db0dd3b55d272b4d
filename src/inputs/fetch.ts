import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { isLoopback, proxyFor, type Environment } from './network.ts'

export interface FetchOptions {
  readonly env: Environment
  /** Every network access is forbidden. */
  readonly offline?: boolean
  /** Milliseconds for everything together: name lookup, proxy, redirects, body. */
  readonly timeout?: number
  /** Octets of the largest body that is taken. */
  readonly maxOctets?: number
  readonly maxRedirects?: number
}

export interface Answer {
  readonly status: number
  readonly text: string
  /** Where the answer came from, after redirects. */
  readonly url: URL
}

/**
 * Gets a text over https, or over http from this machine itself. Every bound holds for the whole of it, and every hop of
 * a redirect is checked like the first. Any failure is an AuthlintError NETWORK that says what failed and what to do.
 */
export async function fetchText(address: string, options: FetchOptions): Promise<string> {
  const { status, text, url } = await fetchAnswer(address, options)
  if (status !== 200) throw failed(url, `the server answered with status ${status}`, statusHint(status))
  if (text.trim() === '') throw failed(url, 'the answer is empty', 'Check the address.')
  if (/^\s*</.test(text)) throw failed(url, 'the answer is a web page', 'It is probably a sign-in or error page. Check the address, and whether it wants a login.')
  return text
}

/** As `fetchText`, but leaves it to the caller what a status means. */
export async function fetchAnswer(address: string, { env, offline = false, timeout = 10_000, maxOctets = 1024 * 1024, maxRedirects = 3 }: FetchOptions): Promise<Answer> {
  let url = permitted(address)
  if (offline) throw failed(url, 'network access is forbidden', 'Leave --offline away, or give a file.')
  const signal = AbortSignal.timeout(timeout)
  const visited = new Set<string>()
  for (;;) {
    visited.add(url.href)
    try {
      const response = await open(url, env, signal)
      const { statusCode: status = 0, headers } = response
      const target = redirects.includes(status) ? headers.location : undefined
      if (target === undefined) return { status, url, text: await bodyOf(response, url, maxOctets) }
      response.destroy()
      url = nextHop(url, target, visited, maxRedirects)
    } catch (error) {
      if (error instanceof AuthlintError) throw error
      if (signal.aborted) throw failed(url, `no complete answer within ${timeout / 1000} seconds`, `Try again, or fetch it yourself (curl -o keys.json ${shownUrl(url)}) and give the file.`)
      throw failed(url, ...cause(error))
    }
  }
}

/** A URL as messages and reports show it: what a query may hold is nobody's business. */
export const shownUrl = ({ protocol, host, pathname, search }: URL): string => visible(`${protocol}//${host}${pathname}${search === '' ? '' : '?...'}`, 300)

const redirects: readonly number[] = [301, 302, 303, 307, 308]

const failed = (url: URL, what: string, hint?: string): AuthlintError => new AuthlintError('NETWORK', `cannot fetch ${shownUrl(url)}: ${what}`, hint)

/** The URL, when nobody on the way can read or change what it answers. */
function permitted(address: string): URL {
  if (!URL.canParse(address)) throw new AuthlintError('NETWORK', `${visible(address, 100)} is no URL`, 'Write it whole: https://issuer.example/jwks.json')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw failed(url, 'the URL holds a user name or password', 'Credentials in a URL end up in logs. Fetch it yourself and give the file.')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw failed(url, 'it is not encrypted', 'Anyone on the way could put their own keys in. Use https.')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw failed(url, 'only https is fetched')
  return url
}

function nextHop(from: URL, location: string, visited: ReadonlySet<string>, maxRedirects: number): URL {
  if (!URL.canParse(location, from.href)) throw failed(from, 'it redirects to something that is no URL')
  const target = new URL(location, from)
  target.hash = ''
  const to = shownUrl(target)
  if (target.protocol === 'http:' && !isLoopback(target.hostname)) throw failed(from, `it redirects to ${to}, which is not encrypted`, 'Ask for an address that stays on https.')
  if (isLoopback(target.hostname) && !isLoopback(from.hostname)) throw failed(from, `it redirects to ${to}, which is this machine`, 'Name that address itself if it is meant.')
  if (visited.has(target.href)) throw failed(from, 'it redirects in a circle')
  if (visited.size > maxRedirects) throw failed(from, `more than ${maxRedirects} redirects`, `Name the last address itself: ${to}`)
  return permitted(target.href)
}

/* Connections */

const headers = { accept: 'application/jwk-set+json, application/json, */*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'authlint', connection: 'close' }

async function open(url: URL, env: Environment, signal: AbortSignal): Promise<IncomingMessage> {
  const proxy = proxyFor(url, env)
  // NODE_TLS_REJECT_UNAUTHORIZED must not turn an attacker's answer into keys, so the check is asked for each time.
  if (!proxy) return answerTo(url.protocol === 'https:' ? requestHttps(url, { headers, signal, agent: false, rejectUnauthorized: true }) : requestHttp(url, { headers, signal, agent: false }))
  if (url.protocol === 'http:') return answerTo(requestVia(proxy, { path: url.href, headers: { ...headers, host: url.host }, signal }))
  const socket = await tunnel(proxy, url, signal)
  const host = bare(url.hostname)
  const createConnection = () => connectTls({ socket, host, servername: isIP(host) ? '' : host, rejectUnauthorized: true })
  return answerTo(requestHttps(url, { headers, signal, createConnection }))
}

const answerTo = (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end()
  })

/** A request to the proxy itself. */
function requestVia({ protocol, hostname, port, username, password }: URL, { headers: own, ...options }: { method?: string; path: string; headers: Record<string, string>; signal: AbortSignal }): ClientRequest {
  const credentials = username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}` }
  const to = { ...options, headers: { ...own, ...credentials }, host: bare(hostname), agent: false as const }
  return protocol === 'https:' ? requestHttps({ ...to, port: port || 443, rejectUnauthorized: true }) : requestHttp({ ...to, port: port || 80 })
}

/** A way through the proxy to the server (RFC 9110 section 9.3.6), on which TLS then begins with the server itself. */
function tunnel(proxy: URL, { hostname, port }: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${hostname}:${port || 443}`
  const name = `the proxy ${visible(proxy.host, 100)}`
  return new Promise((resolve, reject) => {
    requestVia(proxy, { method: 'CONNECT', path: authority, headers: { host: authority }, signal })
      .on('connect', ({ statusCode = 0 }, socket) => {
        if (statusCode === 200) return resolve(socket as Socket)
        socket.destroy()
        const hint = statusCode === 407 ? 'Put user and password into HTTPS_PROXY: http://user:password@proxy.example:8080' : 'Ask who runs the proxy, or name the host in NO_PROXY.'
        reject(new AuthlintError('NETWORK', `${name} refused the way to ${visible(authority, 200)} with status ${statusCode}`, hint))
      })
      .on('error', (error) => {
        const [what] = cause(error)
        reject(signal.aborted ? error : new AuthlintError('NETWORK', `${name} cannot be used: ${what}`, 'Check HTTPS_PROXY, or name the host in NO_PROXY.'))
      })
      .end()
  })
}

/** IPv6 addresses stand in brackets in a URL, and without them elsewhere. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/* Answers */

type Decompress = (octets: Buffer, options: { maxOutputLength: number }) => Buffer
/** Servers that store a compressed file may send it so, whatever was asked for. */
const decompressors: Readonly<Record<string, Decompress>> = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }

async function bodyOf(response: IncomingMessage, url: URL, maxOctets: number): Promise<string> {
  const tooLarge = failed(url, `the answer is larger than ${maxOctets / 1024} KiB`, 'No key set is that large. Check the address.')
  if (Number(response.headers['content-length']) > maxOctets) {
    response.destroy()
    throw tooLarge
  }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxOctets) throw tooLarge
    parts.push(part)
  }
  if (!response.complete) throw failed(url, ...cut)
  const body = Buffer.concat(parts)
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return body.toString('utf8')
  const decompress = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined
  if (!decompress) throw failed(url, `the answer is compressed in a way that is not known here (${visible(encoding, 40)})`)
  try {
    return decompress(body, { maxOutputLength: maxOctets }).toString('utf8')
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : failed(url, 'the compressed answer is damaged')
  }
}

/* What failed, in words */

const cut = ['the connection broke off in the middle of the answer', 'Try again.'] as const
const certificateHint = 'If an authority of your own issued it, name its certificate in NODE_EXTRA_CA_CERTS.'

const causes: Readonly<Record<string, readonly [what: string, hint?: string]>> = {
  ENOTFOUND: ['there is no host of that name', 'Check the spelling, and whether a VPN or a proxy (HTTPS_PROXY) is needed.'],
  EAI_AGAIN: ['the host name could not be looked up', 'Is there a network? Check the connection, or a proxy (HTTPS_PROXY).'],
  ECONNREFUSED: ['the connection was refused', 'Nothing listens at that host and port. Is the server running?'],
  ECONNRESET: cut,
  EPIPE: cut,
  ETIMEDOUT: ['the host does not answer', 'Check the address, and whether a VPN or a proxy (HTTPS_PROXY) is needed.'],
  EHOSTUNREACH: ['the host cannot be reached'],
  ENETUNREACH: ['there is no network to that host'],
  CERT_HAS_EXPIRED: ['its TLS certificate has expired', 'Whoever runs the server must renew it.'],
  CERT_NOT_YET_VALID: ['its TLS certificate is not valid yet', 'Is the clock of this machine right?'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['its TLS certificate is self-signed', certificateHint],
  SELF_SIGNED_CERT_IN_CHAIN: ['its TLS certificate comes from an authority that is not trusted', certificateHint],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['its TLS certificate comes from an authority that is not trusted', certificateHint],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['its TLS certificate comes from an authority that is not trusted', certificateHint],
  ERR_TLS_CERT_ALTNAME_INVALID: ['its TLS certificate is for another host', 'Check the host name.'],
  HPE_HEADER_OVERFLOW: ['the header of the answer is too large'],
}

const statusHint = (status: number): string =>
  status === 401 || status === 403 ? 'It wants a login. Key sets are public as a rule: check the address, or fetch it yourself and give the file.' : status >= 500 ? 'Try again later.' : 'Check the address.'

function cause(error: unknown): readonly [what: string, hint?: string] {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (Object.hasOwn(causes, code)) return causes[code] ?? [code]
  if (code.startsWith('HPE_')) return ['the answer is not HTTP', 'Check host and port.']
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return ['no TLS connection could be made', 'Does the server speak https at that port?']
  return [visible(code || message, 200)]
}
