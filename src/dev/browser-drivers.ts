// Real browsers, driven over their own protocols: Chromium over DevTools, Firefox over WebDriver BiDi.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { RawServer } from './browser-server.ts'

/** A cookie as the browser shows it; text, not octets. */
export interface BrowserCookie {
  readonly name: string
  readonly value: string
  /** With a leading dot when it goes to subdomains too. */
  readonly domain: string
  readonly path: string
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly sameSite: 'Strict' | 'Lax' | 'None' | null
  /** Seconds since 1970; null for a session cookie. */
  readonly expires: number | null
  /** Undefined where the browser does not show it. */
  readonly partitioned?: boolean
}

export interface Visit {
  readonly cookies: readonly BrowserCookie[]
  /** Undefined where the browser does not show why it dropped cookies. */
  readonly blocked?: readonly string[]
}

export interface Tab {
  /** Loads the URL with an empty cookie jar and says what is in the jar then. */
  visit(url: string): Promise<Visit>
}

export interface Browser {
  readonly version: string
  openTab(): Promise<Tab>
  close(): Promise<void>
}

export type BrowserName = 'chromium' | 'firefox'

export const launch: Readonly<Record<BrowserName, (server: RawServer) => Promise<Browser>>> = { chromium: launchChromium, firefox: launchFirefox }

export type Json = Record<string, unknown>

/** Commands with answers and events, as both protocols have them. */
export class Connection {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve: (result: Json) => void; reject: (error: Error) => void }>()
  readonly #listeners = new Set<(method: string, params: Json, sessionId?: string) => void>()
  #last = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as Json))
  }

  static async open(url: string): Promise<Connection> {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Connection(socket)
  }

  send(method: string, params: Json = {}, sessionId?: string): Promise<Json> {
    const id = ++this.#last
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  /** Listens until the returned function is called. */
  on(listener: (method: string, params: Json, sessionId?: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#socket.close()
  }

  #receive(message: Json): void {
    const { id, method } = message
    if (typeof method === 'string') {
      for (const listener of this.#listeners) listener(method, message['params'] as Json, message['sessionId'] as string | undefined)
      return
    }
    const waiting = this.#waiting.get(Number(id))
    this.#waiting.delete(Number(id))
    if (message['error'] === undefined) waiting?.resolve((message['result'] ?? {}) as Json)
    else waiting?.reject(new Error(JSON.stringify([message['error'], message['message']])))
  }
}

/** Ends only the process that was started here, and removes its profile. */
async function end(child: ChildProcess, profile: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  if (child.exitCode === null) {
    child.kill('SIGTERM')
    await Promise.race([ended, sleep(5000)])
    if (child.exitCode === null) child.kill('SIGKILL')
  }
  // Its own processes may write on for a moment.
  for (let tries = 1; ; tries++) {
    try {
      return rmSync(profile, { recursive: true, force: true })
    } catch (error) {
      if (tries === 20) throw error
      await sleep(250)
    }
  }
}

async function launchChromium(server: RawServer): Promise<Browser> {
  const { version, connection, close } = await startChromium(server)
  return { version, openTab: () => openChromiumTab(connection), close }
}

/** Chromium with every host name leading to this machine: port 80 and 443 to these, anything else nowhere. */
export async function startChromium({ httpPort, httpsPort }: Pick<RawServer, 'httpPort' | 'httpsPort'>): Promise<{ readonly version: string; readonly connection: Connection; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'authlint-chromium-'))
  const child = spawn(
    process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable', '--ignore-certificate-errors', '--no-proxy-server', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
      `--host-resolver-rules=MAP *:80 127.0.0.1:${httpPort},MAP *:443 127.0.0.1:${httpsPort},MAP * ~NOTFOUND`,
      'about:blank',
    ],
    { stdio: 'ignore' },
  )
  const portFile = join(profile, 'DevToolsActivePort')
  for (let tries = 0; !existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n'); tries++) {
    if (tries > 300) throw new Error('Chromium did not start')
    await sleep(100)
  }
  const [port, path] = readFileSync(portFile, 'utf8').trim().split('\n')
  const connection = await Connection.open(`ws://127.0.0.1:${port}${path}`)
  const { product } = await connection.send('Browser.getVersion')
  return {
    version: String(product),
    connection,
    close: async () => {
      connection.close()
      await end(child, profile)
    },
  }
}

