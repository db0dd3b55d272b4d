// What opens a door: session cookies and tokens, wherever a request sends them or a response hands them out.
import type { Cookie, ParsedCookie } from '../cookie/cookie.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { cookieRole, isSensitive, type CookieRole } from '../cookie/role.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import { isObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { millisecondsFrom, numberOf } from '../core/lifetime.ts'
import { Excerpt, Source } from '../core/location.ts'
import { requestCookies, standardTokenName, tokenFields } from '../http/about.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { urlSecrets, type UrlSecret } from '../core/url-secrets.ts'
import { findIn } from '../jwt/find.ts'
import { parseJwt, type Carrier } from '../jwt/jwt.ts'
import { tokenType, type TokenType } from '../jwt/token-type.ts'
import type { Parameters } from './parameters.ts'

export type CredentialKind = 'session' | 'remember' | 'access-token' | 'refresh-token' | 'id-token'

/** Where in a message a credential stands. */
export type Place = 'cookie' | 'authorization' | 'header' | 'body' | 'url'

/** What a token says by itself; whether that is true is for the rules about tokens. */
export interface TokenContent {
  /** In clear, without what stood around it; never to be shown. */
  readonly text: string
  readonly header: JsonObject
  readonly claims: JsonObject
  readonly type: TokenType
  /** Names the key that verified the signature, where one was given. */
  readonly verifiedBy?: string
}

/** A credential at one place of one message. */
export interface Carried {
  readonly kind: CredentialKind
  readonly place: Place
  /** Name of the cookie, field, parameter or member that holds it. */
  readonly name: string
  /** In clear, to be compared and never to be shown. */
  readonly value: string
  /** When it is a JWT. */
  readonly token?: TokenContent
  /** When it is a cookie. */
  readonly role?: CookieRole
  /** When it ends by what was said where it was handed out (`expires_in`, the lifetime of the cookie), seconds since 1970; what a JWT says is in its claims. */
  readonly expiresAt?: number
  /** What an access token permits by what was said beside it. */
  readonly scope?: string
}

/** Roles that cookies were given by the user or earned when they were set, where requests show name and value only. */
export type RolesByName = ReadonlyMap<string, CookieRole>

const kindOfRole: Readonly<Partial<Record<RoleName, CredentialKind>>> = { session: 'session', remember: 'remember', auth: 'access-token', refresh: 'refresh-token' }

/** Shorter texts are words and numbers. In characters. */
const shortest = 8

/** A copy of a text that does not keep alive the recording it was cut out of. */
export const detached = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

/** Everything in a request that opens a door. */
export function sentCredentials(response: HttpResponse, parameters: Parameters, roles: RolesByName, wanted: ReadonlyMap<string, RoleName>): readonly Carried[] {
  return [
    ...sentCookies(response, roles, wanted),
    ...authorization(response.requestHeader('authorization')),
    ...ownFields(response),
    ...parameters.body.flatMap(({ name, value }) => named(name, value, 'body')),
    ...(response.url ? urlSecrets(response.url.href).flatMap(fromUrl) : []),
  ]
}

/** Everything that a response hands out. Cookies come first, then the body. */
export function receivedCredentials(response: HttpResponse): readonly Carried[] {
  const location = response.header('location')
  const time = response.exchange.date ?? response.exchange.sentAt
  return [
    ...response.cookies.filter(({ isDeletion, value }) => !isDeletion && value !== '').flatMap((cookie) => setCookie(cookie, time)),
    ...membersOf(response.json, time, 0),
    ...(location === undefined ? [] : urlSecrets(location).flatMap(fromUrl)),
  ]
}

function sentCookies(response: HttpResponse, roles: RolesByName, wanted: ReadonlyMap<string, RoleName>): readonly Carried[] {
  return requestCookies(response).flatMap((parsed) => {
    if (parsed.value === '') return []
    return ofCookie(parsed, roles.get(parsed.name) ?? cookieRole(parsed, wanted))
  })
}

function setCookie({ parsed, role, browser }: Cookie, time: number | undefined): readonly Carried[] {
  const expires = browser.effective.expires === null ? undefined : Date.parse(browser.effective.expires) / 1000
  // Where browsers cut the lifetime short, the end that they keep moves with the time of the response.
  const isSaid = expires !== undefined && !Number.isNaN(expires) && (time === undefined || expires - time < 399 * 86_400)
  return ofCookie(parsed, role).map((carried) => (isSaid ? { ...carried, expiresAt: expires } : carried))
}

function ofCookie({ name, value }: ParsedCookie, role: CookieRole): readonly Carried[] {
  const kind = kindOfRole[role.role]
  if (!kind) return []
  const token = readToken(value, { kind: 'cookie', name })
  return [{ kind: token && kind === 'access-token' ? kindOfToken(token, kind) : kind, place: 'cookie', name: detached(name), value: detached(value), role, ...(token ? { token } : {}) }]
}

function authorization(field: string | undefined): readonly Carried[] {
  // API Gateway and others take a JWT without a scheme.
  const match = /^\s*(?:(?:bearer|dpop|token|jwt)\s+(\S+)|(ey[\w-]+\.[\w-]+\.[\w-]*))\s*$/i.exec(field ?? '')
  const value = match?.[1] ?? match?.[2]
  return value === undefined ? [] : [tokenAt('access-token', 'authorization', 'Authorization', value)]
}

const ownFields = (response: HttpResponse): readonly Carried[] =>
  tokenFields.flatMap((name) => {
    const value = response.requestHeader(name)?.replace(/^bearer\s+/i, '')
    if (value === undefined || value.length < shortest) return []
    return [tokenAt(name === 'x-refresh-token' ? 'refresh-token' : name === 'x-id-token' ? 'id-token' : 'access-token', 'header', name, value)]
  })

function named(way: string, value: string, place: Place): readonly Carried[] {
  // Members of inner objects are named by their way.
  const name = way.slice(way.lastIndexOf('.') + 1)
  const standard = standardTokenName(name) ?? shortName(name, value)
  if (!standard || value.length < shortest) return []
  return [tokenAt(kindNamed(standard), place, name, value)]
}

const kindNamed = (standard: NonNullable<ReturnType<typeof standardTokenName>>): CredentialKind => (standard === 'token' ? 'access-token' : (standard.replace('_', '-') as CredentialKind))

/** `access` and `refresh`, as Simple JWT and others call them, where it is a token that they hold. */
const shortName = (name: string, value: string): 'access_token' | 'refresh_token' | undefined =>
  (name === 'access' || name === 'refresh') && value.length >= 20 && /^[\w.~+/=|:-]+$/.test(value) && /\d/.test(value) ? `${name}_token` : undefined

/** Levels of objects in which a response may wrap its tokens: `{"data": {"tokens": {"access": ...}}}`. */
const deepest = 3

function membersOf(object: JsonObject | undefined, time: number | undefined, depth: number): readonly Carried[] {
  if (!object) return []
  return Object.entries(object).flatMap(([name, value]) => {
    if (typeof value === 'string') return named(name, value, 'body').map((carried) => ({ ...carried, ...saidBeside(carried.kind, object, time) }))
    return isObject(value) && depth < deepest ? membersOf(value, time, depth + 1) : []
  })
}

/** Members that say how long a token lives from now on, in seconds (RFC 6749 section 5.1; Keycloak, Entra ID, Apple). */
const lifetimes: Readonly<Partial<Record<CredentialKind, readonly string[]>>> = {
  'access-token': ['expires_in', 'expiresIn'],
  'refresh-token': ['refresh_expires_in', 'refresh_token_expires_in', 'refreshExpiresIn', 'refreshTokenExpiresIn'],
}

function saidBeside(kind: CredentialKind, object: JsonObject, time: number | undefined): Pick<Carried, 'expiresAt' | 'scope'> {
  const life = lifetimes[kind]?.map((name) => secondsOf(object[name])).find((seconds) => seconds !== undefined)
  const { scope } = object
  return {
    ...(life !== undefined && time !== undefined ? { expiresAt: time + life } : {}),
    ...(kind === 'access-token' && typeof scope === 'string' && scope !== '' ? { scope: detached(scope) } : {}),
  }
}

/** Zero is no lifetime: of offline tokens Keycloak says so that they do not end. Some send the number as text. */
function secondsOf(value: JsonValue | undefined): number | undefined {
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : numberOf(value)
  return seconds !== undefined && seconds > 0 && seconds < millisecondsFrom ? seconds : undefined
}

const fromUrl = ({ name, value, kind }: UrlSecret): readonly Carried[] => {
  if (kind === 'session') return [{ kind: 'session', place: 'url', name: detached(name), value: detached(value) }]
  return [tokenAt(kindNamed(standardTokenName(name) ?? 'token'), 'url', name, value)]
}

function tokenAt(kind: CredentialKind, place: Place, name: string, value: string): Carried {
  const token = readToken(value, carrierOf(place, name))
  return { kind: token ? kindOfToken(token, kind) : kind, place, name: detached(name), value: detached(value), ...(token ? { token } : {}) }
}

const carrierOf = (place: Place, name: string): Carrier =>
  place === 'authorization' ? { kind: 'bearer', name } : place === 'body' ? { kind: 'json', name } : { kind: place === 'url' ? 'url' : place, name }

const kinds: ReadonlySet<string> = new Set<CredentialKind>(['access-token', 'refresh-token', 'id-token'])

/** What a token says of itself goes before the name it travels under. */
const kindOfToken = ({ type }: TokenContent, otherwise: CredentialKind): CredentialKind => (kinds.has(type.kind) ? (type.kind as CredentialKind) : otherwise)

/** The JWT that a value is; undefined for anything else. */
function readToken(value: string, carrier: Carrier): TokenContent | undefined {
  if (!value.includes('ey') || !value.includes('.')) return undefined
  const [found] = findIn(Excerpt.of(new Source('recording', detached(value))))
  if (!found) return undefined
  const parsed = parseJwt(found.excerpt, carrier)
  if (typeof parsed.header?.['alg'] !== 'string' || parsed.segments.length < 3) return undefined
  return { text: detached(parsed.text), header: parsed.header, claims: parsed.claims ?? {}, type: tokenType(parsed) }
}

/** Is it plain from name and value, or from what the user said, that this cookie opens a session? How it was set is left out. */
export const showsByItself = ({ name, value, role }: Pick<Carried, 'name' | 'value' | 'role'>): boolean =>
  role?.confidence === 'certain' || isSensitive(cookieRole(parseSetCookie(Excerpt.of(new Source('request', `${name}=${value}`, { octets: true })))))

/** What a cookie is for was concluded from its name alone. */
export const isTentative = ({ role }: Pick<Carried, 'role'>): boolean => role?.confidence === 'tentative'
