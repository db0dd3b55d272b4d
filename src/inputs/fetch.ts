import type { IncomingMessage } from 'node:http'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { cause, cut, decompressors, open } from './connection.ts'
import { isThisMachine, type Environment } from './network.ts'

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
  if (/^\s*</.test(text)) throw failed(url, 'the answer is a web page', 'Check the address: it is probably a sign-in or error page.')
  return text
}

/** As `fetchText`, but leaves it to the caller what a status means. */
export async function fetchAnswer(address: string, { env, offline = false, timeout = 10_000, maxOctets = 1024 * 1024, maxRedirects = 3 }: FetchOptions): Promise<Answer> {
  let url = permitted(address)
  if (offline) throw failed(url, 'network access is forbidden', 'Leave --offline out, or fetch it beforehand and give the file.')
  const signal = AbortSignal.timeout(timeout)
  const visited = new Set<string>()
  for (;;) {
    visited.add(url.href)
    try {
      const response = await open(url, { headers: asking }, env, signal)
      const { statusCode: status = 0, headers } = response
      const target = redirects.includes(status) ? headers.location : undefined
      if (target === undefined) return { status, url, text: await bodyOf(response, url, maxOctets) }
      response.destroy()
      url = nextHop(url, target, visited, maxRedirects)
    } catch (error) {
      if (error instanceof AuthlintError) throw error
      if (signal.aborted) throw failed(url, `no complete answer within ${timeout / 1000} seconds`, `Try again, or fetch it yourself (curl -o keys.json ${shownWithoutQuery(url)}) and give the file.`)
      throw failed(url, ...cause(error))
    }
  }
}

/** The address of keys, as messages and reports show it. The path in full: it often names a tenant, and who mistyped that must see it. */
export const shownWithoutQuery = ({ protocol, host, pathname, search }: URL): string => visible(`${protocol}//${host}${pathname}${search === '' ? '' : '?...'}`, 300)

/** The same of what was meant for a URL and cannot be read as one. */
export const shownBrokenUrl = (text: string): string => visible(text.replace(/\/\/[^/]*@/, '//...@').replace(/\?.*/s, '?...'), 100)

const redirects: readonly number[] = [301, 302, 303, 307, 308]

const failed = (url: URL, what: string, hint = 'Fetch it yourself and give the file.'): AuthlintError => new AuthlintError('NETWORK', `cannot fetch ${shownWithoutQuery(url)}: ${what}`, hint)

/** The URL, when nobody on the way can read or change what it answers. */
function permitted(address: string): URL {
  if (!URL.canParse(address)) throw new AuthlintError('NETWORK', `${shownBrokenUrl(address)} is no URL`, 'Write it whole: https://issuer.example/jwks.json')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw failed(url, 'the URL holds a user name or password', 'Credentials in a URL end up in logs. Fetch it yourself and give the file.')
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) throw failed(url, 'it is not encrypted', 'Use https: over http anyone on the network path could replace the keys.')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw failed(url, 'only https is fetched', 'Check the address. A file is named by its path alone.')
  return url
}

function nextHop(from: URL, location: string, visited: ReadonlySet<string>, maxRedirects: number): URL {
  if (!URL.canParse(location, from.href)) throw failed(from, 'it redirects to something that is no URL', 'Name the address it should lead to, and tell whoever runs the server.')
  const target = new URL(location, from)
  target.hash = ''
  const to = shownWithoutQuery(target)
  if (target.protocol === 'http:' && !isThisMachine(target.hostname)) throw failed(from, `it redirects to ${to}, which is not encrypted`, 'Ask for an address that stays on https.')
  if (isThisMachine(target.hostname) && !isThisMachine(from.hostname)) throw failed(from, `it redirects to ${to}, which is this machine`, 'If that is meant, name that address itself.')
  if (visited.has(target.href)) throw failed(from, 'it redirects in a circle', 'Check the address with curl -vL: it may want a login.')
  if (visited.size > maxRedirects) throw failed(from, `more than ${maxRedirects} redirects`, `Name the last address itself: ${to}`)
  return permitted(target.href)
}

const asking = { accept: 'application/jwk-set+json, application/json, */*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'authlint', connection: 'close' }

/* Answers */

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
  if (!decompress) throw failed(url, `the answer is compressed in a way that authlint does not know (${visible(encoding, 40)})`)
  try {
    return decompress(body, { maxOutputLength: maxOctets }).toString('utf8')
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : failed(url, 'the compressed answer is damaged')
  }
}

const statusHint = (status: number): string =>
  status === 401 || status === 403 ? 'It wants a login. Key sets are public as a rule: check the address, or fetch it yourself and give the file.' : status >= 500 ? 'Try again later.' : 'Check the address. An issuer names that of its key set in /.well-known/openid-configuration.'
