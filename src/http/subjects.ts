import type { Cookie } from '../cookie/cookie.ts'
import { makeCookie } from '../cookie/make.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import type { RoleName } from '../cookie/role.ts'
import { gatherCookieFacts, type SecretList } from '../cookie/signature-facts.ts'
import { tokensInCookies } from '../cookie/tokens.ts'
import { Excerpt, Source } from '../core/location.ts'
import type { Policy } from '../core/policy.ts'
import { findIn, type FoundToken } from '../jwt/find.ts'
import { gatherFacts } from '../jwt/gather-facts.ts'
import { parseJwt, type Jwt } from '../jwt/jwt.ts'
import { noKeys, type KeyRing } from '../jwt/keys.ts'
import { makeJwt } from '../jwt/make.ts'
import { HttpResponse, type Exchange } from './exchange.ts'
import { parametersOf } from './url-secrets.ts'

export interface Circumstances {
  /** Seconds since 1970. */
  readonly now: number
  readonly policy: Policy
  readonly roles?: ReadonlyMap<string, RoleName> | undefined
  /** Framework that fixes are written for. */
  readonly framework?: string | undefined
  readonly keys?: KeyRing
  /** What is tried on signed cookies; the built-in list when absent. */
  readonly secretLists?: readonly SecretList[] | undefined
  /** Id for the next subject of a kind. */
  nextId(kind: string): string
}

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

/** The tokens that cookies carry, as subjects. */
export const cookieTokens = (cookies: readonly Cookie[], circumstances: Circumstances): readonly Jwt[] => tokensInCookies(cookies).map((found) => jwtOf(found, circumstances))

/** A whole response with everything it carries. */
export function responseOf(exchange: Exchange, circumstances: Circumstances): HttpResponse {
  const id = circumstances.nextId('response')
  const cookies = cookiesOf(exchange, circumstances)
  const elsewhere = [...tokensInHeader(exchange), ...tokensInBody(exchange), ...tokensInUrl(exchange)]
  return new HttpResponse(id, exchange, { cookies, tokens: [...cookieTokens(cookies, circumstances), ...elsewhere.filter(isToken).map((found) => jwtOf(found, circumstances))] })
}

function jwtOf({ excerpt, carrier, undone }: FoundToken, { now, policy, keys = noKeys, nextId }: Circumstances): Jwt {
  const parsed = parseJwt(excerpt, carrier, undone)
  return makeJwt(nextId('jwt'), parsed, policy, now, gatherFacts(parsed, { keys, policy, crack: true }))
}

/** Host names and file names look like tokens to a search; a header that is JSON and names an algorithm does not come by chance. */
const isToken = ({ excerpt }: FoundToken): boolean => {
  const { header, segments } = parseJwt(excerpt)
  return typeof header?.['alg'] === 'string' && segments.length >= 3
}

/** A page that is full of tokens is a list of samples: the first ones say enough. */
const mostTokens = 50

function tokensInHeader({ headers }: Exchange): readonly FoundToken[] {
  return headers
    .filter(({ lower }) => lower !== 'set-cookie' && lower !== 'set-cookie2')
    .flatMap(({ name, lower, value }) => [...findIn(value)].map((found) => ({ ...found, carrier: urlFields.has(lower) ? { ...found.carrier, kind: 'url' as const } : { kind: 'header' as const, name } })))
    .slice(0, mostTokens)
}

const urlFields = new Set(['location', 'content-location', 'refresh', 'link'])

function tokensInBody({ body }: Exchange): readonly FoundToken[] {
  const found: FoundToken[] = []
  if (!body) return found
  const seen = new Set<string>()
  for (const token of findIn(body.excerpt)) {
    if (seen.has(token.excerpt.text)) continue
    seen.add(token.excerpt.text)
    // A token that the end of what was kept cuts in two is not a damaged one.
    if (body.cut && body.excerpt.text.endsWith(token.excerpt.text)) continue
    found.push(token)
    if (found.length >= mostTokens) break
  }
  return found
}

function tokensInUrl({ url, start }: Exchange): readonly FoundToken[] {
  if (!url) return []
  const { input, line } = start?.locate() ?? { input: 'request', line: 1 }
  return [...parametersOf(url.href)].flatMap(({ name, value }) =>
    [...findIn(Excerpt.of(new Source(input, value, { firstLine: line })))].map((token) => ({ ...token, carrier: { kind: 'url' as const, name } })),
  )
}
