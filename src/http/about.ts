/** Small questions that several rules ask of a response. */
import { setsCredential } from '../cookie/about.ts'
import type { Cookie, ParsedCookie } from '../cookie/cookie.ts'
import { bringsCode } from '../cookie/domain.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { cookieRole, isSensitive, type CookieRole } from '../cookie/role.ts'
import { Excerpt, Source } from '../core/location.ts'
import type { Confidence } from '../core/severity.ts'
import type { Jwt } from '../jwt/jwt.ts'
import type { Exchange, HttpResponse } from './exchange.ts'

/** Cookies that open a session and are set here, surest first. */
export const credentialCookies = ({ cookies }: HttpResponse): readonly Cookie[] => cookies.filter(setsCredential).toSorted((a, b) => certainty[b.role.confidence] - certainty[a.role.confidence])

const certainty: Record<Confidence, number> = { certain: 3, firm: 2, tentative: 1 }

/** Pointer to the field that set a cookie. */
export const setCookiePointer = ({ exchange }: HttpResponse, cookie: Cookie): string =>
  `header.set-cookie[${exchange.headers.filter(({ lower }) => lower === 'set-cookie').findIndex(({ value }) => value === cookie.parsed.excerpt)}]`

/** Is it an answer that carries something of its own, rather than an interim one or a word of a proxy? */
export const isAnswer = ({ exchange: { kind } }: HttpResponse): boolean => kind === 'final' || kind === 'unknown'

export const isRedirect = ({ status = 0 }: HttpResponse): boolean => status >= 300 && status < 400 && status !== 304

/** A credential that the JSON body names, as OAuth and login services do. */
export interface NamedToken {
  readonly name: string
  /** `access_token`, however it is spelt. */
  readonly standard: 'access_token' | 'refresh_token' | 'id_token' | 'token'
  readonly value: string
}

const standards: Readonly<Record<string, NamedToken['standard']>> = {
  accesstoken: 'access_token',
  refreshtoken: 'refresh_token',
  idtoken: 'id_token',
  token: 'token',
  jwt: 'token',
  authtoken: 'token',
  bearertoken: 'token',
  sessiontoken: 'token',
}

/** What a member or parameter of that name holds; undefined when it is no token. */
export function standardTokenName(name: string): NamedToken['standard'] | undefined {
  const key = name.toLowerCase().replace(/[_-]/g, '')
  return Object.hasOwn(standards, key) ? standards[key] : undefined
}

/** Fields of a request in which APIs take a token without a scheme. */
export const tokenFields: readonly string[] = ['x-access-token', 'x-auth-token', 'x-jwt', 'x-id-token', 'x-refresh-token', 'x-amz-security-token']

/** Too short to be a credential, or a word in its place. */
const isTokenValue = (value: unknown): value is string => typeof value === 'string' && value.length >= 16 && /^[\w.~+/=|:-]+$/.test(value)

/** Top-level members of the JSON body that hold a token. Generic names count only when the value is a JWT. */
export function namedTokens({ json }: HttpResponse): readonly NamedToken[] {
  if (!json) return []
  return Object.entries(json).flatMap(([name, value]) => {
    const standard = standardTokenName(name)
    if (!standard || !isTokenValue(value)) return []
    return standard === 'token' && !/^ey[\w-]+\.[\w-]+\./.test(value) ? [] : [{ name, standard, value }]
  })
}

/** An answer of a token endpoint (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3). */
export const isTokenResponse = (response: HttpResponse): boolean => {
  const { json, status = 200 } = response
  return status >= 200 && status < 300 && typeof json?.['access_token'] === 'string' && ['token_type', 'expires_in', 'refresh_token', 'scope', 'id_token'].some((name) => json[name] !== undefined)
}

/** Tokens that stand in the body. */
export const bodyTokens = ({ tokens, exchange: { body } }: HttpResponse): readonly Jwt[] => (body ? tokens.filter(({ parsed }) => parsed.excerpt.source === body.excerpt.source && body.excerpt.text.includes(parsed.text.slice(0, 60))) : [])

/** Keys that services hand out to be put into web pages: they name a project, not a user. */
export const isPublishable = ({ claims }: Jwt): boolean => claims['role'] === 'anon' || (claims['sub'] === undefined && claims['iss'] === 'supabase')

export interface SentCookie {
  readonly name: string
  readonly value: string
  readonly role: CookieRole
}

/** Every cookie of the request, whatever it is for; as a browser sends them, name and value only. */
export function requestCookies(response: HttpResponse): readonly ParsedCookie[] {
  const pairs = response.requestHeader('cookie')?.split(';').slice(0, 500) ?? []
  return pairs.filter((pair) => pair.trim() !== '').map((pair) => parseSetCookie(Excerpt.of(new Source('request', pair.trim(), { octets: true }))))
}

/** Cookies of the request that open a session. */
export const sentCredentials = (response: HttpResponse): readonly SentCookie[] =>
  requestCookies(response)
    .flatMap((parsed) => {
      // A request does not say HttpOnly, so that only names and values speak.
      const role = cookieRole(parsed, response.roles)
      return isSensitive(role) && parsed.value !== '' ? [{ name: parsed.name, value: parsed.value, role }] : []
    })
    .toSorted((a, b) => certainty[b.role.confidence] - certainty[a.role.confidence])

/** Scheme of the Authorization field of the request, in small letters. */
export const sentScheme = (response: HttpResponse): string | undefined => /^\s*([\w-]+)\s+\S/.exec(response.requestHeader('authorization') ?? '')?.[1]?.toLowerCase()

/** `user[password]`, `Input.Password`, `ctl00$Login$Password`, `loginForm:password`, `userPassword`; what follows is a text and no number or truth value. */
const passwordField =
  /(?:^|[&\n"'])(?:[\w.[\]$:-]{0,60}(?:[_.[$:-]|user|login|account|new|old|my))?(?:password|passwd|passwort|passphrase|pwd|pass|current-password)\]?["']?\s*(?:=\s*["']?[^&\s"']|:\s*["'][^"'])/i
const passwordPart = /\bname="(?:[\w.[\]$:-]{0,60}(?:[_.[$:-]|user|login|account|new|old|my))?(?:password|passwd|pwd)\]?"/i
/** In the text of a GraphQL mutation rather than among its variables. */
const passwordArgument = /[({,\s](?:password|passwd)\s{0,9}:\s{0,9}\\?"[^"\\]/

/** A login form, or JSON in place of one. */
export function sentPassword({ exchange: { requestBody } }: Pick<HttpResponse, 'exchange'>): boolean {
  if (requestBody === undefined) return false
  // Browsers send brackets and the like percent-encoded in names.
  const text = requestBody.slice(0, 65_536).replace(/%(?:5B|5D|24|3A)/gi, (escape) => decodeURIComponent(escape))
  return passwordField.test(text) || passwordPart.test(text) || passwordArgument.test(text)
}

/** Somebody gave a password, or came back from an identity provider, and was not turned away. */
export function answersLogin(exchange: Exchange): boolean {
  const { requestMethod, url, status = 0 } = exchange
  if (status < 200 || status > 399) return false
  return requestMethod?.toUpperCase() === 'POST' ? sentPassword({ exchange }) : url !== undefined && bringsCode(url)
}
