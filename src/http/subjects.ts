import { tokensInCookies, withoutSignatures } from '../cookie/tokens.ts'
import { Excerpt, Source } from '../core/location.ts'
import { findIn, type FoundToken } from '../jwt/find.ts'
import { parseJwt, type Carrier } from '../jwt/jwt.ts'
import { tokenFields } from './about.ts'
import type { Circumstances } from './circumstances.ts'
import { cookiesOf } from './cookies.ts'
import { HttpResponse, type Exchange } from './exchange.ts'
import { jwtsOf } from './tokens.ts'
import { parametersOf } from '../core/url-secrets.ts'

/** A whole response with everything it carries. */
export function responseOf(exchange: Exchange, circumstances: Circumstances): HttpResponse {
  const id = circumstances.nextId('response')
  const cookies = cookiesOf(exchange, circumstances)
  const elsewhere = [...tokensInHeader(exchange), ...tokensInBody(exchange), ...tokensInUrl(exchange)]
  const tokens = [...tokensInCookies(cookies), ...elsewhere.filter(isToken)]
  const sent = circumstances.sentTokens ? tokensInRequest(exchange).filter(isToken).filter(circumstances.sentTokens) : []
  const made = (found: readonly FoundToken[]) => found.flatMap((token) => jwtsOf(token, circumstances))
  return new HttpResponse(id, exchange, { cookies, tokens: made(tokens), sentTokens: made(sent), roles: circumstances.roles })
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

/** Fields of a request in which tokens are sent; what else is there, such as proofs of possession, is made for this request alone. */
const searchedFields = ['authorization', 'cookie', ...tokenFields, 'cf-access-jwt-assertion']

/** Bodies beyond this are uploads. In octets. */
const longestForm = 64 * 1024

/** Tokens that the request sends in its header and its body. Where they stand is not known: they are placed where the response begins. */
function tokensInRequest({ requestHeaders, requestBody, start }: Exchange): readonly FoundToken[] {
  const found = (text: string) => [...findIn(placedAt(start, text))]
  const inHeader = searchedFields.flatMap((name) => (Object.hasOwn(requestHeaders, name) ? found(`${name}: ${name === 'cookie' ? withoutSignatures(requestHeaders[name] ?? '') : requestHeaders[name]}`) : []))
  const inBody = requestBody === undefined || requestBody.length > longestForm ? [] : found(requestBody).map((token) => ({ ...token, carrier: ofForm(token.carrier) }))
  return [...inHeader, ...inBody].slice(0, mostTokens)
}

/** A form field is a parameter like a member of JSON; it is not in the URL. */
const ofForm = ({ kind, name }: Carrier): Carrier => (name === undefined ? { kind: 'text' } : { kind: kind === 'bearer' ? kind : 'json', name })

/** A text of which no more is known than the line it belongs to: breaks inside it are none of the input. */
function placedAt(start: Exchange['start'], text: string): Excerpt {
  const { input, line } = start?.locate() ?? { input: 'request', line: 1 }
  return new Excerpt(new Source(input, text.replace(/[\r\n]/g, ' '), { firstLine: line }), text, [[0, 0]])
}

function tokensInUrl({ url, start }: Exchange): readonly FoundToken[] {
  if (!url) return []
  return [...parametersOf(url.href)].flatMap(({ name, value }) =>
    [...findIn(placedAt(start, value))].map((token) => ({ ...token, carrier: { kind: 'url' as const, name } })),
  )
}
