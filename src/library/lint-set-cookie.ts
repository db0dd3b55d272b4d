import { Excerpt, Source } from '../core/location.ts'
import { makeCookie } from '../cookie/make.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import type { RoleName } from '../cookie/role.ts'
import type { LintOptions } from './options.ts'
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
}

/**
 * Lints the values of the Set-Cookie headers of one response, as `Headers.getSetCookie()` gives them. A list is never
 * split at commas, for browsers do not.
 */
export function lintSetCookie(headers: string | readonly string[], options: LintSetCookieOptions = {}): LintResult {
  const session = startSession(options)
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

/**
 * One character an octet. Header APIs hand out either octets as Latin-1 characters or decoded text; what holds a
 * character beyond Latin-1 was decoded.
 */
const octets = (text: string): string => (/[^\u0000-\u00ff]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text)
