import { AuthlintError, type ExitStatus } from '../../core/errors.ts'
import { count, visible } from '../../core/text.ts'
import type { CookieReading } from '../../core/view.ts'
import type { CookieExpectation, Policy } from '../../core/policy.ts'
import { utf8, type Cookie } from '../../cookie/cookie.ts'
import { CookieExpectations } from '../../cookie/expected.ts'
import { caveat } from '../../cookie/entropy.ts'
import type { SecretList } from '../../cookie/signature-facts.ts'
import { mostSamples, SampleCollector } from '../../cookie/samples.ts'
import { tokensInCookies } from '../../cookie/tokens.ts'
import type { Circumstances as HttpCircumstances } from '../../http/circumstances.ts'
import { cookiesOf } from '../../http/cookies.ts'
import { HttpResponse } from '../../http/exchange.ts'
import { shownUrl } from '../../core/url-secrets.ts'
import { readCookieInput } from '../../inputs/cookie-input.ts'
import { isUrl } from '../../inputs/network.ts'
import type { CapturedResponse } from '../../inputs/responses.ts'
import type { FoundToken } from '../../jwt/find.ts'
import { cookieRules } from '../../rules/cookie/index.ts'
import missingCookie from '../../rules/response/missing-cookie.ts'
import type { Arguments, Options } from '../arguments.ts'
import { capturedInputs, circumstancesOf, cookieWishes, urlOption, type CookieWishes } from '../captured.ts'
import type { Io } from '../io.ts'
import { conduct, startRun, type Run } from '../run.ts'
import { readSetup } from '../setup.ts'

const example = 'Pipe a response in: curl -si https://example.com/login | authlint cookie. authlint cookie --help shows more.'

/** `authlint cookie`: lint every Set-Cookie of what was captured. */
export async function run(given: Arguments, io: Io): Promise<ExitStatus> {
  const setup = await readSetup(given.options, io)
  refuseUrls(given.operands)
  const inputs = capturedInputs(given, io, example)
  const url = urlOption(given.options.one('url') ?? setup.config.cookies.url)
  const circumstances: Circumstances = {
    ...cookieWishes(given.options, setup),
    samples: given.options.flag('samples') ? new SampleCollector() : undefined,
    secretLists: await secretLists(given.options.all('wordlist')),
    readings: given.options.flag('compare') ? (await import('../compare.ts')).readingsOf : undefined,
  }
  const run = await startRun('cookie', setup, io, [...cookieRules, missingCookie], expectationsOf(given.options, setup.config.policy))
  const expectations = new CookieExpectations(run.policy.cookies)
  let tokenJudge: TokenJudge | undefined
  let last: { readonly response: CapturedResponse; readonly carried: readonly Cookie[] } | undefined
  return conduct(run, async () => {
    for (const { name, pieces } of inputs) {
      try {
        const input = readCookieInput(name, run.watch(name, pieces()), url ? { url } : {})
        const told = new Set<string>()
        let cookies = 0
        let ending: CapturedResponse | undefined
        for (const response of input.responses) {
          const carried = judgeCookies(response, run, circumstances)
          const tokens = tokensInCookies(carried)
          if (tokens.length > 0) {
            tokenJudge ??= await loadTokenJudge(run)
            tokenJudge(tokens, circumstancesOf(response, run, circumstances))
          }
          cookies += carried.length
          expectations.take(carried)
          ending = response
          last = { response, carried }
          for (const note of response.notes) told.add(note)
        }
        run.note(`${name}: ${input.describe()}, ${count(cookies, 'cookie')}`)
        for (const note of [...input.notes, ...told, ...(cookies === 0 && ending && input.notes.length === 0 ? whyNoCookie(ending) : [])]) run.note(`${name}: ${note}`)
      } catch (error) {
        if (!(error instanceof AuthlintError)) throw error
        run.problem(error)
      }
    }
    if (circumstances.samples) finishSamples(circumstances.samples, run)
    const { expected } = expectations
    if (last && expected) run.judge(new HttpResponse(run.nextId('response'), last.response, { cookies: last.carried, tokens: [], expected }))
  })
}

