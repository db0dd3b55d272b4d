// What the commands on captured responses share: where they are read from, and what the user said about their cookies.
import { existsSync } from 'node:fs'
import type { ConfigSettings } from '../config/settings.ts'
import { cookieRoles, type RoleName } from '../core/cookie-roles.ts'
import { frameworks } from '../cookie/remedies.ts'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import { clocksOf, type Circumstances } from '../http/circumstances.ts'
import type { Exchange } from '../http/exchange.ts'
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

/** With `--now` everything is judged as of then. */
export const circumstancesOf = (exchange: Exchange, run: Run, { roles, framework, fixedClock }: CookieWishes): Circumstances & { readonly times: readonly number[] } => ({
  policy: run.policy,
  roles,
  framework,
  nextId: (kind) => run.nextId(kind),
  ...clocksOf(exchange, run.now, fixedClock),
})

/** Files, standard input and header lines given as an argument, to be read when their turn comes. */
export function capturedInputs({ operands, options }: Pick<Arguments, 'operands' | 'options'>, io: Io, example: string): readonly { readonly name: string; readonly pieces: () => Iterable<string> }[] {
  if (operands.length === 0 && io.stdin.isTerminal) throw new AuthlintError('USAGE', 'nothing to read', example)
  const stdinName = options.one('stdin-filename') ?? 'stdin'
  return (operands.length === 0 ? ['-'] : operands).map((operand, i) => {
    if (operand === '-') return { name: stdinName, pieces: () => io.stdin.pieces() }
    if (isHeaderText(operand) && !existsSync(operand)) return { name: `argument ${i + 1}`, pieces: () => [Buffer.from(operand, 'utf8').toString('latin1')] }
    const path = operand.replace(/^@/, '')
    return { name: path, pieces: () => readPieces(path) }
  })
}

/** Whole lines of a header or a cookie with attributes, and no name of a file. */
const isHeaderText = (operand: string): boolean => /^\s*(?:set-)?cookie\s*:|^[^\s=;/\\]+=[^;]*;|[\r\n]/i.test(operand)

/** `--url`. */
export function urlOption(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  const near = /^[^/\s]/.test(text) && URL.canParse(`https://${text}`) ? `Did you mean https://${visible(text, 80)}?` : undefined
  throw new AuthlintError('USAGE', `--url is not an http or https URL: "${visible(text, 80)}"`, near)
}
