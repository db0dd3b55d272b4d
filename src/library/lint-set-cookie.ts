import { Excerpt, Source } from '../core/location.ts'
import type { CookieExpectation, Policy } from '../core/policy.ts'
import { makeCookie } from '../cookie/make.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import type { RoleName } from '../cookie/role.ts'
import type { LintOptions } from './options.ts'
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

export const cookiePolicyOf = ({ expect, only }: Pick<LintSetCookieOptions, 'expect' | 'only'>): Partial<Policy> => ({ ...(expect ? { cookies: expect } : {}), ...(only ? { onlyTheseCookies: true } : {}) })

/**
 * Lints the values of the Set-Cookie headers of one response, as `Headers.getSetCookie()` gives them. A list is never
 * split at commas, for browsers do not.
 */
export function lintSetCookie(headers: string | readonly string[], options: LintSetCookieOptions = {}): LintResult {
  const session = startSession(options, cookiePolicyOf(options))
  const roles = new Map(Object.entries(options.roles ?? {}))
  const values = typeof headers === 'string' ? [headers] : headers
  const cookies = values.map((value, i) => parseSetCookie(Excerpt.of(new Source(`Set-Cookie ${i + 1}`, octets(value.replace(/^set-cookie:\s*/i, '')), { octets: true }))))
  cookies.forEach((cookie, i) => {
    const circumstances = {
      ...(options.url === undefined ? {} : { url: new URL(options.url) }),
      ...(options.status === undefined ? {} : { status: options.status }),
      ...(options.framework === undefined ? {} : { framework: options.framework }),
      attributesComplete: true,
      siblings: cookies,
    }
    session.judge(makeCookie(`cookie-${i + 1}`, cookie, circumstances, session.now, roles))
  })
  return session.result()
}
