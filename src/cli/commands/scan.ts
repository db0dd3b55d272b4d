import { existsSync } from 'node:fs'
import { AuthlintError, type ExitStatus } from '../../core/errors.ts'
import { eventNames } from '../../core/event-names.ts'
import type { Judged } from '../../core/report.ts'
import { count, visible } from '../../core/text.ts'
import { eventName, exchangeNamed, type NamedEvent } from '../../flow/events.ts'
import { isSanitised, isTelling } from '../../flow/flow.ts'
import { practicesOf, rulesAgainst } from '../../flow/practices.ts'
import { FlowRecorder } from '../../flow/recorder.ts'
import { withPractices } from '../../flow/view.ts'
import { shownUrl } from '../../core/url-secrets.ts'
import { readCookieInput } from '../../inputs/cookie-input.ts'
import { isUrl } from '../../inputs/network.ts'
import type { CapturedResponse, InputForm } from '../../inputs/responses.ts'
import { cookieRules } from '../../rules/cookie/index.ts'
import { jwtRules } from '../../rules/jwt/index.ts'
import { flowRules } from '../../rules/flow/index.ts'
import { responseRules } from '../../rules/response/index.ts'
import { unknownValue, type Arguments, type Options } from '../arguments.ts'
import { capturedInputs, cookieWishes, urlOption } from '../captured.ts'
import type { Io } from '../io.ts'
import { ResponseJudge, type ResponseWishes } from '../judge-response.ts'
import { conduct, startRun, type Run } from '../run.ts'
import { limitsOf, requestsOf } from '../request-options.ts'
import { readSetup } from '../setup.ts'
import { tokenWishes } from '../token-options.ts'
import { pair } from '../values.ts'

const example = 'Name a HAR file, a saved response or a URL: authlint scan login.har, authlint scan https://staging.example.com/login. authlint scan --help shows more.'

/** `authlint scan`: lint whole responses, out of files or asked for. */
export async function run(given: Arguments, io: Io): Promise<ExitStatus> {
  const { operands, options } = given
  const setup = await readSetup(options, io)
  refuseBareHosts(operands)
  const files = operands.length > 0 && operands.every(isUrl) ? [] : capturedInputs({ operands: operands.filter((operand) => !isUrl(operand)), options }, io, example)
  const base = urlOption(options.one('url') ?? setup.config.cookies.url)
  const requests = requestsOf(operands.filter(isUrl), options, io)
  const limits = limitsOf(options, io.env, setup.now)
  const tokens = await tokenWishes(options, setup.config, io)
  const wishes = { ...cookieWishes(options, setup), keys: tokens.keys }
  const events = namedEvents(options, setup.config.events)
  const run = await startRun('scan', setup, io, [...cookieRules, ...flowRules, ...jwtRules, ...responseRules], tokens.policy)
  const scanned = new Scanned(run, wishes)

  return conduct(run, async () => {
    for (const { name, pieces } of files) {
      await attempt(run, async () => {
        const input = readCookieInput(name, run.watch(name, pieces()), { bodies: true, ...(base ? { url: base } : {}) })
        try {
          for (const response of input.responses) await scanned.take(response)
        } finally {
          if (input.form !== undefined) scanned.finish(name, input.describe(), input.notes)
        }
      })
    }
    for (const request of requests) {
      await attempt(run, async () => {
        const name = shownUrl(request.url.href)
        if (options.flag('offline')) throw new AuthlintError('NETWORK', `cannot scan ${name}: network access is forbidden`, 'Leave --offline away, or save the response with curl -si and scan the file.')
        const { ask } = await import('../../inputs/ask.ts')
        let responses = 0
        try {
          for await (const response of ask(request, limits)) {
            responses++
            await scanned.take(response)
          }
        } finally {
          if (responses > 0) scanned.finish(name, `${request.method}, ${count(responses, 'response')}`, [])
        }
      })
    }
    await scanned.end()
    scanned.judgeFlow(events)
  })
}

async function attempt(run: Run, work: () => Promise<void> | void): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof AuthlintError)) throw error
    run.problem(error)
  }
}

/** Forms that keep cookies, and nothing else of the response. */
const cookiesOnly = new Set<InputForm>(['Set-Cookie lines', 'bare cookies', 'JSON cookies', 'cookie jar', 'browser storage state', 'browser cookies', 'nginx configuration', 'Apache configuration', 'Caddy configuration'])

