import type { Cookie } from '../cookie/cookie.ts'
import { makeCookie } from '../cookie/make.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { gatherCookieFacts } from '../cookie/signature-facts.ts'
import type { Circumstances } from './circumstances.ts'
import type { Exchange } from './exchange.ts'

/** The cookies that a response sets, as subjects. */
export function cookiesOf(exchange: Exchange, { now, roles, framework, secretLists, nextId }: Circumstances): readonly Cookie[] {
  const parsed = exchange.setCookies.map(({ value }) => parseSetCookie(value))
  return parsed.map((cookie, i) => {
    const circumstances = {
      ...(exchange.url ? { url: exchange.url } : {}),
      ...(exchange.status === undefined ? {} : { status: exchange.status }),
      requestHeaders: exchange.requestHeaders,
      attributesComplete: exchange.attributesComplete,
      siblings: parsed,
      ...(framework ? { framework } : {}),
      field: exchange.setCookies[i]?.field ?? 'Set-Cookie',
      fieldProblems: exchange.setCookies[i]?.problems ?? [],
      responseKind: exchange.kind,
    }
    return makeCookie(nextId('cookie'), cookie, circumstances, now, roles, gatherCookieFacts(cookie, parsed, secretLists))
  })
}
