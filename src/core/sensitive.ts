import { ExactNumber, isObject, type JsonObject, type JsonValue } from './json.ts'
import { namingOf } from './sensitive-names.ts'
import { internalHit, valueHit, type Place, type ValueHit } from './sensitive-values.ts'
import { count } from './text.ts'

/** Something in claims or a cookie value that should not be read by everyone who holds it. */
export interface SensitiveItem {
  /** Path inside the value that was searched, such as `user.ssn` or `cards[0]`. */
  readonly path: string
  /** `credential` opens doors; `personal` is data about a person; `internal` tells about the network of the issuer. */
  readonly category: 'credential' | 'personal' | 'internal'
  /** `password`, `private key`, `payment card number`, `e-mail address`. */
  readonly what: string
  readonly confidence: 'certain' | 'firm' | 'tentative'
  /** A published test or sample value, such as the card 4111 1111 1111 1111. */
  readonly sample?: boolean
  /** What may be shown instead of the value, such as `(text of 12 characters)`. */
  readonly mask: string
}

export interface SensitiveOptions {
  /** Personal data in the standard claims of OpenID Connect Core section 5.1 is what an ID token is for: leave it out. */
  readonly idToken?: boolean
  /** Also find private addresses, internal host names and file paths. */
  readonly internal?: boolean
}

/** Standard claims about an end user (OpenID Connect Core section 5.1). */
const oidcStandardClaims: ReadonlySet<string> = new Set(
  (
    'sub name given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender birthdate ' +
    'zoneinfo locale phone_number phone_number_verified address updated_at'
  ).split(' '),
)

/** Where a value stands: the names of the member and of the object around it. Items of an array stand where the array stands. */
interface Position {
  readonly name: string
  readonly parent: string
  /** A member of the value that was handed in. */
  readonly top: boolean
  /** Inside something that was judged as a whole: only credentials are still worth a word. */
  readonly covered: boolean
}

/** Values nested deeper do not come out of the JSON reader. */
const deepest = 64

/** Finds credentials and personal data by name and by validated value. Linear in the size of the value. */
export function findSensitive(value: JsonValue | undefined, path = '', options: SensitiveOptions = {}): readonly SensitiveItem[] {
  const { idToken = false, internal = false } = options
  if (typeof value !== 'object' || value === null) return search(value, path, options)
  // Several rules ask the same of one value.
  if (lastSearch?.value === value && lastSearch.path === path && lastSearch.idToken === idToken && lastSearch.internal === internal) return lastSearch.items
  const items = search(value, path, options)
  lastSearch = { value, path, idToken, internal, items }
  return items
}

let lastSearch: { readonly value: JsonValue; readonly path: string; readonly idToken: boolean; readonly internal: boolean; readonly items: readonly SensitiveItem[] } | undefined

function search(value: JsonValue | undefined, path: string, options: SensitiveOptions): readonly SensitiveItem[] {
  const items: SensitiveItem[] = []
  const walk = (part: JsonValue | undefined, at: string, position: Position, depth: number): void => {
    const hit = inspect(part, position, options)
    if (hit && part !== undefined && !(position.covered && hit.category !== 'credential')) items.push({ path: at, ...hit, mask: maskOf(part) })
    if (depth >= deepest) return
    const covered = position.covered || hit !== undefined || standard(position, options)
    if (Array.isArray(part)) {
      for (const [i, item] of part.entries()) walk(item as JsonValue, `${at}[${i}]`, position, depth + 1)
    } else if (isObject(part)) {
      for (const name of Object.keys(part)) {
        walk(part[name], at === '' ? name : `${at}.${name}`, { name, parent: position.name, top: depth === 0, covered }, depth + 1)
      }
    }
  }
  walk(value, path, { name: lastName(path), parent: '', top: true, covered: false }, 0)
  return items
}

/** The value with everything sensitive replaced by what may be shown; `alter` has a say about other texts. What stays as it is is not copied. */
export function maskSensitive(value: JsonValue, alter: (text: string) => string = (text) => text): JsonValue {
  // Nearly always nothing is found, and rules ask the same.
  const isClean = isObject(value) && findSensitive(value).length === 0
  const walk = (part: JsonValue, position: Position, depth: number): JsonValue => {
    if ((!isClean && inspect(part, position, {})) || (depth >= deepest && typeof part === 'object' && part !== null)) return maskOf(part)
    if (typeof part === 'string') return alter(part)
    if (Array.isArray(part)) return changed(part, part.map((item: JsonValue) => walk(item, position, depth + 1)))
    if (!isObject(part)) return part
    let copy: Record<string, JsonValue | undefined> | undefined
    for (const name of Object.keys(part)) {
      const member = part[name]
      if (member === undefined) continue
      const value = typeof member === 'string' && isClean ? alter(member) : walk(member, { name, parent: position.name, top: depth === 0, covered: false }, depth + 1)
      if (value === member) continue
      copy ??= { ...part }
      // defineProperty, so that "__proto__" is a member like any other.
      Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true })
    }
    return (copy as JsonObject | undefined) ?? part
  }
  return walk(value, { name: '', parent: '', top: true, covered: false }, 0)
}

