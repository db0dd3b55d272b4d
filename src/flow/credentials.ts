// What opens a door: session cookies and tokens, wherever a request sends them or a response hands them out.
import type { Cookie, ParsedCookie } from '../cookie/cookie.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { cookieRole, type CookieRole, type RoleName } from '../cookie/role.ts'
import { isObject, type JsonObject } from '../core/json.ts'
import { Excerpt, Source } from '../core/location.ts'
import { standardTokenName } from '../http/about.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { urlSecrets, type UrlSecret } from '../http/url-secrets.ts'
import { findIn } from '../jwt/find.ts'
import { parseJwt, type Carrier } from '../jwt/jwt.ts'
import { tokenType, type TokenType } from '../jwt/token-type.ts'
import type { Parameters } from './parameters.ts'

export type CredentialKind = 'session' | 'remember' | 'access-token' | 'refresh-token' | 'id-token'

/** Where in a message a credential stands. */
export type Place = 'cookie' | 'authorization' | 'header' | 'body' | 'url'

/** What a token says by itself; whether that is true is for the rules about tokens. */
export interface TokenContent {
  readonly header: JsonObject
  readonly claims: JsonObject
  readonly type: TokenType
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
  return [
    ...response.cookies.filter(({ isDeletion, value }) => !isDeletion && value !== '').flatMap(setCookie),
    ...membersOf(response.json, 0),
    ...(location === undefined ? [] : urlSecrets(location).flatMap(fromUrl)),
  ]
}

/** Every cookie of a request, whatever it is for. */
export function requestCookies(response: HttpResponse): readonly ParsedCookie[] {
  const header = response.requestHeader('cookie')
  if (header === undefined) return []
  return header
    .split(';')
    .slice(0, 500)
    .filter((pair) => pair.trim() !== '')
    .map((pair) => parseSetCookie(Excerpt.of(new Source('request', detached(pair.trim()), { octets: true }))))
}

function sentCookies(response: HttpResponse, roles: RolesByName, wanted: ReadonlyMap<string, RoleName>): readonly Carried[] {
  return requestCookies(response).flatMap((parsed) => {
    if (parsed.value === '') return []
    return ofCookie(parsed, roles.get(parsed.name) ?? cookieRole(parsed, wanted))
  })
}

const setCookie = ({ parsed, role }: Cookie): readonly Carried[] => ofCookie(parsed, role)

function ofCookie({ name, value }: ParsedCookie, role: CookieRole): readonly Carried[] {
  const kind = kindOfRole[role.role]
  if (!kind) return []
  const token = readToken(value, { kind: 'cookie', name })
  return [{ kind: token && kind === 'access-token' ? kindOfToken(token, kind) : kind, place: 'cookie', name: detached(name), value: detached(value), role, ...(token ? { token } : {}) }]
}

function authorization(field: string | undefined): readonly Carried[] {
  const match = /^\s*(bearer|dpop|token|jwt)\s+(\S+)\s*$/i.exec(field ?? '')
  if (!match?.[2]) return []
  return [tokenAt('access-token', 'authorization', 'Authorization', match[2])]
}

/** Fields in which APIs take a token without a scheme. */
const tokenFields = ['x-access-token', 'x-auth-token', 'x-jwt', 'x-id-token', 'x-refresh-token', 'x-amz-security-token']

const ownFields = (response: HttpResponse): readonly Carried[] =>
  tokenFields.flatMap((name) => {
    const value = response.requestHeader(name)?.replace(/^bearer\s+/i, '')
    if (value === undefined || value.length < shortest) return []
    return [tokenAt(name === 'x-refresh-token' ? 'refresh-token' : name === 'x-id-token' ? 'id-token' : 'access-token', 'header', name, value)]
  })

function named(name: string, value: string, place: Place): readonly Carried[] {
  const standard = standardTokenName(name)
  if (!standard || value.length < shortest) return []
  return [tokenAt(standard === 'token' ? 'access-token' : (standard.replace('_', '-') as CredentialKind), place, name, value)]
}

/** Levels of objects in which a response may wrap its tokens: `{"data": {"tokens": {"access": ...}}}`. */
const deepest = 3

function membersOf(object: JsonObject | undefined, depth: number): readonly Carried[] {
  if (!object) return []
  return Object.entries(object).flatMap(([name, value]) => {
    if (typeof value === 'string') return named(name, value, 'body')
    return isObject(value) && depth < deepest ? membersOf(value, depth + 1) : []
  })
}

const fromUrl = ({ name, value, kind }: UrlSecret): readonly Carried[] => {
  if (kind === 'session') return [{ kind: 'session', place: 'url', name: detached(name), value: detached(value) }]
  const standard = standardTokenName(name)
  return [tokenAt(standard === undefined || standard === 'token' ? 'access-token' : (standard.replace('_', '-') as CredentialKind), 'url', name, value)]
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
export function readToken(value: string, carrier: Carrier): TokenContent | undefined {
  if (!value.includes('ey') || !value.includes('.')) return undefined
  const [found] = findIn(Excerpt.of(new Source('recording', detached(value))))
  if (!found) return undefined
  const parsed = parseJwt(found.excerpt, carrier)
  if (typeof parsed.header?.['alg'] !== 'string' || parsed.segments.length < 3) return undefined
  return { header: parsed.header, claims: parsed.claims ?? {}, type: tokenType(parsed) }
}
