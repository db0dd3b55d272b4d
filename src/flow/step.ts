import { isTrustworthy } from '../cookie/domain.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import type { StoredCookie } from '../cookie/jar.ts'
import type { EffectiveCookie } from '../cookie/storage.ts'
import type { Location } from '../core/location.ts'
import { requestCookies, sentPassword } from '../http/about.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { isObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { askedFor, inWords, meantMethod, newPasswordIn, passwordInQuery } from './asked.ts'
import { detached, receivedCredentials, sentCredentials, type Carried, type RolesByName } from './credentials.ts'
import { csrfDefence, type CsrfDefence } from './csrf-defence.ts'
import { oauthMessage, type OAuthMessage } from './oauth.ts'
import { parametersOf } from './parameters.ts'

/** What the body of a response looked like, without keeping it. */
export interface BodyShape {
  readonly octets: number
  /** The same for the same octets. */
  readonly digest: number
  /** A page with a field for a password: the login page, whatever its status. */
  readonly asksForPassword: boolean
  /** JSON that says that it did not work, whatever the status. */
  readonly reportsFailure: boolean
}

/** What one Set-Cookie did to the jar of the browser. */
export interface CookieOutcome {
  readonly name: string
  readonly role: RoleName
  readonly did: 'set' | 'replaced' | 'renewed' | 'deleted' | 'nothing-to-delete' | 'rejected'
  /** It was to delete the cookie. */
  readonly deletes: boolean
  /** What it says, kept or not. */
  readonly effective: EffectiveCookie
  /** Chromium's names, when it was rejected. */
  readonly reasons: readonly string[]
  /** As it is kept from now on. */
  readonly stored?: StoredCookie
  /** What was there before. */
  readonly before?: StoredCookie
  /** Pointer in the step: `set-cookie[0]`. */
  readonly at: string
  readonly location: Location
}

/** One exchange of a recording, reduced to what a flow is judged by: a recording may be larger than memory. */
export interface Step {
  /** Place in the recording, from 1; `#5` names it. */
  readonly number: number
  /** Upper case; undefined when the recording does not show requests. */
  readonly method?: string
  readonly url?: URL
  readonly status?: number
  /** Of the response, in small letters. */
  readonly mediaType?: string
  /** When the request was sent, else the Date of the response; seconds since 1970. */
  readonly time?: number
  /** By the clock of the recorder, and by the Date of the response, seconds since 1970. */
  readonly sentAt?: number
  readonly date?: number
  /** The browser answered by itself, and nothing went over the network (HSTS). */
  readonly stayedInBrowser: boolean
  /** The request is in the recording, so that what it does not send was not sent. */
  readonly requestSeen: boolean
  /** What the request says in its body is in the recording, or it has none. */
  readonly requestBodySeen: boolean
  readonly location: Location
  /** Lower-case names of the fields of the request. */
  readonly requestFields: readonly string[]
  /** Fields of the request that rules look at, lower-case names. */
  readonly origin?: string
  readonly referer?: string
  /** What is asked for in words: path, action and GraphQL operation, such as `/graphql/login-user/login`. */
  readonly asked: string
  /** `method`, or what a form of POST means by `_method`. */
  readonly meantMethod?: string
  readonly sentPassword: boolean
  /** The form sets a password, by having one to repeat or a new one; `changed` when it asks for the old one too. */
  readonly newPassword?: 'set' | 'changed'
  /** SAML 2.0 HTTP POST Binding: the answer of an identity provider. */
  readonly samlResponse: boolean
  /** A client authenticated itself: client_secret, client_assertion or Basic. */
  readonly clientAuthenticated: boolean
  /** The request proves possession of a key (RFC 9449). */
  readonly dpop: boolean
  /** Names of all cookies of the request. */
  readonly cookieNames: readonly string[]
  readonly sent: readonly Carried[]
  readonly received: readonly Carried[]
  readonly csrfDefence: CsrfDefence | undefined
  readonly oauth: OAuthMessage | undefined
  readonly body?: BodyShape
  /** Where a redirect goes. */
  readonly redirect?: URL
  readonly clearSiteData?: string
  readonly outcomes: readonly CookieOutcome[]
}

