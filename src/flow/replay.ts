import { CookieJar } from '../cookie/jar.ts'
import type { Cookie } from '../cookie/cookie.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { Excerpt, Source } from '../core/location.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { detached } from './credentials.ts'
import { clearsCookies, type CookieOutcome } from './step.ts'

/** What the cookies of a response did to a jar; nothing where no URL is known. */
export function replayed(jar: CookieJar, response: HttpResponse, now: number): readonly CookieOutcome[] {
  const { url, cookies } = response
  if (!url) return []
  const outcomes = cookies.map((cookie, i) => outcome(jar, cookie, url, now, i))
  const clearSiteData = response.header('clear-site-data')
  if (clearSiteData !== undefined && clearsCookies({ clearSiteData, url })) jar.clear(url, outcomes.flatMap(({ stored }) => stored ?? []))
  return outcomes
}

function outcome(jar: CookieJar, cookie: Cookie, url: URL, now: number, index: number): CookieOutcome {
  // A copy by itself: the jar outlives the recording that the cookie was cut out of.
  const parsed = parseSetCookie(Excerpt.of(new Source('recording', detached(cookie.parsed.excerpt.text), { octets: true })))
  const { verdict, reasons, stored, removed } = jar.set(parsed, url, now)
  const what = { name: parsed.name, role: cookie.role.role, deletes: verdict.deletes, effective: verdict.effective, reasons, at: `set-cookie[${index}]`, location: cookie.locate() }
  if (reasons.length > 0) return { did: 'rejected', ...what }
  if (verdict.deletes) return removed ? { did: 'deleted', before: removed, ...what } : { did: 'nothing-to-delete', ...what }
  return {
    did: !removed ? 'set' : removed.value === stored?.value ? 'renewed' : 'replaced',
    ...what,
    ...(stored ? { stored } : {}),
    ...(removed ? { before: removed } : {}),
  }
}
