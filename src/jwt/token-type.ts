import { isObject, type JsonObject } from '../core/json.ts'
import { lookUp } from '../core/look-up.ts'
import type { TokenKind } from '../core/policy.ts'
import type { Confidence } from '../core/severity.ts'
import { list } from '../core/text.ts'
import { audiences, hasClaim, lifetime } from './claims.ts'
import type { Carrier, ParsedJwt } from './jwt.ts'

/** What kind of token this is, and how that is known. */
export interface TokenType {
  readonly kind: TokenKind
  readonly confidence: Confidence
  /** In words, to be read after the kind: `access token (typ is at+jwt)`. */
  readonly reason: string
  /** Its typ names a kind with a profile of its own (SD-JWT credentials, request objects, ...): advice for bearer tokens is not for it. */
  readonly ownProfile?: true
  /** Two kinds that fit about equally well; the kind is `generic` then. Reported by `jwt/kind-ambiguous`. */
  readonly rivals?: readonly [TokenKind, TokenKind]
}

/** `application/at+jwt`, `AT+JWT` and `at+jwt` are the same media type (RFC 7515 section 4.1.9). */
export const normalizedTyp = (typ: unknown): string | undefined =>
  typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined

/** Member of `events` that makes a token a logout token (OpenID Connect Back-Channel Logout section 2.4). */
export const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** Explicit types (RFC 8725 section 3.11) of the kinds that are told apart. */
const byTyp: Readonly<Record<string, TokenKind>> = {
  'at+jwt': 'access-token',
  'logout+jwt': 'logout-token',
  'dpop+jwt': 'dpop-proof',
  'kb+jwt': 'key-binding',
  'secevent+jwt': 'security-event',
  'client-authentication+jwt': 'client-assertion',
}

/** Types that are not registered but in use. */
const vendorTyps: Readonly<Record<string, TokenKind>> = {
  'okta-internal-at+jwt': 'access-token',
  'rt+jwt': 'refresh-token',
}

const tokenTypeWords: Readonly<Record<string, TokenKind>> = {
  id: 'id-token',
  id_token: 'id-token',
  access: 'access-token',
  access_token: 'access-token',
  bearer: 'access-token',
  refresh: 'refresh-token',
  refresh_token: 'refresh-token',
}

/** Claims in which issuers say what they issued: Cognito, Keycloak, Simple JWT, Flask-JWT-Extended and their like. */
const vendorMarkers: readonly (readonly [claim: string, values: Readonly<Record<string, TokenKind>>])[] = [
  ['token_use', tokenTypeWords],
  ['typ', { id: 'id-token', bearer: 'access-token', refresh: 'refresh-token', offline: 'refresh-token', logout: 'logout-token' }],
  ['token_type', tokenTypeWords],
  ['tokenType', tokenTypeWords],
  ['type', { access: 'access-token', access_token: 'access-token', refresh: 'refresh-token', refresh_token: 'refresh-token', id_token: 'id-token' }],
]

/** Names of fields that say what token they hold (OAuth 2.0 and OpenID Connect parameters). */
const byField: Readonly<Record<string, TokenKind>> = {
  id_token: 'id-token',
  id_token_hint: 'id-token',
  access_token: 'access-token',
  refresh_token: 'refresh-token',
  logout_token: 'logout-token',
  client_assertion: 'client-assertion',
}

const certain = (kind: TokenKind, reason: string): TokenType => ({ kind, confidence: 'certain', reason })

/** The kind that an explicit type names; undefined for `JWT`, for types of other trades and for none. */
export function kindOfTyp(typ: unknown): TokenKind | undefined {
  const name = normalizedTyp(typ)
  return name === undefined ? undefined : (lookUp(byTyp, name) ?? lookUp(vendorTyps, name))
}

/** The explicit type that a token of this kind should carry; undefined where no standard names one. */
export const typOfKind = (kind: TokenKind): string | undefined => Object.keys(byTyp).find((typ) => byTyp[typ] === kind)

type Marker = (parsed: ParsedJwt, claims: JsonObject) => TokenType | undefined

