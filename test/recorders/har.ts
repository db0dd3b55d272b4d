// A client that writes HAR 1.2 files of what it really sent and got.
import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { CookieJar } from 'tough-cookie'
import { Counted, payload, type Answer, type Ask, type Client, type Recorder } from './client.ts'

type Pair = readonly [name: string, value: string]

interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: readonly Pair[]
  readonly body: { readonly type: string; readonly text: string } | undefined
}

export const har: Recorder = {
  name: 'HAR',
  record: async (site, story) => {
    const jar = new CookieJar()
    const counted = new Counted()
    const entries: HarEntry[] = []
    const send = async (method: string, url: string, ask: Ask = {}): Promise<Answer> => {
      counted.next(ask.event)
      const { protocol, host, pathname, search } = new URL(url)
      const body = payload(ask)
      const cookies = ask.cookie ?? (await jar.getCookieString(url))
      const headers: Pair[] = [
        ['Host', host], ['User-Agent', 'orders-app/1.0'], ['Accept', '*/*'],
        ...Object.entries(ask.headers ?? {}),
        ...(cookies === '' ? [] : [['Cookie', cookies] as const]),
        ...(body ? [['Content-Type', body.type] as const] : []),
        ...(method === 'POST' ? [['Content-Length', String(Buffer.byteLength(body?.text ?? ''))] as const] : []),
        ['Connection', 'close'],
      ]
      const options = { host: '127.0.0.1', method, path: pathname + search, headers: headers.flat() as unknown as string[] }
      const message = await new Promise<IncomingMessage>((got, failed) => {
        const request = protocol === 'https:' ? tlsRequest({ ...options, port: site.httpsPort, rejectUnauthorized: false }, got) : plainRequest({ ...options, port: site.httpPort }, got)
        request.on('error', failed).end(body?.text)
      })
      const parts: Buffer[] = []
      for await (const part of message) parts.push(part as Buffer)
      const answer = { status: message.statusCode ?? 0, headers: pairs(message.rawHeaders), body: Buffer.concat(parts).toString('utf8') }
      if (ask.cookie === undefined) for (const [name, value] of answer.headers) if (/^set-cookie$/i.test(name)) await jar.setCookie(value, url, { ignoreError: true })
      entries.push(harEntry({ method, url, headers, body }, answer, message.statusMessage ?? '', new Date(site.clock.now() * 1000)))
      return answer
    }
    const client: Client = { site, get: (url, ask) => send('GET', url, ask), post: (url, ask) => send('POST', url, ask) }
    await story(client)
    const log = { version: '1.2', creator: { name: 'orders-app tests', version: '1.0' }, pages: [], entries }
    return { text: JSON.stringify({ log }, undefined, 2), events: counted.events }
  },
}

const pairs = (flat: readonly string[]): Pair[] => Array.from({ length: flat.length / 2 }, (_, n) => [flat[2 * n] ?? '', flat[2 * n + 1] ?? ''] as const)

export type HarEntry = ReturnType<typeof harEntry>

const nameValue = (list: Iterable<Pair>) => [...list].map(([name, value]) => ({ name, value }))

/** One exchange in the words of HAR 1.2. Several Set-Cookie fields stay several. */
export function harEntry(sent: Sent, answer: Answer, statusText: string, started: Date) {
  const type = answer.headers.find(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
  const sentCookies = sent.headers.filter(([name]) => /^cookie$/i.test(name)).flatMap(([, value]) => value.split('; '))
  const setCookies = answer.headers.filter(([name]) => /^set-cookie$/i.test(name)).map(([, value]) => value.split(';')[0] ?? '')
  const cookies = (list: readonly string[]) => nameValue(list.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const))
  return {
    startedDateTime: started.toISOString(),
    time: 1,
    request: {
      method: sent.method,
      url: sent.url,
      httpVersion: 'HTTP/1.1',
      cookies: cookies(sentCookies),
      headers: nameValue(sent.headers),
      queryString: nameValue(new URL(sent.url).searchParams),
      ...(sent.body ? { postData: { mimeType: sent.body.type, text: sent.body.text, ...(sent.body.type.includes('urlencoded') ? { params: nameValue(new URLSearchParams(sent.body.text)) } : {}) } } : {}),
      headersSize: -1,
      bodySize: Buffer.byteLength(sent.body?.text ?? ''),
    },
    response: {
      status: answer.status,
      statusText,
      httpVersion: 'HTTP/1.1',
      cookies: cookies(setCookies),
      headers: nameValue(answer.headers),
      content: { size: Buffer.byteLength(answer.body), mimeType: type, text: answer.body },
      redirectURL: answer.headers.find(([name]) => /^location$/i.test(name))?.[1] ?? '',
      headersSize: -1,
      bodySize: Buffer.byteLength(answer.body),
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  }
}
