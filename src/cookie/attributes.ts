import type { ParsedCookie } from './cookie.ts'
import type { EffectiveCookie } from './storage.ts'

/** Octets that name and value have together at most, without the equals sign (RFC 6265bis section 5.6, step 5). */
export const maxPairOctets = 4096
/** Octets of an attribute value; an attribute with a longer one is ignored (RFC 6265bis section 5.6, step 6). */
export const maxAttributeOctets = 1024

/** Attribute values by lower-case name; empty for an attribute without one. */
export type Attributes = ReadonlyMap<string, string>

/** The attributes that count: the last of each name, of those that are not too long. */
export function lastAttributes({ attributes }: ParsedCookie, isLimited: (name: string) => boolean = () => true): Attributes {
  const last = new Map<string, string>()
  for (const attribute of attributes) {
    const name = attribute.name.toLowerCase()
    const value = attribute.value ?? ''
    if (value.length <= maxAttributeOctets || !isLimited(name)) last.set(name, value)
  }
  return last
}

const sameSiteNames: ReadonlyMap<string, 'Strict' | 'Lax' | 'None'> = new Map([
  ['strict', 'Strict'],
  ['lax', 'Lax'],
  ['none', 'None'],
])

/** Null when absent or not understood; quotes around the word make it so. */
export const sameSiteOf = (attributes: Attributes): EffectiveCookie['sameSite'] => sameSiteNames.get(attributes.get('samesite')?.toLowerCase() ?? '') ?? null

/** Does any of name, value and attributes, each without its outer white space, hold one of these characters? */
export function anyPartHas(characters: RegExp, { text, name, value, attributes }: ParsedCookie): boolean {
  if (!characters.test(text)) return false
  return characters.test(name) || characters.test(value) || attributes.some((part) => characters.test(part.name) || characters.test(part.value ?? ''))
}
