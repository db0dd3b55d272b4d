/**
 * What is inside a cookie value: the framing around it is undone, the container recognised. Everything here is about
 * form alone; nothing is verified.
 */
import { isObject, parseJson, type JsonObject, type JsonValue } from '../core/json.ts'
import { utf8, type ParsedCookie } from './cookie.ts'
import { base64Decoded, hexDecoded, isPrintable, percentDecoded } from './encodings.ts'
import { identifier, type Identifier } from './identifiers.ts'
import { serializedFormat, type SerializedFormat } from './serialized.ts'
import { encryptedForm, signedForm, type SignedForm } from './signed-forms.ts'

export type Shape =
  | { readonly kind: 'empty' }
  | { readonly kind: 'jwt'; readonly header: JsonObject; readonly claims: JsonObject }
  | { readonly kind: 'jwe'; readonly header: JsonObject }
  | { readonly kind: 'json'; readonly value: JsonValue }
  /** `a=1&b=2`. */
  | { readonly kind: 'pairs'; readonly value: JsonObject }
  | { readonly kind: 'serialized'; readonly format: SerializedFormat }
  /** State that anyone can decompress and read. */
  | { readonly kind: 'compressed' }
  | { readonly kind: 'encrypted'; readonly framework: string }
  | Identifier
  | { readonly kind: 'hex' | 'base64'; readonly octets: number }
  | { readonly kind: 'text' }

export interface CookieValue {
  /** What remains once the framing is undone; one character an octet. */
  readonly text: string
  /** What was undone, outermost first: `percent-encoding`, `quotes`, `Express signature`, `base64`. */
  readonly undone: readonly string[]
  /** The outermost signature of a framework; whether it verifies is another question. */
  readonly signed?: SignedForm
  readonly shape: Shape
}

/** What the value of a cookie is (octets, one a character). */
export const describeValue = (octets: string): CookieValue => describe(octets, [], 0)

/** What anyone who holds the value can read out of it; undefined when that is nothing. Signed is still readable. */
export function readableContent({ shape, text }: CookieValue): JsonValue | undefined {
  switch (shape.kind) {
    case 'json':
    case 'pairs':
      return shape.value
    case 'jwt':
      return shape.claims
    case 'text':
    case 'integer':
      return utf8(text)
    default:
      return undefined
  }
}

/** The cookie of the same response that signs this one (`name.sig`: cookie-session, Koa). */
export const signatureCookie = (parsed: ParsedCookie, siblings: readonly ParsedCookie[]): ParsedCookie | undefined =>
  siblings.find((sibling) => sibling.name === `${parsed.name}.sig` && /^[A-Za-z0-9_-]{27,86}$/.test(sibling.value))