/** A media type with the suffix +jwt or +sd-jwt, which has no white space (RFC 6838 section 4.2), or that of RFC 8225. */
const ownType = /^\S+\+(?:sd-)?jwt$|^passport$/

const byType: Marker = ({ header }) => {
  const typ = normalizedTyp(header?.['typ'])
  if (typ === undefined) return undefined
  const kind = kindOfTyp(typ)
  if (kind) return certain(kind, `typ is ${typ}`)
  return ownType.test(typ) ? { ...certain('generic', `typ is ${typ}, a kind of its own`), ownProfile: true } : undefined
}

interface Trade {
  /** What it is, for the reason. */
  readonly words: string
  readonly isOne: (claims: JsonObject, header: JsonObject) => boolean
}

const areNumbers = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === 'number')
const areText = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === 'string' && value !== '')
const isAppleId = (value: unknown): boolean => typeof value === 'string' && /^[A-Z0-9]{10}$/.test(value)

/** A bearer token stands for somebody; what an authorization request, its answer or a software statement holds does not. */
const standsForSomebody = ({ sub }: JsonObject): boolean => sub !== undefined

/**
 * JWTs of other trades that name no type but cannot be taken for anything else. Each is judged by its own profile, not as a bearer token:
 * all that its specification demands must be there, so that no bearer token escapes its own rules through one claim.
 */
const trades: readonly Trade[] = [
  // OpenID Connect Core section 6.1, RFC 9101 section 4
  { words: 'it holds the parameters of an authorization request', isOne: (claims) => areText(claims['response_type'], claims['client_id']) && !standsForSomebody(claims) },
  // RFC 7591 section 2.3; a client that registers with it has no client_id yet.
  {
    words: 'it holds the metadata of a client',
    isOne: (claims) => (areText(claims['software_id']) || (Array.isArray(claims['redirect_uris']) && areText(claims['client_name']))) && claims['client_id'] === undefined && !standsForSomebody(claims),
  },
  // JWT Secured Authorization Response Mode (JARM) section 2.1: always with issuer, audience and end
  {
    words: 'it holds the answer to an authorization request',
    isOne: (claims) => areText(claims['iss'], claims['aud']) && (areText(claims['code']) || areText(claims['error'])) && typeof claims['exp'] === 'number' && !standsForSomebody(claims),
  },
  // RFC 8292 section 2: audience, end (which it must have) and contact, and no issuer
  {
    words: 'it holds what a push service asks of an application server',
    isOne: (claims, { alg }) => alg === 'ES256' && typeof claims['exp'] === 'number' && /^https:\/\/[^/]+$/.test(String(claims['aud'])) && /^(?:mailto|https):/.test(String(claims['sub'])) && Object.keys(claims).every((name) => ['aud', 'exp', 'iat', 'nbf', 'sub'].includes(name)),
  },
  // OpenID Connect CIBA section 7.1.1: all of them, and one hint at whom to ask
  {
    words: 'it holds the parameters of a backchannel authentication request',
    isOne: (claims) =>
      areText(claims['iss'], claims['scope'], claims['jti']) &&
      ['exp', 'iat', 'nbf'].every((name) => typeof claims[name] === 'number') &&
      ['login_hint', 'login_hint_token', 'id_token_hint'].some((name) => areText(claims[name])) &&
      !standsForSomebody(claims),
  },
  // signed_metadata: RFC 8414 section 2.1 with what section 2 demands, RFC 9728 section 2.2
  {
    words: 'it holds the metadata of a server',
    isOne: (claims) =>
      areText(claims['iss']) &&
      ((areText(claims['issuer'], claims['token_endpoint']) && Array.isArray(claims['response_types_supported'])) || (areText(claims['resource']) && Array.isArray(claims['authorization_servers']))) &&
      !standsForSomebody(claims),
  },
  // What programs prove themselves with to one service, in the form that its documentation demands: no audience, for there is but one.
  { words: 'it is what GitHub asks of an app', isOne: ({ iss, iat, exp, ...rest }, { alg }) => alg === 'RS256' && /^Iv(?:1\.[0-9a-f]{16}|23[A-Za-z0-9]{16,20})$/.test(String(iss)) && areNumbers(iat, exp) && Object.keys(rest).length === 0 },
  { words: 'it is what Snowflake asks of a key pair', isOne: ({ iss, sub, iat, exp }, { alg }) => alg === 'RS256' && areText(iss, sub) && /^SHA256:[\w+/]{43}=$/.test(String(iss).replace(`${String(sub)}.`, '')) && areNumbers(iat, exp) },
  { words: 'it is an access token of Twilio', isOne: ({ iss, sub, grants, exp }, { cty }) => String(cty).startsWith('twilio-fpa;') && /^SK[0-9a-f]{32}$/.test(String(iss)) && /^AC[0-9a-f]{32}$/.test(String(sub)) && isObject(grants) && areNumbers(exp) },
  { words: 'it lets somebody into a room of LiveKit', isOne: ({ iss, video, exp }, { alg }) => alg === 'HS256' && areText(iss) && isObject(video) && (video['room'] !== undefined || video['roomCreate'] === true || video['roomAdmin'] === true || video['roomList'] === true) && areNumbers(exp) },
  { words: 'it signs a request of Atlassian Connect', isOne: ({ iss, qsh, iat, exp }, { alg }) => alg === 'HS256' && areText(iss) && (/^[0-9a-f]{64}$/.test(String(qsh)) || qsh === 'context-qsh') && areNumbers(iat, exp) },
  // Apple: APNs, Sign in with Apple, MusicKit, MapKit JS, App Store Connect
  { words: 'it is signed with a key that Apple gave to a developer', isOne: ({ iss, aud }, { alg, kid }) => alg === 'ES256' && isAppleId(kid) && (isAppleId(iss) || aud === 'appstoreconnect-v1') },
]

