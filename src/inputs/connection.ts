// How a request gets to a server: directly or through a proxy, always with the certificate checked; and why it did not.
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { proxyFor, type Environment } from './network.ts'

/** What is asked; names of fields in any case. */
export interface Question {
  readonly method?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
}

/** Sends a request, through the proxy that the environment names, and waits for the head of the answer. Certificates are always checked. */
export async function open(url: URL, { method = 'GET', headers, body }: Question, env: Environment, signal: AbortSignal): Promise<IncomingMessage> {
  const proxy = proxyFor(url, env)
  // NODE_TLS_REJECT_UNAUTHORIZED must not turn an attacker's answer into keys, so the check is asked for each time.
  if (!proxy) return answerTo(url.protocol === 'https:' ? requestHttps(url, { method, headers, signal, agent: false, rejectUnauthorized: true }) : requestHttp(url, { method, headers, signal, agent: false }), body)
  if (url.protocol === 'http:') return answerTo(requestVia(proxy, { method, path: url.href, headers: { ...headers, host: url.host }, signal }), body)
  const socket = await tunnel(proxy, url, signal)
  const host = bare(url.hostname)
  const createConnection = () => connectTls({ socket, host, servername: isIP(host) ? '' : host, rejectUnauthorized: true })
  return answerTo(requestHttps(url, { method, headers, signal, createConnection }), body)
}

const answerTo = (request: ClientRequest, body?: Buffer): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end(body)
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
        reject(new AuthlintError('NETWORK', `${name} refused the connection to ${visible(authority, 200)} with status ${statusCode}`, hint))
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

type Decompress = (octets: Buffer, options: { maxOutputLength: number }) => Buffer
/** Servers that store a compressed file may send it so, whatever was asked for. */
export const decompressors: Readonly<Record<string, Decompress>> = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }

/* What failed, in words */

export const cut = ['the connection broke off in the middle of the answer', 'Try again.'] as const
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

/** Why a connection failed, and what to do about it. */
export function cause(error: unknown): readonly [what: string, hint?: string] {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (Object.hasOwn(causes, code)) return causes[code] ?? [code]
  if (code.startsWith('HPE_')) return ['the answer is not HTTP', 'Check host and port.']
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return ['no TLS connection could be made', 'Does the server speak https at that port?']
  return [visible(code || message, 200)]
}
