import { cookieRoles, type RoleName } from '../core/cookie-roles.ts'
import { AuthlintError } from '../core/errors.ts'
import { Excerpt, Source } from '../core/location.ts'
import type { CookieExpectation, Policy } from '../core/policy.ts'
import { tokensInCookies } from '../cookie/tokens.ts'
import { cookiesOf } from '../http/cookies.ts'
import type { Exchange } from '../http/exchange.ts'
import { jwtsOf } from '../http/tokens.ts'
import { kindOf } from '../inputs/responses.ts'
import * as check from './checks.ts'
import { checkOptions, commonOptions, type LintOptions } from './options.ts'
import { octets } from './response-like.ts'
import { startSession, type LintResult } from './session.ts'

export interface LintSetCookieOptions extends LintOptions {
  /** URL of the request, for the rules about host, path and scheme. */
  readonly url?: string | URL
  /** What cookies are for, by name or pattern with `*`. */
  readonly roles?: Readonly<Record<string, RoleName>>
  /** Framework that fixes are written for, such as `express`. */
  readonly framework?: string
  /** Status of the response. */
  readonly status?: number
  /** What cookies must be in effect, by name or pattern with `*`. */
  readonly expect?: Readonly<Record<string, CookieExpectation>>
  /** Report cookies that `expect` does not name. */
  readonly only?: boolean
}

const expectation = check.membersOf({
  secure: check.flag,
  httpOnly: check.flag,
  sameSite: check.texts,
  partitioned: check.flag,
  hostOnly: check.flag,
  path: check.text,
  domain: check.text,
  maxAge: check.seconds,
  session: check.flag,
  optional: check.flag,
} satisfies Record<keyof CookieExpectation, check.Check>)

export const roles: check.Check = check.tableOf(check.oneOf(cookieRoles))

export const setCookieOptions = {
  ...commonOptions,
  url: check.url,
  roles,
  framework: check.text,
  status: check.status,
  expect: check.tableOf(expectation),
  only: check.flag,
} satisfies Record<keyof LintSetCookieOptions, check.Check>

export const cookiePolicyOf = ({ expect, only }: Pick<LintSetCookieOptions, 'expect' | 'only'>): Partial<Policy> => ({ ...(expect ? { cookies: expect } : {}), ...(only ? { onlyTheseCookies: true } : {}) })

/**
 * Lints the values of the Set-Cookie headers of one response, as `Headers.getSetCookie()` gives them, and the tokens in
 * those cookies. A list is never split at commas, for browsers do not.
 *
 * @throws AuthlintError USAGE or CONFIG_INVALID for headers and options that do not fit
 */
export function lintSetCookie(headers: string | readonly string[], options: LintSetCookieOptions = {}): LintResult {
  checkOptions(options, setCookieOptions)
  const values: unknown = typeof headers === 'string' ? [headers] : headers
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) {
    throw new AuthlintError('USAGE', 'lintSetCookie takes the values of Set-Cookie headers, as a text or a list of texts', 'Of a fetch response: response.headers.getSetCookie(). lintResponse takes the response itself.')
  }
  const session = startSession(options, cookiePolicyOf(options))
  const { now, policy, nextId } = session
  const circumstances = { now, policy, roles: new Map(Object.entries(options.roles ?? {})), framework: options.framework, nextId }
  const cookies = cookiesOf(setCookies(values, options), circumstances)
  const tokens = tokensInCookies(cookies).flatMap((found) => jwtsOf(found, circumstances))
  for (const subject of [...cookies, ...tokens]) session.judge(subject)
  return session.result()
}

/** Nothing is known of the response but its cookies, and what the caller says. */
const setCookies = (values: readonly string[], { url, status }: LintSetCookieOptions): Exchange => ({
  ...(url === undefined ? {} : { url: new URL(url) }),
  ...(status === undefined ? {} : { status }),
  kind: kindOf(status),
  requestHeaders: {},
  headers: [],
  setCookies: values.map((value, i) => ({ field: 'Set-Cookie', value: Excerpt.of(new Source(`Set-Cookie ${i + 1}`, octets(value.replace(/^set-cookie:\s*/i, '')), { octets: true })) })),
  attributesComplete: true,
})
