// All cookie rules together, as the preset `recommended` runs them.
import type { Finding } from '../../src/core/finding.ts'
import { defaultPolicy } from '../../src/core/policy.ts'
import type { Cookie } from '../../src/cookie/cookie.ts'
import { makeCookie } from '../../src/cookie/make.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { lint } from '../../src/engine/lint.ts'
import { activeRules } from '../../src/engine/settings.ts'
import { rules } from '../../src/rules/index.ts'
import { read } from '../inputs/reading.ts'
import { cookieSubject, testNow, type CookieCase } from '../subjects.ts'

const active = activeRules(rules).get('cookie') ?? []

export const lintCookie = (cookie: Cookie, now = testNow): readonly Finding[] => lint(cookie, active, { policy: defaultPolicy, now })

/** What is found on one Set-Cookie header value. */
export const findings = (header: string, options: CookieCase = {}): readonly Finding[] => lintCookie(cookieSubject(header, options) as Cookie, options.now)

const line = ({ rule, severity }: Finding): string => `${severity} ${rule.replace('cookie/', '')}`

/** `severity rule`, without the family. */
export const said = (header: string, options?: CookieCase): string[] => findings(header, options).map(line)
/** The same without notes. */
export const loud = (header: string, options?: CookieCase): string[] => said(header, options).filter((text) => !text.startsWith('info'))

/** Reads what a user would pipe in and judges each cookie in it: name, role and what is found, without notes. */
export function judged(text: string, url?: string): { readonly name: string; readonly role: string; readonly loud: readonly string[] }[] {
  const { responses, error } = read(text, url)
  if (error) throw error
  return responses.flatMap((response) => {
    const siblings = response.setCookies.map(({ value }) => parseSetCookie(value))
    return siblings.map((parsed, i) => {
      const { attributesComplete, requestHeaders, kind } = response
      const circumstances = { attributesComplete, requestHeaders, siblings, responseKind: kind, fieldProblems: response.setCookies[i]?.problems ?? [], ...(response.url ? { url: response.url } : {}) }
      const cookie = makeCookie(`cookie-${i + 1}`, parsed, circumstances, testNow)
      return { name: cookie.name, role: cookie.role.role, loud: lintCookie(cookie).map(line).filter((found) => !found.startsWith('info')) }
    })
  })
}