export function stepOf(number: number, response: HttpResponse, outcomes: readonly CookieOutcome[], roles: RolesByName, wanted: ReadonlyMap<string, RoleName>): Step {
  const { exchange, url, status, method, mediaType } = response
  const parameters = parametersOf(response)
  const requestFields = Object.keys(exchange.requestHeaders)
  const sent = sentCredentials(response, parameters, roles, wanted)
  const oauth = oauthMessage(response, parameters)
  const newPassword = newPasswordIn(parameters)
  const defence = csrfDefence(response, parameters)
  const time = exchange.sentAt ?? exchange.date
  const body = exchange.body?.excerpt.text
  const redirect = redirectOf(response)
  const kept = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: detached(value) })
  return {
    number,
    ...(method === undefined ? {} : { method: detached(method) }),
    ...(url ? { url: new URL(detached(url.href)) } : {}),
    ...(status === undefined ? {} : { status }),
    ...kept('mediaType', mediaType),
    ...(time === undefined ? {} : { time }),
    ...(exchange.sentAt === undefined ? {} : { sentAt: exchange.sentAt }),
    ...(exchange.date === undefined ? {} : { date: exchange.date }),
    stayedInBrowser: response.header('non-authoritative-reason') !== undefined,
    requestSeen: method !== undefined && requestFields.length > 0,
    requestBodySeen: exchange.requestBody !== undefined || (Number(response.requestHeader('content-length') ?? (response.requestMediaType === undefined ? 0 : 1)) === 0 && !requestFields.includes('transfer-encoding')),
    location: response.locate(),
    requestFields,
    ...kept('origin', response.requestHeader('origin')),
    ...kept('referer', response.requestHeader('referer')),
    asked: detached(askedFor(response, parameters)),
    ...kept('meantMethod', meantMethod(response, parameters)),
    sentPassword: sentPassword(response) || passwordInQuery(parameters),
    ...(newPassword ? { newPassword } : {}),
    samlResponse: parameters.body.some(({ name }) => name === 'SAMLResponse'),
    clientAuthenticated: /^\s*basic\s/i.test(response.requestHeader('authorization') ?? '') || parameters.body.some(({ name }) => name === 'client_secret' || name === 'client_assertion'),
    dpop: requestFields.includes('dpop'),
    cookieNames: requestCookies(response).map(({ name }) => detached(name)),
    sent,
    received: receivedCredentials(response).map((carried) => verified(carried, response)),
    csrfDefence: defence,
    oauth,
    ...(body === undefined ? {} : { body: { octets: body.length, digest: digest(body), asksForPassword: response.isHtml && passwordInput.test(body.slice(0, 256 * 1024)), reportsFailure: reportsFailure(response.json) } }),
    ...(redirect ? { redirect } : {}),
    ...kept('clearSiteData', response.header('clear-site-data')),
    outcomes,
  }
}

/** With the key that verified it, where the user gave one. */
function verified(carried: Carried, { tokens }: HttpResponse): Carried {
  const { token } = carried
  const key = token && tokens.find(({ parsed, facts }) => facts.signature.status === 'valid' && parsed.text === token.text)?.facts.signature.key
  return key ? { ...carried, token: { ...token, verifiedBy: key.thumbprint ?? key.source } } : carried
}

