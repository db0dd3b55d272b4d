import { AuthlintError } from '../core/errors.ts'
import { CookieExpectations } from '../cookie/expected.ts'
import { responseOf } from '../http/subjects.ts'
import * as check from './checks.ts'
import { keysOf } from './key-material.ts'
import { jwtOptions, policyOf, type LintJwtOptions } from './lint-jwt.ts'
import { cookiePolicyOf, setCookieOptions, type LintSetCookieOptions } from './lint-set-cookie.ts'
import { checkOptions } from './options.ts'
import { exchangeOf, type ResponseFacts, type ResponseLike } from './response-like.ts'
import { startSession, type LintResult } from './session.ts'

/** Options about cookies, about tokens in the response, and what the response does not say itself. */
export interface LintResponseOptions extends Omit<LintJwtOptions, 'crack'>, Omit<LintSetCookieOptions, 'status'>, ResponseFacts {}

const { crack: _, ...tokenOptions } = jwtOptions
const { status: _status, ...cookieOptions } = setCookieOptions
export const responseOptions = { ...tokenOptions, ...cookieOptions, method: check.text, body: check.text } satisfies Record<keyof LintResponseOptions, check.Check>

/**
 * Lints a whole response: its header, the cookies it sets, and the tokens in its header, body and URL.
 *
 * Takes a fetch `Response`, a supertest or superagent response, a Playwright `APIResponse`, or a plain
 * `{ status, headers, url }`. The body is judged when it is at hand as text; that of a fetch or Playwright response has to be
 * read first and handed in: `lintResponse(response, { body: await response.clone().text() })`.
 *
 * Cookies that `expect` names, and that are not optional, must be set by this response.
 *
 * @throws AuthlintError USAGE or CONFIG_INVALID for options that do not fit, KEY_UNREADABLE when a key cannot be read
 */
export function lintResponse(response: ResponseLike, options: LintResponseOptions = {}): LintResult {
  if (!isResponse(response)) throw new AuthlintError('USAGE', 'lintResponse takes a response, as an object', 'Of fetch, await it first: lintResponse(await fetch(url)).')
  checkOptions(options, responseOptions)
  const session = startSession(options, { ...policyOf(options), ...cookiePolicyOf(options) })
  const exchange = exchangeOf(response, options)
  const circumstances = { now: session.now, policy: session.policy, roles: new Map(Object.entries(options.roles ?? {})), framework: options.framework, keys: keysOf(options), nextId: session.nextId }
  const judged = responseOf(exchange, circumstances)
  const expectations = new CookieExpectations(session.policy.cookies)
  expectations.take(judged.cookies)
  const { expected } = expectations
  session.judge(expected ? judged.with(expected) : judged)
  for (const subject of [...judged.cookies, ...judged.tokens]) session.judge(subject)
  return session.result()
}

/** A promise has no header to find anything in, and would pass. */
const isResponse = (value: unknown): boolean => typeof value === 'object' && value !== null && !('then' in value)