/** Judges responses as they come, and keeps count of what an input held. */
class Scanned {
  readonly #run: Run
  readonly #judge: ResponseJudge
  readonly #recorder: FlowRecorder
  /** Rules that found something, also where that was accepted. */
  readonly #fired = new Set<string>()
  #cookies = 0
  #told = new Set<string>()

  constructor(run: Run, wishes: ResponseWishes) {
    this.#run = run
    this.#judge = new ResponseJudge(run, wishes, (judged) => this.#count(judged))
    this.#recorder = new FlowRecorder(wishes.roles)
  }

  async take(response: CapturedResponse): Promise<void> {
    if (cookiesOnly.has(response.form)) {
      throw new AuthlintError('INPUT_UNRECOGNISED', `${visible(response.form)} hold no complete response`, 'authlint cookie judges cookies by themselves. curl -si saves a complete response.')
    }
    this.#cookies += response.setCookies.length
    for (const note of response.notes) this.#told.add(note)
    this.#recorder.take(await this.#judge.take(response), this.#run.now)
  }

  finish(name: string, description: string, notes: readonly string[]): void {
    this.#run.note(`${name}: ${description}, ${count(this.#cookies, 'cookie')}`)
    for (const note of [...notes, ...this.#told]) this.#run.note(`${name}: ${note}`)
    this.#cookies = 0
    this.#told = new Set()
  }

  async end(): Promise<void> {
    await this.#judge.end()
  }

  /** All inputs together are one recording. */
  judgeFlow(named: readonly NamedEvent[]): void {
    const { flow, unmatched, notes } = this.#recorder.flow(this.#run.nextId('flow'), named)
    for (const note of notes) this.#run.note(note)
    for (const { name, at } of unmatched) {
      this.#run.problem(new AuthlintError('USAGE', `--${name} matches no exchange: ${typeof at === 'number' ? `there is no #${at}` : visible(at, 80)}`, 'The flow in the report numbers the exchanges; a path such as /logout or /api/*/logout names them too.'))
    }
    if (!flow || !isTelling(flow)) return
    if (isSanitised(flow)) {
      this.#run.problem(new AuthlintError('INPUT_SANITISED', 'the recording shows a login, but no cookie and no token anywhere: they were taken out when it was saved', 'Chrome keeps them with "Export HAR (with sensitive data)" (Settings, Preferences, Network). Without them no session can be judged.'))
    }
    this.#run.judge(flow, this.#run.now, (judged) => {
      this.#count(judged)
      return withPractices(judged.subject, practicesOf(flow, { fired: this.#fired, active: this.#run.activeRules }))
    })
  }

  #count(judged: Judged): void {
    for (const rule of rulesAgainst(judged)) this.#fired.add(rule)
  }
}

/* What happened when, in the user's own words */

/** Options first: an event that the configuration names, too, is meant otherwise this time. */
function namedEvents(options: Options, configured: readonly NamedEvent[]): readonly NamedEvent[] {
  const short = (['login', 'logout', 'refresh'] as const).flatMap((name) => options.all(name).map((text) => ({ name, at: exchangeOf(`--${name}`, text) })))
  const said = [...short, ...options.all('event').map(eventOf)]
  return [...said, ...configured.filter(({ name }) => !said.some((event) => event.name === name)).map((event) => ({ ...event, mayMiss: true }))]
}

function eventOf(text: string): NamedEvent {
  const [word, where] = pair('--event', text, 'NAME=#N, such as password-change=#12')
  const name = eventName(word)
  if (!name) throw unknownValue('--event', word, eventNames)
  return { name, at: exchangeOf(`--event ${name}`, where) }
}

function exchangeOf(option: string, text: string): number | string {
  const exchange = exchangeNamed(text)
  if (exchange === undefined) throw new AuthlintError('USAGE', `${option} takes the number of an exchange or a path, not "${visible(text, 40)}"`, `For example: ${option} '#5' or ${option} /logout`)
  return exchange
}

/** `localhost:3000/login` names a host to whoever writes it, and a file to this command. */
function refuseBareHosts(operands: readonly string[]): void {
  const host = operands.find((operand) => /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d{1,5})?(?:\/|$)/.test(operand) && !/\.(?:har|txt|http|log|json)$/i.test(operand) && !existsSync(operand))
  if (host === undefined) return
  const url = `${/^(?:localhost|127\.)/.test(host) ? 'http' : 'https'}://${host}`
  throw new AuthlintError('USAGE', `there is no file ${shownUrl(url, 100).replace(/^https?:\/\//, '')}`, `A request takes the whole URL: authlint scan ${shownUrl(url, 100)}`)
}
