import type { Cookie } from '../cookie/cookie.ts'
import { makeCookie } from '../cookie/make.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { gatherCookieFacts } from '../cookie/signature-facts.ts'
import { answersLogin } from './about.ts'
import type { Circumstances } from './circumstances.ts'
import type { Exchange } from './exchange.ts'

/** The cookies that a response sets, as subjects. */
export function cookiesOf(exchange: Exchange, { now, roles, framework, secretLists, nextId }: Circumstances): readonly Cookie[] {
  const parsed = exchange.setCookies.map(({ value }) => parseSetCookie(value))
  const isLogin = parsed.length > 0 && answersLogin(exchange)
  return parsed.map((cookie, i) => {
    // Made for each cookie of a transcript: Node 20 is ten times slower at an object that begins with what it spreads and goes on.
    const circumstances = {
      siblings: parsed,
      requestHeaders: exchange.requestHeaders,
      attributesComplete: exchange.attributesComplete,
      ...(exchange.url ? { url: exchange.url } : {}),
      ...(exchange.status === undefined ? {} : { status: exchange.status }),
      ...(framework ? { framework } : {}),
      field: exchange.setCookies[i]?.field ?? 'Set-Cookie',
      fieldProblems: exchange.setCookies[i]?.problems ?? [],
      responseKind: exchange.kind,
      answersLogin: isLogin,
    }
    return makeCookie(nextId('cookie'), cookie, circumstances, now, roles, gatherCookieFacts(cookie, parsed, secretLists))
  })
}
