import { ExactNumber, type JsonObject, type JsonValue } from './json.ts'

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

/** Lifetime in seconds from iat, else nbf; undefined when the token does not say. */
export function lifetime(claims: JsonObject): number | undefined {
  const exp = timeClaim(claims, 'exp')
  const from = timeClaim(claims, 'iat') ?? timeClaim(claims, 'nbf')
  return exp === undefined || from === undefined ? undefined : exp - from
}

/** The least lifetime in seconds that a token can have: of one that does not say since when it is valid, what is left of it. */
export function leastLifetime(claims: JsonObject, now: number): { readonly seconds: number; readonly exact: boolean } | undefined {
  const said = lifetime(claims)
  if (said !== undefined) return { seconds: said, exact: true }
  const exp = timeClaim(claims, 'exp')
  return exp === undefined || exp <= now ? undefined : { seconds: exp - now, exact: false }
}

/** The life of a token as a line from its start to its end. Times are seconds since 1970, places on the line run from 0 to 1. */
export interface Timeline {
  readonly from: 'iat' | 'nbf'
  readonly start: number
  readonly end: number
  /** Below 0 before the start, above 1 after the end. */
  readonly now: number
  /** Where it begins to be accepted, when that is after it was issued. */
  readonly nbf?: number
}

/** Undefined for a token that does not say, or that ends before it starts. */
export function timeline(claims: JsonObject, now: number): Timeline | undefined {
  const length = lifetime(claims)
  const end = timeClaim(claims, 'exp')
  if (length === undefined || end === undefined || length <= 0) return undefined
  const start = end - length
  const nbf = timeClaim(claims, 'nbf')
  const place = (time: number): number => (time - start) / length
  return {
    from: timeClaim(claims, 'iat') === undefined ? 'nbf' : 'iat',
    start,
    end,
    now: place(now),
    ...(nbf !== undefined && nbf > start && nbf < end ? { nbf: place(nbf) } : {}),
  }
}
