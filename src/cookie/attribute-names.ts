import { nearest } from '../core/nearest.ts'

/** Attributes that some browser acts on (RFC 6265bis section 4.1.1; Partitioned: CHIPS; Priority: Chromium). */
export const knownAttributes = ['Expires', 'Max-Age', 'Domain', 'Path', 'Secure', 'HttpOnly', 'SameSite', 'Partitioned', 'Priority'] as const

/** Without these a cookie is less protected than it looks. */
export const protectiveAttributes: ReadonlySet<string> = new Set(['Secure', 'HttpOnly', 'SameSite', 'Partitioned'])

/** Once meant something (RFC 2109, RFC 2965; SameParty: Chromium 89 to 118); ignored by every current browser. */
export const obsoleteAttributes: ReadonlySet<string> = new Set(['version', 'comment', 'commenturl', 'port', 'discard', 'sameparty'])

const lettersOnly = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')
const byLetters = new Map<string, string>(knownAttributes.map((name) => [lettersOnly(name), name]))

/** The attribute of this name in its usual spelling; names compare without case. */
export const knownAttribute = (name: string): string | undefined => knownAttributes.find((known) => known.toLowerCase() === name.toLowerCase())

/** The same of a name with quotation marks around or in it, which no browser removes. */
export const unquotedAttribute = (name: string): string | undefined => knownAttribute(name.replaceAll('"', '').trim())

/**
 * The attribute that a misspelled name was probably meant to be: the same letters with other hyphens or quotes, or up to two
 * letters off (one in short names). Undefined when nothing is that near.
 */
export function meantAttribute(name: string): string | undefined {
  if (name.length > 24) return undefined
  const letters = lettersOnly(name)
  const same = byLetters.get(letters)
  if (same) return same
  const near = nearest(letters, byLetters.keys(), letters.length <= 5 ? 1 : 2)
  return near === undefined ? undefined : byLetters.get(near)
}

/** Pieces of a name in which several attributes were run together: `Secure, HttpOnly`, `Secure HttpOnly`. */
export function gluedAttributes(name: string): readonly string[] | undefined {
  const pieces = name.split(/[ \t,]+/).filter((piece) => piece !== '')
  return pieces.length > 1 && pieces.some((piece) => knownAttribute(piece)) ? pieces : undefined
}

/** An attribute with the pointer of its place, such as `Path[1]`. */
export interface PlacedAttribute<A> {
  readonly attribute: A
  readonly pointer: string
}

export function numbered<A extends { readonly name: string }>(attributes: readonly A[]): readonly PlacedAttribute<A>[] {
  const seen = new Map<string, number>()
  return attributes.map((attribute) => {
    const key = attribute.name.toLowerCase()
    const index = seen.get(key) ?? 0
    seen.set(key, index + 1)
    return { attribute, pointer: `${attribute.name}[${index}]` }
  })
}

/** One of each name and 16 in all: nobody reads on, and a hostile header has thousands. */
export function worthTelling<A extends { readonly name: string }>(placed: readonly PlacedAttribute<A>[]): readonly PlacedAttribute<A>[] {
  const byName = new Map<string, PlacedAttribute<A>>()
  for (const one of placed) {
    const key = one.attribute.name.toLowerCase()
    if (!byName.has(key)) byName.set(key, one)
    if (byName.size === 16) break
  }
  return [...byName.values()]
}
