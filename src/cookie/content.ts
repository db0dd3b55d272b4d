import { isObject, type JsonValue } from '../core/json.ts'
import { findSensitive, type SensitiveItem } from '../core/sensitive.ts'
import type { ParsedCookie } from './cookie.ts'
import { utf8 } from './cookie.ts'
import { describeValue, readableContent, type CookieValue } from './value.ts'

/** Tokens are what auth cookies are for; being readable by their owner is not a leak. */
const tokens = new Set(['token', 'refresh token'])

/** What anyone who reads the cookie learns that is sensitive, whether or not the value is signed. Paths start with the cookie's name. */
export function sensitiveContent(parsed: ParsedCookie): readonly SensitiveItem[] {
  const value = parsed.decoded
  const content = readableContent(value)
  const whole = content === undefined ? [] : findSensitive(content, parsed.name)
  // The pair of name and password in base64 is only seen as a pair before it is decoded.
  const encoded = value.undone.at(-1) === 'base64' && typeof content === 'string' ? findSensitive(Buffer.from(value.text, 'latin1').toString('base64'), parsed.name) : []
  const found = [...whole, ...encoded]
  return (found.length > 0 || typeof content !== 'string' ? found : piecewise(content, parsed.name)).filter(({ what }) => !tokens.has(what))
}

/** `alice@example.com|1700000000|…`: values that somebody joined. */
function piecewise(content: string, name: string): readonly SensitiveItem[] {
  const pieces = utf8(content).split(/[|,;\s]+/, 50)
  return pieces.length < 2 ? [] : findSensitive(pieces as readonly JsonValue[], name)
}

/** Is it about a person? The numbers of cards and of social security open doors as well, yet in a cookie they are that first of all. */
export const isAboutPerson = ({ category, what }: SensitiveItem): boolean => category === 'personal' || numbersOfPeople.has(what)

const numbersOfPeople = new Set(['payment card number', 'test card number', 'social security number'])

/** Programs write these where a value is missing, people where they try something out. */
const mistakes = /^(?:undefined|null|nan|none|nil|\[object object\]|\[object promise\])$/i
const trials = /^(?:0|1|true|false|yes|no|on|off|admin|administrator|root|user|guest|test|testing|foo|bar|demo|example)$/i

/** What kind of stand-in a value is: the text of a missing value, or a word instead of a secret. */
export const standIn = (text: string): 'mistake' | 'word' | undefined => (mistakes.test(text) ? 'mistake' : trials.test(text) ? 'word' : undefined)

/** The answer to a checkbox (`remember_me=1`), not a secret. */
export const isFlag = (text: string): boolean => /^(?:[01yn]|true|false|yes|no|on|off|checked)$/i.test(text)

/** How ASP.NET says that the value is in so many other cookies (ChunkingCookieManager): no secret either. */
export const isChunkCount = (text: string): boolean => /^chunks[-:]\d{1,4}$/.test(text)

/** A member that looks like a signature over the others, of whatever kind: `uid=42&sig=8f13…`. */
export function hasOwnSignature({ shape }: CookieValue): boolean {
  const content = shape.kind === 'json' || shape.kind === 'pairs' ? shape.value : undefined
  return isObject(content) && Object.entries(content).some(([name, member]) => signatureNames.test(name) && typeof member === 'string' && member.length >= 16)
}

const signatureNames = /^(?:sig|sign|signature|hmac|mac|digest|_?hash|checksum)$/i

/** `id=76667dc1…`: one name around an opaque id is no state. */
export function isNamedId({ shape }: CookieValue): boolean {
  const members = shape.kind === 'pairs' ? Object.values(shape.value) : []
  const [only] = members
  return members.length === 1 && typeof only === 'string' && only.length >= 16 && opaque.has(describeValue(only).shape.kind)
}

const opaque = new Set(['hex', 'base64', 'uuid', 'ulid', 'ksuid'])
