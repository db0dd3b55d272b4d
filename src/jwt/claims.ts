import { ExactNumber, type JsonObject, type JsonValue } from '../core/json.ts'

/** A finite JSON number, rounded to a double if need be; undefined for anything else, quoted numbers included. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const number = value instanceof ExactNumber ? value.valueOf() : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** From here on a "number of seconds" is milliseconds: 1e11 seconds is the year 5138. */
export const millisecondsFrom = 1e11

/** A time claim in seconds since 1970 that can be reasoned with: a number, not negative, not milliseconds. */
export function timeClaim(claims: JsonObject, name: string): number | undefined {
  const seconds = numberOf(claims[name])
  return seconds !== undefined && seconds >= 0 && seconds < millisecondsFrom ? seconds : undefined
}

/** Audiences as a list; the claim may be one string or an array (RFC 7519 section 4.1.3). */
export function audiences(claims: JsonObject): readonly string[] {
  const aud = claims['aud']
  return (Array.isArray(aud) ? aud : [aud]).filter((item): item is string => typeof item === 'string')
}

/** Lifetime in seconds from iat, else nbf; undefined when the token does not say. */
export function lifetime(claims: JsonObject): number | undefined {
  const exp = timeClaim(claims, 'exp')
  const from = timeClaim(claims, 'iat') ?? timeClaim(claims, 'nbf')
  return exp === undefined || from === undefined ? undefined : exp - from
}

/** Is the claim there with something in it? Null, empty text and empty arrays are not. */
export function hasClaim(claims: JsonObject, name: string): boolean {
  const value = claims[name]
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** One line on each registered claim, for people who read a token (RFC 7519 section 4.1, OpenID Connect Core, RFC 8693, RFC 7800). */
export const glossary: Readonly<Record<string, string>> = {
  iss: 'who issued it',
  sub: 'who it is about',
  aud: 'who may accept it',
  exp: 'not accepted after',
  nbf: 'not accepted before',
  iat: 'issued at',
  jti: 'unique id of this token',
  azp: 'party it was issued to',
  nonce: 'ties it to one sign-in request',
  auth_time: 'when the user last authenticated',
  acr: 'how strongly the user authenticated',
  amr: 'authentication methods used',
  at_hash: 'hash of the access token beside it',
  c_hash: 'hash of the authorization code beside it',
  sid: 'session id at the issuer',
  scope: 'what it permits',
  scp: 'what it permits',
  client_id: 'client it was issued to',
  cnf: 'key its holder must prove',
  act: 'party acting for the subject',
  events: 'what happened (security event)',
  htm: 'HTTP method the proof is for',
  htu: 'URL the proof is for',
  ath: 'hash of the access token it goes with',
  roles: 'roles of the subject',
  groups: 'groups of the subject',
  entitlements: 'rights of the subject',
  _sd: 'digests of claims that can be disclosed',
  _sd_alg: 'hash of the disclosures',
}
