// Recordings by a real Chromium: what DevTools would export as "HAR (with sensitive data)", made of the same events.
import { startChromium, type Connection, type Json } from '../../src/dev/browser-drivers.ts'
import type { Site } from '../servers/serve.ts'
import { Counted, type EventName, type Recording } from './client.ts'
import { harEntry } from './har.ts'

/** A tab that a person uses. Each step ends when the page it led to is there. */
export interface Page {
  readonly site: Site
  open(url: string): Promise<void>
  /** Fills the fields of the first form that has them, and sends it. */
  submit(action: string, fields: Readonly<Record<string, string>>, event?: EventName): Promise<void>
  /** What the page's own script would do; gives what the JSON of the answer holds. */
  fetch(path: string, init?: Readonly<Record<string, unknown>>, event?: EventName): Promise<Json>
  /** Cookies as they are now, to be put back later. */
  cookies(): Promise<readonly Json[]>
  putBack(cookies: readonly Json[]): Promise<void>
}

interface Hop {
  readonly request: Json
  /** Seconds since 1970. */
  readonly started: number
  readonly initiator: unknown
  readonly resourceType: unknown
  response?: Json
  /** As they went over the wire, cookies included. */
  sentHeaders?: Json
  gotHeaders?: Json
  statusText?: string
}

export async function recordWithChromium(site: Site, story: (page: Page) => Promise<void>): Promise<Recording & { readonly version: string }> {
  const { version, connection, close } = await startChromium(site)
  try {
    const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' })
    const session = String((await connection.send('Target.attachToTarget', { targetId, flatten: true }))['sessionId'])
    const send = (method: string, params: Json = {}) => connection.send(method, params, session)
    const network = watch(connection, session, send, site.clock.now)
    await send('Network.enable')
    await send('Page.enable')
    const counted = new Counted()
    const loaded = () => new Promise<void>((done) => {
      const off = connection.on((method, _, from) => {
        if (from !== session || method !== 'Page.loadEventFired') return
        off()
        done()
      })
    })
    await story({
      site,
      open: async (url) => {
        const done = loaded()
        await send('Page.navigate', { url })
        await done
      },
      submit: async (action, fields, event) => {
        if (event) counted.events.push([event, network.count() + 1])
        const done = loaded()
        const fill = Object.entries(fields).map(([name, value]) => `form.elements[${JSON.stringify(name)}].value = ${JSON.stringify(value)};`).join(' ')
        const { exceptionDetails } = await send('Runtime.evaluate', { expression: `{ const form = document.querySelector('form[action="${action}"]'); ${fill} form.querySelector('button').click() }`, userGesture: true })
        if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
        await done
      },
      fetch: async (path, init = {}, event) => {
        if (event) counted.events.push([event, network.count() + 1])
        const expression = `fetch(${JSON.stringify(path)}, ${JSON.stringify(init)}).then((answer) => answer.text()).then((text) => text === '' ? {} : JSON.parse(text))`
        const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
        if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
        return (result as { readonly value: Json }).value
      },
      cookies: async () => (await send('Network.getAllCookies'))['cookies'] as Json[],
      putBack: async (cookies) => {
        await send('Network.setCookies', { cookies: cookies.map(({ name, value, domain, path, secure, httpOnly, sameSite }) => ({ name, value, domain, path, secure, httpOnly, sameSite, url: `https://${String(domain)}/` })) })
      },
    })
    const entries = await network.entries()
    const [name = 'Chrome', number = ''] = version.split('/')
    const log = { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, browser: { name, version: number }, pages: [], entries }
    return { text: `${JSON.stringify({ log }, undefined, 2)}\n`, events: counted.events, version }
  } finally {
    await close()
  }
}

/** Gathers requests and their answers; the answer to a redirected one comes with the next. */
function watch(connection: Connection, session: string, send: (method: string, params: Json) => Promise<Json>, now: () => number) {
  const hops: (Hop & { readonly id: string })[] = []
  /** The fields as sent come in events of their own, before or after the others, in the order of the redirects. */
  const extra = { sent: new Map<string, Json[]>(), got: new Map<string, Json[]>() }
  /** Asked for at once: the next page takes the room. */
  const bodies = new Map<string, Promise<string>>()
  const keep = (map: Map<string, Json[]>, id: string, params: Json) => void map.set(id, [...(map.get(id) ?? []), params])
  const open = (id: string) => hops.findLast((hop) => hop.id === id)
  const listeners: Readonly<Record<string, (id: string, params: Json) => void>> = {
    'Network.requestWillBeSent': (id, params) => {
      const redirected = params['redirectResponse'] as Json | undefined
      const before = open(id)
      if (redirected && before) before.response = redirected
      hops.push({ id, request: params['request'] as Json, started: now(), initiator: params['initiator'], resourceType: params['type'] })
    },
    'Network.responseReceived': (id, params) => {
      const hop = open(id)
      if (hop) hop.response = params['response'] as Json
    },
    'Network.loadingFinished': (id) => void bodies.set(id, send('Network.getResponseBody', { requestId: id }).then(({ body }) => String(body), () => '')),
    'Network.requestWillBeSentExtraInfo': (id, params) => keep(extra.sent, id, params),
    'Network.responseReceivedExtraInfo': (id, params) => keep(extra.got, id, params),
  }
  connection.on((method, params, from) => {
    if (from === session) listeners[method]?.(String(params['requestId']), params)
  })
  const own = () => hops.filter(({ request }) => /^https?:/.test(String(request['url'])) && !String(request['url']).endsWith('/favicon.ico'))
  return {
    count: () => own().length,
    entries: async () => {
      const taken = new Map<string, number>()
      const entries: object[] = []
      for (const hop of own()) {
        const n = taken.get(hop.id) ?? 0
        taken.set(hop.id, n + 1)
        const sent = fields((extra.sent.get(hop.id)?.[n]?.['headers'] ?? hop.request['headers']) as Json)
        const got = fields((extra.got.get(hop.id)?.[n]?.['headers'] ?? hop.response?.['headers'] ?? {}) as Json)
        const status = Number(extra.got.get(hop.id)?.[n]?.['statusCode'] ?? hop.response?.['status'] ?? 0)
        const redirects = status >= 300 && status < 400
        const body = redirects ? '' : ((await bodies.get(hop.id)) ?? '')
        const posted = hop.request['postData']
        const type = sent.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
        const entry = harEntry(
          { method: String(hop.request['method']), url: String(hop.request['url']), headers: sent, body: typeof posted === 'string' ? { type, text: posted } : undefined },
          { status, headers: got, body }, String(hop.response?.['statusText'] ?? ''), new Date(hop.started * 1000),
        )
        entries.push({ _initiator: hop.initiator, _priority: hop.request['initialPriority'], _resourceType: String(hop.resourceType).toLowerCase(), ...entry, serverIPAddress: hop.response?.['remoteIPAddress'] })
      }
      return entries
    },
  }
}

/** Several fields of one name come as one with line breaks; DevTools exports them as several. */
const fields = (headers: Json): (readonly [string, string])[] => Object.entries(headers).flatMap(([name, value]) => String(value).split('\n').map((one) => [name, one] as const))