const byTrade: Marker = ({ header }, claims) => {
  const trade = trades.find(({ isOne }) => isOne(claims, header ?? {}))
  return trade && { ...certain('generic', trade.words), ownProfile: true }
}

/** Markers that end the search, in the order in which they are believed. */
const markers: readonly Marker[] = [
  (_, { events }) => (isObject(events) && Object.hasOwn(events, logoutEvent) ? certain('logout-token', 'events has the back-channel logout member') : undefined),
  byType,
  ({ header }, { htm, htu }) => (header?.['jwk'] !== undefined && htm !== undefined && htu !== undefined ? certain('dpop-proof', 'it has jwk, htm and htu') : undefined),
  (_, claims) => {
    for (const [claim, values] of vendorMarkers) {
      const value = claims[claim]
      const kind = typeof value === 'string' ? lookUp(values, value.toLowerCase()) : undefined
      if (kind) return certain(kind, `${claim} is ${String(value)}`)
    }
    return undefined
  },
  ({ carrier }) => byCarrier(carrier),
  byTrade,
  ({ serialization }) => (serialization === 'sd-jwt' ? { ...certain('generic', 'it is an SD-JWT'), ownProfile: true } : undefined),
  ({ serialization }) => (serialization === 'jwe' ? { kind: 'generic', confidence: 'firm', reason: 'it is encrypted and nothing outside says what it is' } : undefined),
]

function byCarrier({ kind, name }: Carrier): TokenType | undefined {
  if (name === undefined || kind === 'bare' || kind === 'text') return undefined
  if (kind === 'header') return name.toLowerCase() === 'dpop' ? certain('dpop-proof', 'it came in the header field DPoP') : undefined
  const field = name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/-/g, '_').toLowerCase()
  const found = lookUp(byField, field.replace(/^__(?:host|secure)_/, ''))
  // Parameters are named by a protocol, cookies and variables by whoever wrote the application.
  return found && { kind: found, confidence: kind === 'json' || kind === 'url' ? 'certain' : 'firm', reason: `it came as ${name}` }
}

interface Evidence {
  readonly claims: JsonObject
  readonly names: readonly string[]
  readonly carrier: Carrier
  readonly audiences: readonly string[]
  /** Seconds. */
  readonly life: number | undefined
}

type Candidate = 'id-token' | 'access-token' | 'refresh-token' | 'client-assertion'
const candidates: readonly Candidate[] = ['id-token', 'access-token', 'refresh-token', 'client-assertion']