async function openChromiumTab(connection: Connection): Promise<Tab> {
  const { browserContextId } = await connection.send('Target.createBrowserContext')
  const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank', browserContextId })
  const session = String((await connection.send('Target.attachToTarget', { targetId, flatten: true }))['sessionId'])
  await connection.send('Network.enable', {}, session)
  await connection.send('Page.enable', {}, session)
  return {
    visit: async (url) => {
      await connection.send('Storage.clearCookies', { browserContextId })
      let request: unknown
      const blocked = new Map<unknown, string[]>()
      let loaded = () => {}
      const load = new Promise<void>((resolve) => (loaded = resolve))
      const stop = connection.on((method, params, sessionId) => {
        if (sessionId !== session) return
        if (method === 'Network.requestWillBeSent' && params['documentURL'] === url) request ??= params['requestId']
        if (method === 'Page.loadEventFired' || method === 'Network.loadingFailed') loaded()
        if (method !== 'Network.responseReceivedExtraInfo') return
        const list = params['blockedCookies'] as { blockedReasons: string[] }[]
        blocked.set(params['requestId'], list.flatMap(({ blockedReasons }) => blockedReasons))
      })
      const { errorText } = await connection.send('Page.navigate', { url }, session)
      if (errorText === undefined) await Promise.race([load, sleep(5000)])
      const { cookies } = await connection.send('Storage.getCookies', { browserContextId })
      stop()
      const reasons = request === undefined ? undefined : blocked.get(request)
      return { cookies: (cookies as Json[]).map(fromDevTools), ...(reasons ? { blocked: reasons } : {}) }
    },
  }
}

const fromDevTools = (cookie: Json): BrowserCookie => ({
  name: String(cookie['name']),
  value: String(cookie['value']),
  domain: String(cookie['domain']),
  path: String(cookie['path']),
  secure: cookie['secure'] === true,
  httpOnly: cookie['httpOnly'] === true,
  sameSite: (cookie['sameSite'] as BrowserCookie['sameSite'] | undefined) ?? null,
  expires: cookie['session'] === true ? null : Number(cookie['expires']),
  partitioned: cookie['partitionKey'] !== undefined,
})

async function launchFirefox({ httpPort, httpsPort }: RawServer): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'authlint-firefox-'))
  const preferences = {
    'network.dns.forceResolve': '127.0.0.1',
    'network.socket.forcePort': `80=${httpPort};443=${httpsPort}`,
    'network.proxy.type': 0,
    'network.stricttransportsecurity.preloadlist': false,
    'dom.security.https_first': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'services.settings.server': 'http://127.0.0.1:9/',
    'toolkit.telemetry.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'app.update.enabled': false,
  }
  writeFileSync(join(profile, 'user.js'), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''))
  const child = spawn(process.env['FIREFOX'] ?? '/usr/bin/firefox-esr', ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile], { stdio: ['ignore', 'ignore', 'pipe'] })
  const address = await new Promise<string>((resolve, reject) => {
    let log = ''
    child.stderr.on('data', (chunk) => {
      log += String(chunk)
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(log)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`Firefox did not start: ${log.slice(-500)}`)))
  })
  const connection = await Connection.open(`${address}/session`)
  const { capabilities } = await connection.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
  const { browserName, browserVersion } = capabilities as Json
  return {
    version: `${String(browserName)} ${String(browserVersion)}`,
    openTab: () => openFirefoxTab(connection),
    close: async () => {
      connection.close()
      await end(child, profile)
    },
  }
}

async function openFirefoxTab(connection: Connection): Promise<Tab> {
  const { userContext } = await connection.send('browser.createUserContext')
  const { context } = await connection.send('browsingContext.create', { type: 'tab', userContext })
  const partition = { type: 'storageKey', userContext }
  return {
    visit: async (url) => {
      await connection.send('storage.deleteCookies', { partition })
      await connection.send('browsingContext.navigate', { context, url, wait: 'complete' }).catch(() => undefined)
      const { cookies } = await connection.send('storage.getCookies', { partition })
      return { cookies: (cookies as Json[]).map(fromBiDi) }
    },
  }
}

const bidiSameSite: Readonly<Record<string, BrowserCookie['sameSite']>> = { strict: 'Strict', lax: 'Lax', none: 'None' }

const fromBiDi = (cookie: Json): BrowserCookie => ({
  name: String(cookie['name']),
  value: textOf(cookie['value'] as { type: string; value: string }),
  domain: String(cookie['domain']),
  path: String(cookie['path']),
  secure: cookie['secure'] === true,
  httpOnly: cookie['httpOnly'] === true,
  sameSite: bidiSameSite[String(cookie['sameSite'])] ?? null,
  expires: typeof cookie['expiry'] === 'number' ? cookie['expiry'] : null,
})

const textOf = ({ type, value }: { type: string; value: string }): string => (type === 'base64' ? Buffer.from(value, 'base64').toString('utf8') : value)
