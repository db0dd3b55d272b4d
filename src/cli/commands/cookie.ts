import { AuthlintError, type ExitStatus } from '../../core/errors.ts'
import { count, visible } from '../../core/text.ts'
import { matchesAny } from '../../core/pattern.ts'
import type { CookieExpectation, Policy } from '../../core/policy.ts'
import { cookieRoles, withoutPrefix, type RoleName } from '../../cookie/role.ts'
import { utf8, type Cookie } from '../../cookie/cookie.ts'
import { requiredCookies } from '../../cookie/expected.ts'
import { caveat } from '../../cookie/entropy.ts'
import { frameworks } from '../../cookie/remedies.ts'
import { mostSamples, SampleCollector } from '../../cookie/samples.ts'
import { HttpResponse } from '../../http/exchange.ts'
import { cookiesOf, cookieTokens } from '../../http/subjects.ts'
import { readCookieInput } from '../../inputs/cookie-input.ts'
import { readPieces } from '../../inputs/read.ts'
import type { CapturedResponse } from '../../inputs/responses.ts'
import { cookieRules } from '../../rules/cookie/index.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import missingCookie from '../../rules/response/missing-cookie.ts'
import { oneOf, unknownValue, type Arguments, type Options } from '../arguments.ts'
import type { Io } from '../io.ts'
import { conduct, startRun, type Run } from '../run.ts'
import { readSetup } from '../setup.ts'
import { pair } from '../values.ts'

/** `authlint cookie`: lint every Set-Cookie of what was captured. */
export async function run(given: Arguments, io: Io): Promise<ExitStatus> {
  const setup = await readSetup(given.options, io)
  const inputs = inputsOf(given, io)
  const url = urlOf(given.options.one('url') ?? setup.config.cookies.url)
  const circumstances: Circumstances = {
    roles: new Map([...Object.entries(setup.config.cookies.roles), ...rolesOf(given.options)]),
    framework: frameworkOf(given.options, setup.config.cookies.framework),
    fixedClock: setup.fixedClock,
    samples: given.options.flag('samples') ? new SampleCollector() : undefined,
  }
  const run = await startRun('cookie', setup, io, [...cookieRules, ...jwtRules, missingCookie], expectationsOf(given.options, setup.config.policy))
  const received = new ReceivedCookies(requiredCookies(run.policy.cookies))
  return conduct(run, () => {
    for (const { name, pieces } of inputs) {
      try {
        const input = readCookieInput(name, run.watch(name, pieces()), url ? { url } : {})
        const told = new Set<string>()
        let cookies = 0
        for (const response of input.responses) {
          const carried = judgeResponse(response, run, circumstances)
          cookies += carried.length
          received.take(response, carried)
          for (const note of response.notes) told.add(note)
        }
        run.note(`${name}: ${input.describe()}, ${count(cookies, 'cookie')}`)
        for (const note of [...input.notes, ...told]) run.note(`${name}: ${note}`)
      } catch (error) {
        if (!(error instanceof AuthlintError)) throw error
        run.problem(error)
      }
    }
    if (circumstances.samples) finishSamples(circumstances.samples, run)
    const whole = received.response(run)
    if (whole) run.judge(whole)
  })
}

/** `--expect NAME` on top of the cookies that the configuration names. */
function expectationsOf(options: Options, { cookies }: Partial<Policy>): Partial<Policy> {
  const names = options.all('expect')
  if (names.length === 0) return {}
  const required = (name: string): CookieExpectation => ({ ...(cookies && Object.hasOwn(cookies, name) ? cookies[name] : {}), optional: false })
  return { cookies: { ...cookies, ...Object.fromEntries(names.map((name) => [name, required(name)])) } }
}

/** What all responses of a run set together: an expected cookie may come in any of them, such as the first of a redirect chain. */
class ReceivedCookies {
  readonly #expected: readonly string[]
  readonly #names: ReadonlySet<string>
  /** One of each name and fate. */
  readonly #cookies = new Map<string, Cookie>()
  #last: CapturedResponse | undefined

  constructor(expected: readonly string[]) {
    this.#expected = expected
    this.#names = new Set(expected.map(withoutPrefix))
  }

  /** Keeps only what matters for the expectations: the input may be of any length. */
  take(response: CapturedResponse, cookies: readonly Cookie[]): void {
    if (this.#expected.length === 0) return
    this.#last = response
    for (const cookie of cookies) {
      const { name, isDeletion, browser } = cookie
      if (this.#names.has(withoutPrefix(name)) || matchesAny(this.#expected, name)) this.#cookies.set(`${browser.stored} ${isDeletion} ${name}`, cookie)
    }
  }

  /** Nothing when nothing is expected, or nothing could be read. */
  response(run: Run): HttpResponse | undefined {
    return this.#last && new HttpResponse(run.nextId('response'), this.#last, { cookies: [...this.#cookies.values()], tokens: [], expected: this.#expected })
  }
}

interface Circumstances {
  readonly roles: ReadonlyMap<string, RoleName>
  readonly framework: string | undefined
  readonly fixedClock: boolean
  /** Collects session ids over all inputs, when they are to be compared. */
  readonly samples: SampleCollector | undefined
}

function judgeResponse(response: CapturedResponse, run: Run, { roles, framework, fixedClock, samples }: Circumstances): readonly Cookie[] {
  // The server's own clock decides what is over: a saved response is judged at its own time.
  const now = fixedClock ? run.now : (response.date ?? run.now)
  const circumstances = { now, policy: run.policy, roles, framework, nextId: run.nextId }
  const cookies = cookiesOf(response, circumstances)
  const ready = samples ? cookies.flatMap((cookie) => samples.take(cookie, now, response.date)) : cookies.map((cookie) => ({ cookie, now }))
  for (const { cookie, now: then } of ready) run.judge(cookie, then)
  for (const token of cookieTokens(cookies, circumstances)) run.judge(token, now)
  return cookies
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

function frameworkOf(options: Options, configured: string | undefined): string | undefined {
  const named = options.one('framework')
  if (named !== undefined) return oneOf('--framework', named, frameworks)
  return configured === undefined ? undefined : oneOf('cookies.framework', configured, frameworks)
}

function inputsOf({ operands, options }: Arguments, io: Io): { name: string; pieces: () => Iterable<string> }[] {
  if (operands.length === 0 && io.stdin.isTerminal) {
    throw new AuthlintError('USAGE', 'nothing to read', 'Pipe a response in: curl -si https://example.com/login | authlint cookie. authlint cookie --help shows more.')
  }
  const stdinName = options.one('stdin-filename') ?? 'stdin'
  return (operands.length === 0 ? ['-'] : operands).map((operand) =>
    operand === '-' ? { name: stdinName, pieces: () => io.stdin.pieces() } : { name: operand.replace(/^@/, ''), pieces: () => readPieces(operand.replace(/^@/, '')) },
  )
}

function urlOf(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  const near = URL.canParse(`https://${text}`) ? `Did you mean https://${visible(text, 80)}?` : undefined
  throw new AuthlintError('USAGE', `--url is no http or https URL: "${visible(text, 80)}"`, near)
}

function rolesOf(options: Options): ReadonlyMap<string, RoleName> {
  return new Map(
    options.all('role').map((text) => {
      const [name, role] = pair('--role', text, 'NAME=ROLE, such as sid=session')
      const known = cookieRoles.find((candidate) => candidate === role)
      if (!known) throw unknownValue(`--role ${name}`, role, cookieRoles)
      return [name, known]
    }),
  )
}
