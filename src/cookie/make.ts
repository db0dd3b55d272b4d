import { Cookie, type CookieCircumstances, type CookieFacts, type ParsedCookie } from './cookie.ts'
import { cookieRole, type RoleName } from './role.ts'
import { gatherCookieFacts } from './signature-facts.ts'
import { judgeStorage } from './storage.ts'

/**
 * Puts together everything that is known about a Set-Cookie header.
 *
 * @param now seconds since 1970
 * @param facts what cryptography finds out; by default with the built-in list of secrets
 */
export function makeCookie(
  id: string,
  parsed: ParsedCookie,
  circumstances: CookieCircumstances,
  now: number,
  roles?: ReadonlyMap<string, RoleName>,
  facts: CookieFacts = gatherCookieFacts(parsed, circumstances.siblings),
): Cookie {
  return new Cookie(id, parsed, {
    circumstances,
    browser: judgeStorage(parsed, circumstances.url, now),
    role: cookieRole(parsed, roles),
    facts,
    judgedAt: now,
  })
}
