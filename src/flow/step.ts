import type { RoleName } from '../cookie/role.ts'
import type { StoredCookie } from '../cookie/jar.ts'
import type { Location } from '../core/location.ts'
import { sentPassword } from '../http/about.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { detached, receivedCredentials, requestCookies, sentCredentials, type Carried, type RolesByName } from './credentials.ts'
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
}

/** What one Set-Cookie did to the jar of the browser. */
export interface CookieOutcome {
  readonly name: string
  readonly role: RoleName
  readonly did: 'set' | 'replaced' | 'renewed' | 'deleted' | 'nothing-to-delete' | 'rejected'
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
  /** The request is in the recording, so that what it does not send was not sent. */
  readonly requestSeen: boolean
  readonly location: Location
  /** Lower-case names of the fields of the request. */
  readonly requestFields: readonly string[]
  /** In small letters, of what was sent. */
  readonly requestType?: string
  /** Fields of the request that rules look at, lower-case names. */
  readonly origin?: string
  readonly referer?: string
  readonly sentPassword: boolean
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
  readonly authenticate?: string
  readonly outcomes: readonly CookieOutcome[]
}

export function stepOf(number: number, response: HttpResponse, outcomes: readonly CookieOutcome[], roles: RolesByName, wanted: ReadonlyMap<string, RoleName>): Step {
  const { exchange, url, status, method, mediaType } = response
  const parameters = parametersOf(response)
  const requestFields = Object.keys(exchange.requestHeaders)
  const requestType = response.requestHeader('content-type')?.split(';')[0]?.trim().toLowerCase()
  const sent = sentCredentials(response, parameters, roles, wanted)
  const oauth = oauthMessage(response, parameters)
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
    requestSeen: method !== undefined && requestFields.length > 0,
    location: response.locate(),
    requestFields,
    ...kept('requestType', requestType),
    ...kept('origin', response.requestHeader('origin')),
    ...kept('referer', response.requestHeader('referer')),
    sentPassword: sentPassword(response),
    clientAuthenticated: /^\s*basic\s/i.test(response.requestHeader('authorization') ?? '') || parameters.body.some(({ name }) => name === 'client_secret' || name === 'client_assertion'),
    dpop: requestFields.includes('dpop'),
    cookieNames: requestCookies(response).map(({ name }) => detached(name)),
    sent,
    received: receivedCredentials(response),
    csrfDefence: defence,
    oauth,
    ...(body === undefined ? {} : { body: { octets: body.length, digest: digest(body), asksForPassword: response.isHtml && passwordInput.test(body.slice(0, 256 * 1024)) } }),
    ...(redirect ? { redirect } : {}),
    ...kept('clearSiteData', response.header('clear-site-data')),
    ...kept('authenticate', response.header('www-authenticate')),
    outcomes,
  }
}

const passwordInput = /<input\b[^>]{0,400}\btype\s*=\s*["']?password\b/i

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

/** A request that is meant to change something (RFC 9110 section 9.2.1 calls the others safe). */
export const changesState = ({ method }: Step): boolean => method !== undefined && !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method)

export const isSuccess = ({ status = 0 }: Step): boolean => status >= 200 && status < 300

/** Said no: to log in first, or at all. */
export const isRefusal = (step: Step): boolean => step.status === 401 || step.status === 403 || leadsToLogin(step)

const loginWords = /(?:^|[/_-])(?:log-?in|sign-?in|signin|logon|auth\/login|sso|session\/new|sessions\/new|authenticate)(?:$|[/_.-])/i

/** A path that is named like the place where people log in. */
export const isLoginPath = (url: URL): boolean => loginWords.test(url.pathname)

/** Redirects to log in, or is the page where one does. */
export const leadsToLogin = (step: Step): boolean =>
  (step.redirect !== undefined && (isLoginPath(step.redirect) || step.redirect.searchParams.has('response_type'))) || step.body?.asksForPassword === true
