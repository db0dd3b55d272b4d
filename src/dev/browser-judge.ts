// Asks a real browser what it makes of Set-Cookie headers, and compares it with the verdict. Everything stays on loopback.
//
//   npx tsx src/dev/browser-judge.ts --browser chromium [--seed N] [--count N] [--corpus] [--tabs N]
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Excerpt, Source } from '../core/location.ts'
import { CookieJar } from '../cookie/jar.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { judgeStorage, type EffectiveCookie } from '../cookie/storage.ts'
import { launch, type BrowserCookie, type BrowserName, type Visit } from './browser-drivers.ts'
import { generateResponses, type Response } from './browser-headers.ts'
import { serveHeaders } from './browser-server.ts'

const corpora = ['cookie-storage-chromium.ndjson', 'cookies-http-state.ndjson', 'cookies-wpt.ndjson', 'cookies-realworld.ndjson']

/** A cookie in the form in which verdict and browser are compared; octets, one a character. */
interface Comparable {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly sameSite: string | null
  readonly persistent: boolean
  readonly partitioned: boolean
}

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

/** What DevTools calls the reasons that it shows. */
const shownReasons: Readonly<Record<string, string>> = {
  EXCLUDE_SECURE_ONLY: 'SecureOnly',
  EXCLUDE_DISALLOWED_CHARACTER: 'DisallowedCharacter',
  EXCLUDE_INVALID_PREFIX: 'InvalidPrefix',
  EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE: 'NameValuePairExceedsMaxSize',
  EXCLUDE_INVALID_DOMAIN: 'InvalidDomain',
  EXCLUDE_NO_COOKIE_CONTENT: 'NoCookieContent',
  EXCLUDE_SAMESITE_NONE_INSECURE: 'SameSiteNoneInsecure',
}

interface Prediction {
  readonly cookies: readonly (Comparable & { readonly expires: string | null })[]
  readonly reasons: readonly string[]
}

const parse = (header: string) => parseSetCookie(Excerpt.of(new Source('browser', header, { octets: true })))

const comparable = (name: string, value: string, effective: EffectiveCookie) => ({
  name, value, domain: `${effective.hostOnly ? '' : '.'}${effective.domain}`, path: effective.path ?? '', secure: effective.secure, httpOnly: effective.httpOnly,
  sameSite: effective.sameSite, persistent: effective.persistent, partitioned: effective.partitioned, expires: effective.expires,
})

const predict: Readonly<Record<BrowserName, (response: Response, now: number) => Prediction>> = {
  chromium: ({ url, setCookie }, now) => {
    const jar = new CookieJar()
    // A bare line break ends a header before the cookie parser sees it.
    const reasons = setCookie.flatMap((header) => jar.set(parse(header.replace(/[\r\n].*$/s, '')), new URL(url), now).reasons)
    return { cookies: jar.all(now).map((cookie) => comparable(cookie.name, cookie.value, cookie)), reasons: reasons.flatMap((reason) => shownReasons[reason] ?? []) }
  },
  firefox: ({ url, setCookie }, now) => {
    const cookies = new Map<string, Prediction['cookies'][number]>()
    for (const header of setCookie) {
      const parsed = parse(header.replace(/\n.*$/s, ''))
      const verdict = judgeStorage(parsed, new URL(url), now)
      const firefox = verdict.differs.find(({ browser }) => browser === 'firefox')
      const [name, value] = parsed.hasEquals ? [parsed.name, parsed.value] : [parsed.value, '']
      const cookie = comparable(name, value, { ...verdict.effective, ...firefox?.effective })
      const key = JSON.stringify([cookie.name, cookie.domain, cookie.path, cookie.partitioned])
      // BiDi does not show whether a cookie is partitioned.
      if (firefox?.stored ?? verdict.stored) cookies.set(key, { ...cookie, partitioned: false })
      else if (verdict.deletes && verdict.reasons.length === 0 && !firefox) cookies.delete(key)
    }
    return { cookies: [...cookies.values()], reasons: [] }
  },
}

const seen = ({ name, value, domain, path, secure, httpOnly, sameSite, expires, partitioned }: BrowserCookie): Comparable => ({
  name: octets(name), value: octets(value), domain, path: octets(path), secure, httpOnly, sameSite, persistent: expires !== null, partitioned: partitioned ?? false,
})

/** Firefox shows names as octets already. */
const asShown = (browser: BrowserName, cookie: BrowserCookie): Comparable => (browser === 'firefox' && !/[^\u0000-\u00ff]/.test(cookie.name) ? { ...seen(cookie), name: cookie.name } : seen(cookie))