/** A response without cookies passes; that it is not the one that was meant should not go unsaid. */
function whyNoCookie({ status, headers }: CapturedResponse): readonly string[] {
  if (status === undefined) return []
  const location = headers.find(({ lower }) => lower === 'location')?.value.text
  if (status >= 400) return [`status ${status} is no login that worked; curl -f ends with an error on it, and --expect NAME demands a cookie`]
  if (status >= 300 && location !== undefined) return [`it leads to ${shownUrl(utf8(location), 100)}, where the cookie may be set: curl -L follows`]
  return ['--expect NAME makes a missing cookie an error']
}

function refuseUrls(operands: readonly string[]): void {
  const url = operands.find(isUrl)
  if (url === undefined) return
  const shown = shownUrl(url, 200)
  throw new AuthlintError('USAGE', `authlint cookie sends no requests: ${shown}`, `authlint scan ${shown} does. Or: curl -si ${shown} | authlint cookie --url ${shown}`)
}

/** Lists of the user come after the built-in one, which is short. */
async function secretLists(paths: readonly string[]): Promise<readonly SecretList[] | undefined> {
  if (paths.length === 0) return undefined
  const [{ secretListOf }, { weakCookieSecrets }] = await Promise.all([import('../../inputs/wordlist.ts'), import('../../cookie/weak-secrets.ts')])
  return [weakCookieSecrets, ...paths.map(secretListOf)]
}

/** `--expect NAME` on top of the cookies that the configuration names. */
function expectationsOf(options: Options, { cookies }: Partial<Policy>): Partial<Policy> {
  const names = options.all('expect')
  if (names.length === 0) return {}
  const wrong = names.find((name) => /[=;\s]/.test(name))
  if (wrong !== undefined) throw new AuthlintError('USAGE', `--expect takes the name of a cookie, not "${visible(wrong, 60)}"`, 'What a cookie must be stands in the configuration: "cookies": { "expect": { "sid": { "httpOnly": true } } }')
  const required = (name: string): CookieExpectation => ({ ...(cookies && Object.hasOwn(cookies, name) ? cookies[name] : {}), optional: false })
  return { cookies: { ...cookies, ...Object.fromEntries(names.map((name) => [name, required(name)])) } }
}

interface Circumstances extends CookieWishes {
  /** Collects session ids over all inputs, when they are to be compared. */
  readonly samples: SampleCollector | undefined
  /** What is tried on signed cookies, when the user has lists. */
  readonly secretLists: readonly SecretList[] | undefined
  /** How other programs read a cookie, when that was asked for. */
  readonly readings: ((cookie: Cookie, now: number) => readonly CookieReading[]) | undefined
}

function judgeCookies(response: CapturedResponse, run: Run, { samples, readings, secretLists, ...wishes }: Circumstances): readonly Cookie[] {
  const circumstances = { secretLists, ...circumstancesOf(response, run, wishes) }
  const { now } = circumstances
  const read = cookiesOf(response, circumstances)
  const cookies = readings ? read.map((cookie) => cookie.with({ readings: readings(cookie, now) })) : read
  const ready = samples ? cookies.flatMap((cookie) => samples.take(cookie, now, response.date)) : cookies.map((cookie) => ({ cookie, now }))
  for (const { cookie, now: then } of ready) run.judge(cookie, then)
  return cookies
}

type TokenJudge = (tokens: readonly FoundToken[], circumstances: HttpCircumstances) => void

/** Most cookies carry no token: what judges one is loaded when the first turns up. */
async function loadTokenJudge(run: Run): Promise<TokenJudge> {
  const [{ jwtsOf }, { jwtRules }] = await Promise.all([import('../../http/tokens.ts'), import('../../rules/jwt/index.ts')])
  run.add(jwtRules)
  return (tokens, circumstances) => {
    for (const found of tokens) for (const jwt of jwtsOf(found, circumstances)) run.judge(jwt, circumstances.now)
  }
}

/** Judges the last cookie of each name with all values of that name, and says what was compared. */
function finishSamples(samples: SampleCollector, run: Run): void {
  const { counts } = samples
  for (const { cookie, now } of samples.rest()) run.judge(cookie, now)
  if (counts.length === 0) run.note('--samples: no session id was set, so there is nothing to compare')
  for (const { name, samples: compared, left } of counts) {
    const limit = left > 0 ? ` No more than ${mostSamples} values are kept; ${left} were left out.` : ''
    run.note(`${visible(utf8(name), 80)}: ${compared === 1 ? 'one value, which says nothing about others; collect several responses, each for a new session.' : `${compared} values compared. ${caveat(compared)}`}${limit}`)
  }
}
