import { AuthlintError } from '../core/errors.ts'
import { eventNames, type EventName } from '../core/event-names.ts'
import type { Subject } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import type { NamedEvent } from '../flow/events.ts'
import { isTelling } from '../flow/flow.ts'
import { practicesOf, rulesAgainst } from '../flow/practices.ts'
import { FlowRecorder } from '../flow/recorder.ts'
import { withPractices } from '../flow/view.ts'
import { clocksOf } from '../http/circumstances.ts'
import type { Exchange } from '../http/exchange.ts'
import type { FoundToken } from '../jwt/find.ts'
import { responseOf } from '../http/subjects.ts'
import { JudgedTokens, momentFor } from '../http/tokens.ts'
import { readCookieInput } from '../inputs/cookie-input.ts'
import * as check from './checks.ts'
import { keysOf } from './key-material.ts'
import { jwtOptions, policyOf, type LintJwtOptions } from './lint-jwt.ts'
import { roles } from './lint-set-cookie.ts'
import { checkOptions } from './options.ts'
import { exchangeOf, octets, type ResponseLike } from './response-like.ts'
import { startSession, type LintResult } from './session.ts'

/** One request and its answer, as a test made them. */
export interface RecordedExchange {
  readonly request: {
    readonly method?: string
    readonly url: string | URL
    /** Names in any case. */
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  }
  readonly response: ResponseLike
  /** The body of the response as text, where the response does not hold it. */
  readonly body?: string
  /** When the request was sent; a number is seconds since 1970. */
  readonly sentAt?: Date | number
}

export interface LintFlowOptions extends Omit<LintJwtOptions, 'crack'> {
  /** What cookies are for, by name or pattern with `*`. */
  readonly roles?: Readonly<Record<string, RoleName>>
  /** Which exchanges logged in, logged out and so on: numbers from 1, or paths with `*`. What is not named is looked for. */
  readonly events?: Readonly<Partial<Record<EventName, number | string | readonly (number | string)[]>>>
}

const { crack: _, ...tokenOptions } = jwtOptions
const flowOptions = { ...tokenOptions, roles, events: check.membersOf(Object.fromEntries(eventNames.map((name) => [name, check.anything]))) } satisfies Record<keyof LintFlowOptions, check.Check>

/**
 * Lints a whole recording: every response with its cookies and tokens, and the flow that they make. Takes a HAR as text or as an
 * object, any other text that `authlint scan` reads, or the exchanges of a test in order.
 *
 * @throws AuthlintError INPUT_UNRECOGNISED when text is no recording, KEY_UNREADABLE when a key cannot be read, USAGE or
 * CONFIG_INVALID for options that do not fit, such as an event that names no exchange
 */
export function lintFlow(recording: string | object | readonly RecordedExchange[], options: LintFlowOptions = {}): LintResult {
  checkOptions(options, flowOptions)
  const session = startSession(options, policyOf(options))
  const roles = new Map(Object.entries(options.roles ?? {}))
  const recorder = new FlowRecorder(roles)
  const fired = new Set<string>()
  const judgedTokens = new JudgedTokens()
  const circumstances = { policy: session.policy, roles, keys: keysOf(options), nextId: session.nextId, sentTokens: (found: FoundToken) => judgedTokens.isNew(found) }
  const judge = (subject: Subject, at: number) => {
    for (const rule of rulesAgainst(session.judge(subject, at))) fired.add(rule)
  }
  for (const exchange of exchangesOf(recording)) {
    const { now, times } = clocksOf(exchange, session.now, options.now !== undefined)
    const response = responseOf(exchange, { now, times, ...circumstances })
    for (const subject of [response, ...response.cookies]) judge(subject, now)
    const tokens = response.tokens.filter((token) => judgedTokens.isNewThere(token))
    for (const token of [...tokens, ...response.sentTokens]) judge(token, momentFor(token.claims, times))
    recorder.take(response, session.now)
  }
  const { flow, unmatched } = recorder.flow(session.nextId('flow'), namedEvents(options))
  const [missed] = unmatched
  if (missed) throw new AuthlintError('USAGE', `events.${missed.name} names no exchange: ${missed.at}`)
  if (flow && isTelling(flow)) {
    session.judge(flow, session.now, (found) => {
      for (const rule of rulesAgainst(found)) fired.add(rule)
      return withPractices(found.subject, practicesOf(flow, { fired, active: session.activeRules }))
    })
  }
  return session.result()
}

const namedEvents = ({ events = {} }: LintFlowOptions): readonly NamedEvent[] =>
  (Object.entries(events) as readonly (readonly [EventName, number | string | readonly (number | string)[]])[]).flatMap(([name, at]) => [at].flat().map((one) => ({ name, at: one })))

function exchangesOf(recording: string | object | readonly RecordedExchange[]): Iterable<Exchange> {
  if (Array.isArray(recording)) return (recording as readonly RecordedExchange[]).map(recorded)
  const text = typeof recording === 'string' ? recording : JSON.stringify(recording)
  return readCookieInput('recording', [octets(text)], { bodies: true }).responses
}

function recorded({ request, response, body, sentAt }: RecordedExchange, index: number): Exchange {
  const { method = 'GET', url, headers = {}, body: requestBody } = request
  if (!URL.canParse(String(url))) throw new AuthlintError('USAGE', `the URL of exchange ${index + 1} is not whole: "${visible(String(url), 80)}"`, 'Write it with scheme and host, as in https://app.example.com/login')
  return {
    ...exchangeOf(response, { url, method, ...(body === undefined ? {} : { body }) }),
    requestHeaders: { host: new URL(url).host, ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])) },
    ...(requestBody === undefined ? {} : { requestBody: octets(requestBody) }),
    ...(sentAt === undefined ? {} : { sentAt: typeof sentAt === 'number' ? sentAt : sentAt.getTime() / 1000 }),
  }
}