/** Left in documentation, or put in place of the value by whoever shared it: `<value>`, `(36 characters)`, `xxxx`, `REDACTED`. */
export const isRedacted = (text: string): boolean =>
  /^(?:<[^<>]*>|\[[^[\]]*\]|\{[^{}":]*\}|\([^()]*\)|[xX]{3,}|[*.#_-]{2,}|(?:\[?-?)(?:redacted|removed|masked|hidden|filtered|omitted|elided|sanitized)(?:-?\]?))$/i.test(text)

/** Deep enough for every framing that was ever met; bounds the work on hostile input. */
const deepest = 6

/** Longer values are no ids with something around them. */
const longestId = 512

type Step = (octets: string) => readonly [undone: string, inner: string] | undefined

function describe(octets: string, undone: readonly string[], depth: number): CookieValue {
  if (depth < deepest) {
    for (const step of transport) {
      const found = step(octets)
      if (found) return describe(found[1], [...undone, found[0]], depth + 1)
    }
  }
  const whole = container(octets)
  if (whole) return { text: octets, undone, shape: whole }
  const signed = signedForm(octets)
  if (signed) return describeSigned(octets, signed, undone, depth)
  if (depth < deepest && octets.length <= longestId) {
    for (const [undoneNow, sign, part] of idFraming) {
      if (!octets.includes(sign)) continue
      const rest = octets.replace(part, '')
      if (rest !== octets && rest !== '') return describe(rest, [...undone, undoneNow], depth + 1)
    }
  }
  return decoded(octets, undone, depth) ?? { text: octets, undone, shape: identifier(octets) ?? plain(octets) }
}

function describeSigned(octets: string, signed: SignedForm, undone: readonly string[], depth: number): CookieValue {
  const trail = [...undone, `${signed.framework} signature`]
  if (signed.compressed) return { text: octets, undone: trail, signed, shape: { kind: 'compressed' } }
  // Rails before 5.2 encrypts, then signs: two base64 parts inside.
  const inner = signed.scheme === 'message-verifier' ? base64Decoded(signed.payload) : undefined
  if (inner && /^[A-Za-z0-9+/=]+--[A-Za-z0-9+/=]+$/.test(inner)) return { text: inner, undone: trail, signed, shape: { kind: 'encrypted', framework: 'Rails' } }
  return { ...describe(signed.payload, trail, depth + 1), signed }
}

/** Ways in which a value is made fit for a header. */
const transport: readonly Step[] = [
  (octets) => {
    const inner = percentDecoded(octets)
    return inner === undefined ? undefined : ['percent-encoding', inner]
  },
  (octets) => (octets.length > 1 && octets.startsWith('"') && octets.endsWith('"') ? ['quotes', unquoted(octets.slice(1, -1))] : undefined),
  (octets) => (/^bearer[ +]/i.test(octets) ? ['Bearer', octets.slice(7).trimStart()] : undefined),
  // Supabase; Express for JSON values.
  (octets) => (octets.startsWith('base64-') && base64Decoded(octets.slice(7)) !== undefined ? ['base64- prefix', octets.slice(7)] : undefined),
  (octets) => (/^j:[{[]/.test(octets) ? ['j: prefix', octets.slice(2)] : undefined),
]

/** `\"`, `\\` and the three octal digits that Python's http.cookies writes. */
const unquoted = (octets: string): string =>
  octets.replace(/\\(?:([0-3][0-7]{2})|(.))/gs, (_, octal: string | undefined, other: string) => (octal ? String.fromCharCode(parseInt(octal, 8)) : other))

/** What servers and load balancers put around a random id, with a sign without which it cannot be there: the search for the end of a value is dear. */
const idFraming: readonly (readonly [undone: string, sign: string, part: RegExp])[] = [
  // In lower case only: by chance, base64url starts with `tOK-` now and then.
  ['prefix', '', /^(?:sess(?:ion)?(?:_?id)?|sid|ses|tok(?:en)?|auth|user|usr|refresh|access|remember|csrf|node\d)[_:.-]?(?=[0-9A-Za-z_-]+(?:[.!].*)?$)(?<=[_:.-]|node\d)/],
  // Any short word, when what follows is nothing but digits.
  ['prefix', '', /^[a-z]{1,12}[_-](?=(?:[0-9a-f]{6,}|[0-9A-F]{6,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22})$)/],
  // WebLogic and F5; Tomcat, Jetty and HAProxy; WebSphere. Each looks back only from a sign that it does not look across: a value is walked once.
  ['load balancer suffix', '!', /(?=!)(?<=^[0-9A-Za-z_-]{8,})![0-9A-Za-z!_-]*$/],
  ['load balancer suffix', '.', /(?=\.)(?<=^[0-9A-Za-z_+/-]{12,})\.[A-Za-z][0-9A-Za-z_-]{0,23}$/],
  ['load balancer suffix', ':', /(?=(?:-rt\d{1,3})?:)(?<=^\d{4}[0-9A-Za-z_+/-]{16,})(?:-rt\d{1,3})?(?::-?[0-9A-Za-z]{1,16}){1,4}$/],
  ['load balancer suffix', '-rt', /(?=-rt\d{1,3}:)(?<=^[0-9A-Za-z_+/-]{16,})-rt\d{1,3}:-?\d{1,4}$/],
]

/** Containers that the whole value must be. */
function container(octets: string): Shape | undefined {
  if (octets === '') return { kind: 'empty' }
  const token = jsonWebToken(octets)
  if (token) return token
  const format = serializedFormat(octets)
  if (format) return { kind: 'serialized', format }
  const encrypted = encryptedForm(octets)
  if (encrypted) return { kind: 'encrypted', framework: encrypted.framework }
  const json = jsonContainer(octets)
  return json === undefined ? undefined : { kind: 'json', value: json }
}

function jsonWebToken(octets: string): Shape | undefined {
  if (!octets.includes('.')) return undefined
  const parts = octets.split('.')
  if (parts.length !== 3 && parts.length !== 5) return undefined
  const header = encodedObject(parts[0])
  if (!header || typeof header['alg'] !== 'string') return undefined
  if (parts.length === 5) return typeof header['enc'] === 'string' ? { kind: 'jwe', header } : undefined
  return { kind: 'jwt', header, claims: encodedObject(parts[1]) ?? {} }
}

function encodedObject(part = ''): JsonObject | undefined {
  const value = jsonContainer(base64Decoded(part) ?? '')
  return isObject(value) ? value : undefined
}

/** An object or array; a lone number or word is no container. */
function jsonContainer(octets: string): JsonValue | undefined {
  if (!/^\s*[{[]/.test(octets)) return undefined
  const { value, problems } = parseJson(utf8(octets))
  return problems.some(({ code }) => code !== 'duplicate') ? undefined : value
}

/** Inside base64 or hexadecimal: something that makes sense, or only octets. */
function decoded(octets: string, undone: readonly string[], depth: number): CookieValue | undefined {
  for (const [encoding, inner] of [['base64', base64Decoded(octets)], ['hexadecimal', hexDecoded(octets)]] as const) {
    if (inner === undefined || depth >= deepest) continue
    const makesSense = container(inner) !== undefined || readsAsText(inner)
    if (makesSense) return unwrapRails(describe(inner, [...undone, encoding], depth + 1), depth)
  }
  return undefined
}

/** Chance octets are printable now and then while they are few, so short text must be digits or a pair of words. */
const readsAsText = (octets: string): boolean =>
  isPrintable(octets) && (octets.length >= 12 || /^\d{3,}$/.test(octets) || (octets.length >= 8 && /^[\w.@+-]+:[\x21-\x7e]+$/.test(octets)))

/** Rails wraps the message with its purpose and expiry: `{"_rails":{"message":"…"}}`. */
function unwrapRails(value: CookieValue, depth: number): CookieValue {
  if (value.shape.kind !== 'json' || !isObject(value.shape.value)) return value
  const envelope = value.shape.value['_rails']
  if (!isObject(envelope)) return value
  if (envelope['data'] !== undefined) return { ...value, shape: { kind: 'json', value: envelope['data'] } }
  return typeof envelope['message'] === 'string' ? describe(envelope['message'], value.undone, depth + 1) : value
}

function plain(octets: string): Shape {
  if (/^[0-9a-f]+$|^[0-9A-F]+$/.test(octets)) return { kind: 'hex', octets: octets.length / 2 }
  const pairs = pairsOf(octets)
  if (pairs) return { kind: 'pairs', value: pairs }
  // Letters of one case are no sign of base64: words are such, too.
  const inner = /[a-z]/.test(octets) && /[A-Z]/.test(octets) ? base64Decoded(octets) : undefined
  return inner === undefined ? { kind: 'text' } : { kind: 'base64', octets: inner.length }
}

function pairsOf(octets: string): JsonObject | undefined {
  if (!octets.includes('=')) return undefined
  const parts = octets.split('&')
  if (!parts.every((part) => /^[\w.[\]-]{1,64}=[^=]*$/.test(part)) || (parts.length === 1 && octets.endsWith('='))) return undefined
  return Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf('=')), formText(part.slice(part.indexOf('=') + 1))]))
}

const formText = (part: string): string => utf8(percentDecoded(part.replaceAll('+', ' ')) ?? part)