const changed = (before: readonly JsonValue[], after: readonly JsonValue[]): readonly JsonValue[] => (after.some((item, i) => item !== before[i]) ? after : before)

const lastName = (path: string): string => /(?<![^.[\]])([^.[\]]*)(?:\[\d+\])?$/.exec(path.slice(-256))?.[1] ?? ''

type Hit = ValueHit

/** What one value is, by its name and by itself; members of objects and items of arrays are looked at on their own. */
function inspect(value: JsonValue | undefined, position: Position, options: SensitiveOptions): Hit | undefined {
  if (value === undefined || value === null || typeof value === 'boolean' || Array.isArray(value)) return undefined
  if (isObject(value)) return inspectObject(value, position, options)
  const text = textOf(value)
  if (text === '') return undefined
  const { words, hint, identifier } = namingOf(position.name)
  const named = hint ? (hint.fits(text) ? hint : undefined) : isPersonName(text, position) ? personName : undefined
  const place: Place = { words, identifier, party: position.top && parties.has(position.name) }
  const valued = typeof value === 'string' || cardOnly(text) ? valueHit(text, place) : undefined
  const hit = stronger(valued, named) ?? (options.internal ? internalHit(text, place) : undefined)
  return hit?.category === 'personal' && standard(position, options) ? undefined : hit
}

function inspectObject(value: JsonObject, position: Position, options: SensitiveOptions): Hit | undefined {
  if (value['kty'] !== undefined && (typeof value['d'] === 'string' || typeof value['k'] === 'string')) {
    return { category: 'credential', what: 'private key', confidence: 'certain' }
  }
  const { hint } = namingOf(position.name)
  if (hint?.what !== 'postal address' || !Object.entries(value).some(([name, member]) => addressParts.test(name) && typeof member === 'string' && member !== '')) return undefined
  return standard(position, options) ? undefined : { category: 'personal', what: hint.what, confidence: 'firm' }
}

const addressParts = /street|local|city|town|postal|postcode|zip|region|formatted|country|line/i

const standard = ({ name, top }: Position, { idToken }: SensitiveOptions): boolean => idToken === true && top && oidcStandardClaims.has(name)

const textOf = (value: JsonValue): string => (value instanceof ExactNumber ? value.text : String(value))

/** Of numbers only whole ones can be a card number. */
const cardOnly = (text: string): boolean => text.length >= 14 && /^\d+$/.test(text)

const rank = { certain: 3, firm: 2, tentative: 1 }

/** Of what the value and what the name say: the credential, else what is surer, else what the value says. */
function stronger(valued: Hit | undefined, named: Hit | undefined): Hit | undefined {
  if (!valued || !named) return valued ?? named
  if (valued.category !== named.category) return valued.category === 'credential' ? valued : named
  return rank[named.confidence] > rank[valued.confidence] && !valued.sample ? named : valued
}

/** Claims that name an issuer, a service or a client (RFC 7519 section 4.1, OpenID Connect Core section 2, RFC 8693 section 4.3). */
const parties = new Set('iss aud azp appid client_id cid kid jku x5u htu scope scp'.split(' '))

const personName: Hit = { category: 'personal', what: "person's name", confidence: 'tentative' }

/** `name` alone names anything; two capitalised words about a user are probably a person. */
const isPersonName = (text: string, { name, parent, top }: Position): boolean =>
  name.toLowerCase() === 'name' &&
  (top || /^(?:user|profile|person|customer|owner|employee|patient|member)$/i.test(parent)) &&
  text.length <= 100 &&
  /^\p{Lu}[\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]+)+$/u.test(text)

function maskOf(value: JsonValue): string {
  if (typeof value === 'string') return `(text of ${count([...value].length, 'character')})`
  if (Array.isArray(value)) return `(list of ${count(value.length, 'item')})`
  if (isObject(value)) return `(object of ${count(Object.keys(value).length, 'member')})`
  return `(number of ${count(String(value instanceof ExactNumber ? value.text : value).replace(/\D/g, '').length, 'digit')})`
}
