import type { JsonObject } from '../core/json.ts'

export { leastLifetime, lifetime, millisecondsFrom, numberOf, timeClaim } from '../core/lifetime.ts'

/** Audiences as a list; the claim may be one string or an array (RFC 7519 section 4.1.3). */
export function audiences(claims: JsonObject): readonly string[] {
  const aud = claims['aud']
  return (Array.isArray(aud) ? aud : [aud]).filter((item): item is string => typeof item === 'string')
}

/** Is the claim there with something in it? Null, empty text and empty arrays are not. */
export function hasClaim(claims: JsonObject, name: string): boolean {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
