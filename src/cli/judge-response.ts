// How a captured response is judged: by itself, each cookie it sets, each token it carries.
import type { ConfigSettings } from '../config/settings.ts'
import { cookieRoles, type RoleName } from '../cookie/role.ts'
import { CookieExpectations, type ExpectedCookies } from '../cookie/expected.ts'
import { frameworks } from '../cookie/remedies.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import type { Exchange, HttpResponse } from '../http/exchange.ts'
import { responseOf, type Circumstances } from '../http/subjects.ts'
import { readPieces } from '../inputs/read.ts'
import { oneOf, unknownValue, type Arguments, type Options } from './arguments.ts'
import type { Io } from './io.ts'
import type { Run } from './run.ts'
import { pair } from './values.ts'

/** What the user said about the cookies of a run. */
export interface CookieWishes {
  readonly roles: ReadonlyMap<string, RoleName>
  readonly framework: string | undefined
  /** `--now` was given: nothing is judged at another time. */
  readonly fixedClock: boolean
}

export const cookieWishes = (options: Options, { config, fixedClock }: { readonly config: ConfigSettings; readonly fixedClock: boolean }): CookieWishes => ({
  roles: new Map([...Object.entries(config.cookies.roles), ...rolesOf(options)]),
  framework: frameworkOf(options, config.cookies.framework),
  fixedClock,
})

function frameworkOf(options: Options, configured: string | undefined): string | undefined {
  const named = options.one('framework')
  if (named !== undefined) return oneOf('--framework', named, frameworks)
  return configured === undefined ? undefined : oneOf('cookies.framework', configured, frameworks)
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

/** The server's own clock decides what is over: a saved response is judged at its own time. */
export const circumstancesOf = (exchange: Exchange, run: Run, { roles, framework, fixedClock }: CookieWishes): Circumstances => ({
  now: fixedClock ? run.now : (exchange.date ?? run.now),
  policy: run.policy,
  roles,
  framework,
  nextId: (kind) => run.nextId(kind),
})

/** Judges responses, their cookies, and the tokens they carry that were not judged before in the same place. */
export class ResponseJudge {
  readonly #run: Run
  readonly #wishes: CookieWishes
  readonly #seenTokens = new Set<string>()
  readonly #expectations: CookieExpectations
  /** Where cookies must come, the last response waits for the end, which alone knows what did not. */
  #waiting: { readonly response: HttpResponse; readonly now: number } | undefined

  constructor(run: Run, wishes: CookieWishes) {
    this.#run = run
    this.#wishes = wishes
    this.#expectations = new CookieExpectations(run.policy.cookies)
  }

  take(exchange: Exchange): HttpResponse {
    const circumstances = circumstancesOf(exchange, this.#run, this.#wishes)
    const response = responseOf(exchange, circumstances)
    this.#judgeWaiting()
    this.#waiting = { response, now: circumstances.now }
    this.#expectations.take(response.cookies)
    if (this.#expectations.isEmpty) this.#judgeWaiting()
    return response
  }

  /** No response comes after the last one. */
  end(): void {
    this.#judgeWaiting(this.#expectations.expected)
  }

  #judgeWaiting(expected?: ExpectedCookies): void {
    if (!this.#waiting) return
    const { response, now } = this.#waiting
    this.#waiting = undefined
    this.#run.judge(expected ? response.with(expected) : response, now)
    for (const cookie of response.cookies) this.#run.judge(cookie, now)
    for (const token of response.tokens) {
      const { text, carrier } = token.parsed
      const key = `${carrier.kind} ${carrier.name ?? ''} ${text}`
      if (this.#seenTokens.has(key)) continue
      this.#seenTokens.add(key)
      this.#run.judge(token, now)
    }
  }
}

/** Files and standard input, to be read when their turn comes. */
export function capturedInputs({ operands, options }: Arguments, io: Io, example: string): readonly { readonly name: string; readonly pieces: () => Iterable<string> }[] {
  if (operands.length === 0 && io.stdin.isTerminal) throw new AuthlintError('USAGE', 'nothing to read', example)
  const stdinName = options.one('stdin-filename') ?? 'stdin'
  return (operands.length === 0 ? ['-'] : operands).map((operand) =>
    operand === '-' ? { name: stdinName, pieces: () => io.stdin.pieces() } : { name: operand.replace(/^@/, ''), pieces: () => readPieces(operand.replace(/^@/, '')) },
  )
}

/** `--url`. */
export function urlOption(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  const near = URL.canParse(`https://${text}`) ? `Did you mean https://${visible(text, 80)}?` : undefined
  throw new AuthlintError('USAGE', `--url is no http or https URL: "${visible(text, 80)}"`, near)
}