interface Signal {
  /** What was seen, for the reason. */
  readonly words: string
  /** How often it was seen. */
  readonly seen: (evidence: Evidence) => boolean | number
  /** Weight for id-token, access-token, refresh-token, client-assertion. */
  readonly weights: readonly [id: number, access: number, refresh: number, client: number]
}

const anyOf = (...names: readonly string[]) => ({ claims }: Evidence): boolean => names.some((name) => hasClaim(claims, name))

/** About the end user, as a client wants to know it; `sub` says nothing (OpenID Connect Core section 5.1). */
const profileClaims = new Set(
  (
    'name given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender birthdate ' +
    'zoneinfo locale phone_number phone_number_verified address'
  ).split(' '),
)

/** All that a token needs which is only ever handed back to its issuer. */
const bareClaims = new Set('iss sub aud iat nbf exp jti sid session_id family family_id token_family rotation rotation_id generation gen ver version parent_jti'.split(' '))
const handles = anyOf('jti', 'sid', 'session_id', 'family', 'family_id', 'token_family', 'rotation_id')

const isUrl = (text: string): boolean => /^(?:https?|api):\/\//i.test(text)

/** A whole profile beside all that OpenID Connect demands counts twice, unless a scope speaks against it: nothing else marks the ID tokens of LinkedIn. */
function aboutPerson(evidence: Evidence): number {
  const known = evidence.names.filter((name) => profileClaims.has(name)).length
  const isComplete = ['iss', 'sub', 'aud', 'exp', 'iat'].every((name) => hasClaim(evidence.claims, name))
  return known < 2 ? 0 : known >= 5 && isComplete && !anyOf('scope', 'scp')(evidence) ? 2 : 1
}

/** Issuers whose access tokens are no JWTs: what they sign for somebody is an ID token, as their discovery documents and manuals say. */
const idTokenIssuers = /^(?:https:\/\/)?(?:accounts\.google\.com|appleid\.apple\.com|securetoken\.google\.com\/[a-z0-9-]{1,64}|www\.linkedin\.com(?:\/oauth)?|access\.line\.me|www\.facebook\.com|slack\.com|id\.twitch\.tv\/oauth2)$/

