import { Cookie, type CookieCircumstances, type CookieFacts, type ParsedCookie } from './cookie.ts'
import { likenessOf, mouldOf, roleIn } from './mould.ts'
import { cookieRole, noRoles, roleAmong } from './role.ts'
import type { RoleName } from '../core/cookie-roles.ts'
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
  roles: ReadonlyMap<string, RoleName> = noRoles,
  facts: CookieFacts = gatherCookieFacts(parsed, circumstances.siblings),
): Cookie {
  const mould = mouldOf(parsed, circumstances.url, now, roles)
  const shown = mould ? roleIn(mould, parsed, roles) : cookieRole(parsed, roles)
  const role = roleAmong(shown, parsed, circumstances)
  const isAlike = mould && circumstances.samples === undefined && facts.weakSignature === undefined
  return new Cookie(id, parsed, {
    circumstances,
    browser: mould?.browser ?? judgeStorage(parsed, circumstances.url, now),
    role,
    roles,
    facts,
    judgedAt: now,
    likeness: isAlike ? likenessOf(mould, role, circumstances) : undefined,
  })
}