const passwordInput = /<input\b[^<>]{0,400}\btype\s*=\s*["']?password\b/i

/** `{"errors": [...]}` of GraphQL, `{"success": false}`, `{"error": "..."}`; Auth.js names the page that shows the error. */
function reportsFailure(json: JsonObject | undefined): boolean {
  if (!json) return false
  const { errors, error, url } = json
  if (Array.isArray(errors) ? errors.length > 0 : isObject(errors)) return true
  if ((typeof error === 'string' && error !== '') || isObject(error) || error === true) return true
  if (['success', 'ok', 'authenticated'].some((name) => json[name] === false) || ['status', 'statusCode', 'code'].some((name) => Number(json[name]) >= 400)) return true
  if (/^(?:error|fail(?:ed|ure)?)$/i.test(text(json['status'])) || ['message', 'detail', 'msg'].some((name) => failureMessage.test(text(json[name])))) return true
  return typeof url === 'string' && /[?&]error=/.test(url)
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const failureMessage = /\b(?:invalid|incorrect|wrong|failed|unauthori[sz]ed|denied|locked|bad credentials|not found)\b/i

function redirectOf(response: HttpResponse): URL | undefined {
  const { status = 0 } = response
  const location = response.header('location')
  if (status < 300 || status > 399 || status === 304 || location === undefined) return undefined
  return URL.canParse(location, response.url?.href) ? new URL(detached(location), response.url) : undefined
}

/** FNV-1a, 32 bits, of the characters. Tells bodies apart; protects nothing. */
function digest(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Seconds from one step to another by one and the same clock, the least where two clocks tell; undefined where none does. */
export function elapsed(from: Pick<Step, 'sentAt' | 'date'>, to: Pick<Step, 'sentAt' | 'date'>): number | undefined {
  const told = (['sentAt', 'date'] as const).flatMap((clock) => (from[clock] === undefined || to[clock] === undefined ? [] : [(to[clock] ?? 0) - (from[clock] ?? 0)]))
  return told.length === 0 ? undefined : Math.min(...told)
}

/** The earliest time that a clock gives a step; undefined where none does. */
export const earliest = ({ sentAt, date }: Pick<Step, 'sentAt' | 'date'>): number | undefined => (sentAt === undefined ? date : date === undefined ? sentAt : Math.min(sentAt, date))

/** A request that is meant to change something (RFC 9110 section 9.2.1 calls the others safe). */
export const changesState = ({ method }: Step): boolean => method !== undefined && !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method)

export const isSuccess = ({ status = 0 }: Step): boolean => status >= 200 && status < 300

/** Said no: to log in first, or at all. */
export const isRefusal = (step: Step): boolean => step.status === 401 || step.status === 403 || leadsToLogin(step)

const loginWords = /(?:^|[/-])(?:log-?in|log-?on|sign-?in|auth\/login|sso|sessions?\/new|authenticate)(?:$|[/-])/

/** A path that is named like the place where people log in. */
export const isLoginPath = (url: URL): boolean => loginWords.test(inWords(url.pathname))

/** Where a failed login ends: an error in the URL, an account that is locked. */
const failureParameters = ['error', 'err', 'login_error', 'loginError', 'login_failed', 'failed', 'failure']
const failureWords = /(?:^|[/-])(?:errors?|lock-?out|locked|denied|forbidden|failed|failure)(?:$|[/-])/

/** Clear-Site-Data with the cookies among what goes, from where browsers heed it. */
export const clearsCookies = ({ clearSiteData, url }: Pick<Step, 'clearSiteData' | 'url'>): boolean => clearSiteData !== undefined && /"(?:cookies|\*)"/.test(clearSiteData) && (url === undefined || isTrustworthy(url))

/** Redirects to where it is said that this did not work. */
export const leadsToFailure = ({ redirect }: Step): boolean => redirect !== undefined && (failureParameters.some((name) => redirect.searchParams.has(name)) || failureWords.test(inWords(redirect.pathname)))

/** Redirects to log in, or is the page where one does. A redirect that takes an authorization code along comes from there. */
export const leadsToLogin = ({ redirect, body }: Step): boolean =>
  (redirect !== undefined && !redirect.searchParams.has('code') && (isLoginPath(redirect) || redirect.searchParams.has('response_type'))) || body?.asksForPassword === true