/** The endpoint for which RFC 7523 assertions are made. */
const isTokenEndpoint = (text: string): boolean => /^https?:\/\/[^?#]+\/token$/i.test(text)

const signals: readonly Signal[] = [
  { words: 'a hash of the token or code beside it', weights: [4, -4, 0, 0], seen: anyOf('at_hash', 'c_hash', 's_hash') },
  { words: 'nonce', weights: [3, -3, -2, 0], seen: anyOf('nonce') },
  { words: 'claims about a person', weights: [2, 0, -2, 0], seen: aboutPerson },
  { words: 'how the user signed in', weights: [1, 0, 0, 0], seen: ({ claims }) => Math.min(2, ['auth_time', 'amr', 'acr'].filter((name) => hasClaim(claims, name)).length) },
  { words: 'an issuer that signs ID tokens only', weights: [4, -4, -4, -4], seen: ({ claims }) => idTokenIssuers.test(String(claims['iss'])) },
  { words: 'azp equal to aud', weights: [2, 0, 0, 0], seen: ({ claims, audiences: [first, second] }) => first !== undefined && second === undefined && claims['azp'] === first },
  { words: 'scope', weights: [-4, 4, 0, 0], seen: anyOf('scope', 'scp') },
  { words: 'a client id', weights: [-1, 2, 0, 0], seen: anyOf('client_id', 'cid', 'gty', 'appid') },
  { words: 'an audience that is a URL', weights: [-1, 2, 0, 0], seen: ({ audiences: all }) => all.some(isUrl) },
  { words: 'roles or groups', weights: [0, 1, -1, 0], seen: anyOf('roles', 'role', 'permissions', 'groups', 'entitlements', 'realm_access', 'resource_access', 'authorities', 'cognito:groups') },
  { words: 'cnf', weights: [0, 2, 0, 0], seen: anyOf('cnf') },
  { words: 'a life of more than a day', weights: [-1, -1, 2, 0], seen: ({ life }) => life !== undefined && life > 86400 },
  // Without a handle a refresh token could not be rotated; a plain session token has none either.
  { words: 'nothing but identifiers', weights: [0, 0, 2, 0], seen: (evidence) => evidence.names.every((name) => bareClaims.has(name)) && handles(evidence) },
  {
    words: 'an issuer that speaks about itself to a URL, for minutes',
    weights: [-3, -3, -3, 6],
    seen: ({ claims, audiences: all, life }) => typeof claims['iss'] === 'string' && claims['iss'] === claims['sub'] && all.some(isUrl) && life !== undefined && life <= 600,
  },
  { words: 'a token endpoint as audience', weights: [-3, -3, -3, 5], seen: ({ audiences: all }) => all.some(isTokenEndpoint) },
  { words: 'an Authorization header', weights: [-1, 2, -2, 0], seen: ({ carrier }) => carrier.kind === 'bearer' || (carrier.kind === 'header' && carrier.name?.toLowerCase() === 'authorization') },
  { words: 'a field named refresh', weights: [0, 0, 4, 0], seen: ({ carrier }) => carrier.name !== undefined && /(?:^|[^a-z])refresh(?:$|[^a-z])/i.test(carrier.name.replace(/([a-z])([A-Z])/g, '$1_$2')) },
]

/** A kind is believed from this score on, and only this far ahead of the next. */
const enough = 4
const ahead = 2

const nothingTells: TokenType = { kind: 'generic', confidence: 'firm', reason: 'nothing marks it as a particular kind' }

function byScore(evidence: Evidence): TokenType {
  const scores = [0, 0, 0, 0]
  const seen: Signal[] = []
  for (const signal of signals) {
    const times = Number(signal.seen(evidence))
    if (times === 0) continue
    seen.push(signal)
    for (const [i, weight] of signal.weights.entries()) scores[i] = (scores[i] ?? 0) + weight * times
  }
  if (seen.length === 0) return nothingTells
  const order = [0, 1, 2, 3].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const [best = 0, second = 1] = order
  const [top = 0, next = 0] = [scores[best], scores[second]]
  const speakingFor = (index: number) => seen.filter(({ weights }) => (weights[index] ?? 0) > 0).map(({ words }) => words)
  const kindOf = (index: number): Candidate => candidates[index] ?? 'access-token'
  if (top >= enough && top - next >= ahead) return { kind: kindOf(best), confidence: 'firm', reason: `it has ${list(speakingFor(best))}` }
  const rivals: [number, number] | undefined = top >= enough ? [best, second] : contradicts(evidence) ? [0, 1] : undefined
  if (!rivals) return nothingTells
  const [one, other] = rivals
  return {
    kind: 'generic',
    confidence: 'firm',
    reason: `${list(speakingFor(one))} ${speakingFor(one).length > 1 ? 'speak' : 'speaks'} for one kind, ${list(speakingFor(other))} for another`,
    rivals: [kindOf(one), kindOf(other)],
  }
}

/** What only an ID token has beside what only an access token has. */
const contradicts = (evidence: Evidence): boolean => anyOf('nonce', 'at_hash', 'c_hash', 's_hash')(evidence) && anyOf('scope', 'scp')(evidence)

const markersButTyp = markers.filter((marker) => marker !== byType)

/** What marks a token as a kind, apart from its typ. */
export const markBesidesTyp = (parsed: ParsedJwt): TokenType | undefined => firstMark(parsed, markersButTyp)

function firstMark(parsed: ParsedJwt, believed: readonly Marker[]): TokenType | undefined {
  const claims = parsed.claims ?? {}
  for (const marker of believed) {
    const type = marker(parsed, claims)
    if (type) return type
  }
  return undefined
}

/** Classifies a token: what the user says, else what marks it for certain, else what its claims and carrier add up to. */
export function tokenType(parsed: ParsedJwt, asked?: TokenKind): TokenType {
  if (asked) return certain(asked, 'you said so')
  const marked = firstMark(parsed, markers)
  if (marked) return marked
  const { claims } = parsed
  if (!claims) return nothingTells
  return byScore({ claims, names: Object.keys(claims), carrier: parsed.carrier, audiences: audiences(claims), life: lifetime(claims) })
}