const sorted = (cookies: readonly Comparable[]) => cookies.map(({ name, value, domain, path, secure, httpOnly, sameSite, persistent, partitioned }) => JSON.stringify([name, value, domain, path, secure, httpOnly, sameSite, persistent, partitioned])).sort()

function disagreement(browser: BrowserName, prediction: Prediction, visit: Visit): string | undefined {
  const [ours, theirs] = [sorted(prediction.cookies), sorted(visit.cookies.map((cookie) => asShown(browser, cookie)))]
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) return `cookies\n    ours   ${ours.join('\n           ')}\n    theirs ${theirs.join('\n           ')}`
  if (visit.blocked) {
    const [mine, shown] = [[...prediction.reasons].sort().join(), [...visit.blocked].sort().join()]
    if (mine !== shown) return `reasons\n    ours   ${mine}\n    theirs ${shown}`
  }
  for (const { name, path, domain, expires } of prediction.cookies) {
    const theirs = visit.cookies.map((cookie) => ({ ...asShown(browser, cookie), expires: cookie.expires })).find((cookie) => cookie.name === name && cookie.path === path && cookie.domain === domain)
    if (expires !== null && theirs?.expires && Math.abs(Date.parse(expires) / 1000 - theirs.expires) > 30) return `expires\n    ours   ${expires}\n    theirs ${new Date(theirs.expires * 1000).toISOString()}`
  }
  return undefined
}

const isAddress = (host: string) => /^[\d.]+$/.test(host) || host.startsWith('[')

/** Only names and addresses of this machine are ever asked for; Firefox reaches one address only. */
const mayAsk = (browser: BrowserName, url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { hostname, protocol, port } = new URL(url)
  if (port !== '' || (protocol !== 'http:' && protocol !== 'https:')) return false
  return !isAddress(hostname) || hostname === '127.0.0.1' || (browser === 'chromium' && hostname.startsWith('127.'))
}

function corpusResponses(): Response[] {
  const directory = resolve(import.meta.dirname, '../..', process.env['AUTHLINT_CORPUS'] ?? '../shared/corpus')
  const rows = corpora
    .map((file) => resolve(directory, file))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').filter((line) => line !== ''))
    .map((line) => JSON.parse(line) as { id: string; url?: string | null; setCookie?: string[] | string | null })
  return rows.flatMap(({ id, url, setCookie }) => (setCookie ? [{ id, url: url ?? 'https://app.example.com/account/login', setCookie: [setCookie].flat().map(octets) }] : []))
}

const { values: options } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chromium' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '3000' },
    corpus: { type: 'boolean', default: false },
    tabs: { type: 'string', default: '3' },
  },
})
if (options.browser !== 'chromium' && options.browser !== 'firefox') throw new Error('--browser is chromium or firefox')
const name: BrowserName = options.browser

const responses = (options.corpus ? corpusResponses() : generateResponses(Number(options.seed), Number(options.count))).filter(({ url }) => mayAsk(name, url))
const server = await serveHeaders((number) => responses[number]?.setCookie ?? [])
const browser = await launch[name](server)
const differences: string[] = []
try {
  let next = 0
  const work = async () => {
    const tab = await browser.openTab()
    for (let number = next++; number < responses.length; number = next++) {
      const response = responses[number] as Response
      const asked = new URL(response.url)
      asked.searchParams.set('n', String(number))
      const ask = async () => disagreement(name, predict[name](response, Date.now() / 1000), await tab.visit(asked.href))
      // On a busy machine an answer may be read too early: a difference counts when it comes twice.
      const why = (await ask()) === undefined ? undefined : await ask()
      if (why !== undefined) differences.push(`${response.id}  ${response.url}\n  ${JSON.stringify(response.setCookie)}\n  ${why}`)
    }
  }
  await Promise.all(Array.from({ length: Number(options.tabs) }, work))
} finally {
  await browser.close()
  server.close()
}
if (differences.length > 0) console.log(`${differences.map((text) => text.replace(/(.)\1{60,}/g, (run) => `${run[0]}{${run.length}}`)).join('\n\n')}\n`)
console.log(`${browser.version}: the verdict agrees with ${responses.length - differences.length} of ${responses.length} responses${options.corpus ? '' : ` (seed ${options.seed})`}.`)
process.exitCode = differences.length > 0 ? 1 : 0
