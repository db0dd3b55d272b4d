import { Excerpt, type Source } from '../core/location.ts'
import { isObject, parseJson, type JsonObject, type JsonValue } from '../core/json.ts'
import type { Carrier, JweJsonForm } from './jwt.ts'

/** A token in some text, with what had to be undone to read it. */
export interface FoundToken {
  readonly excerpt: Excerpt
  readonly carrier: Carrier
  readonly undone: readonly string[]
  readonly jsonForm?: JweJsonForm
}

/**
 * Finds every token in a text: bare, after `Bearer`, in header lines, JSON, URLs, `.env` lines or prose. A token is
 * recognised by its first segment, which decodes to the start of a JSON object. Linear in the length of the text.
 */
export function* findTokens(source: Source): Generator<FoundToken> {
  const json = jsonSerialization(source)
  if (json) return yield json
  yield* findIn(Excerpt.of(source))
}

/** The same in a part of an input. */
export function* findIn(excerpt: Excerpt): Generator<FoundToken> {
  const decoded = excerpt.text.includes('%') ? percentDecoded(excerpt) : excerpt
  yield* scan(decoded, decoded !== excerpt)
}

/**
 * The same for a text that is one paste, such as an argument or a short file: a token wrapped over several lines is
 * put together, and what looks like a damaged token is handed on to be judged rather than passed over.
 */
export function findPasted(source: Source): FoundToken[] {
  const unwrapped = unwrap(source)
  if (unwrapped) return [unwrapped]
  const found = [...findTokens(source)]
  const [whole] = damaged(source)
  // A word that goes on where a token would end is one damaged token, not a token with something behind it.
  if (whole && (found.length === 0 || (found.length === 1 && /[+/=]/.test(whole.excerpt.text)))) return [whole]
  return found
}

function* scan(text: Excerpt, decoded: boolean): Generator<FoundToken> {
  const characters = text.text
  const quoted = /^["'`]/.test(characters) && /["'`]\s*$/.test(characters.slice(-64)) ? characters.trimEnd().length - 1 : -1
  let end = 0
  for (let dot = characters.indexOf('.'); dot !== -1; dot = characters.indexOf('.', Math.max(dot + 1, end))) {
    let start = paddingStart(characters, dot)
    while (start > end && isTokenCharacter(characters.charCodeAt(start - 1))) start--
    if (!startsJsonObject(characters, start, dot)) continue
    const stop = tokenEnd(characters, dot)
    if (stop === undefined) continue
    end = stop
    const excerpt = text.runs.length > 1 ? text.slice(start, end) : new Excerpt(text.source, characters.slice(start, end), [[0, (text.runs[0]?.[1] ?? 0) + start]])
    const undone = [...(decoded && !excerpt.isVerbatim ? ['percent-encoding'] : []), ...(start === 1 && end === quoted ? ['quotes'] : [])]
    yield { excerpt, carrier: carrierOf(characters, start), undone }
  }
}

const tokenCharacters = new Uint8Array(128)
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') tokenCharacters[character.charCodeAt(0)] = 1
const isTokenCharacter = (code: number): boolean => tokenCharacters[code] === 1

/** Does base64url text decode to the start of a JSON object: a brace, then a member name? Some host names decode to the brace alone. */
function startsJsonObject(text: string, start: number, end: number): boolean {
  if (end - start < 2) return false
  if (text.startsWith('eyJ', start)) return true // `{"`
  return /^\s*\{\s*(?:["}]|$)/.test(Buffer.from(text.slice(start, Math.min(end, start + 24)), 'base64url').toString('latin1'))
}

/** Where a token that has its first dot at `dot` ends; undefined when what follows makes no token. */
function tokenEnd(text: string, dot: number): number | undefined {
  const ends: number[] = []
  let at = dot
  while (text.charCodeAt(at) === 0x2e && ends.length < 6) {
    at++
    while (isTokenCharacter(text.charCodeAt(at))) at++
    if (text.charCodeAt(at) === 0x3d) at = paddingEnd(text, at)
    ends.push(at)
  }
  // A full stop after the token is the sentence's, not the token's.
  if ((ends.length === 3 || ends.length === 5) && text.charCodeAt((ends.at(-1) ?? 0) - 1) === 0x2e) ends.pop()
  const last = ends.at(-1) ?? dot
  if (ends.length === 1 && !startsJsonObject(text, dot + 1, last)) return undefined
  return text.charCodeAt(last) === 0x7e ? disclosuresEnd(text, last) : last
}

/** Where the padding of the segment before a dot begins, if it has any. */
function paddingStart(text: string, dot: number): number {
  let start = dot
  while (start > dot - 2 && text.charCodeAt(start - 1) === 0x3d) start--
  return start
}

/** Padding counts as the token's only where it ends a segment (some load balancers pad). */
function paddingEnd(text: string, at: number): number {
  let end = at
  while (text.charCodeAt(end) === 0x3d && end < at + 2) end++
  const next = text.charCodeAt(end)
  return isTokenCharacter(next) || next === 0x3d ? at : end
}

/** SD-JWT: `~`-separated disclosures, the last part possibly a key binding token. */
function disclosuresEnd(text: string, at: number): number {
  let end = at
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (!isTokenCharacter(code) && code !== 0x7e && code !== 0x2e) break
  }
  return end
}

/** How far back the text in front of a token is looked at, and how far for the name of its header field. In characters. */
const lookBehind = 120
const fieldLookBehind = 4096

/** The end of the line before `start`, at most `limit` characters of it. */
function lineBefore(text: string, start: number, limit: number): string {
  const before = text.slice(Math.max(0, start - limit), start)
  return before.slice(before.lastIndexOf('\n') + 1)
}

/** What carries a token, from the text in front of it on the same line. */
function carrierOf(text: string, start: number): Carrier {
  const before = lineBefore(text, start, lookBehind)
  if (before.trim() === '') return { kind: 'bare' }
  for (const [kind, pattern] of carriers) {
    const match = pattern.exec(before)
    if (match) return match[1] === undefined ? { kind } : { kind, name: match[1] }
  }
  const name = /(?<![^\s;=,])([^\s;=,]+)=["']?(?:Bearer(?:%20|\+| ))?$/i.exec(before)?.[1]
  if (name === undefined) return { kind: 'text' }
  // A long cookie line: the name of its field is out of sight of the short look.
  const field = /^[<>*\s]*(set-cookie|cookie)\s*:/i.exec(lineBefore(text, start, fieldLookBehind))?.[1]?.toLowerCase()
  return { kind: field === 'cookie' ? 'cookie' : field ? 'set-cookie' : 'text', name }
}

/** First match wins; the patterns are anchored at the end and look at no more than a line's tail. */
const carriers: readonly (readonly [Carrier['kind'], RegExp])[] = [
  ['set-cookie', /^[<\s]*set-cookie\s*:\s*([^\s;=]+)=["']?(?:Bearer(?:%20|\+| ))?$/i],
  ['cookie', /^[>\s]*cookie\s*:(?:[^\n]*[;\s])?([^\s;=]+)=["']?$/i],
  ['header', /^[<>\s]*(dpop|proxy-authorization|x-[\w-]+)\s*:\s*$/i],
  ['bearer', /\b(?:bearer|dpop|jwt)["']?[ :+]\s?["']?$/i],
  ['json', /["']([\w.$:/-]+)\\?["']\s*:\s*\\?["'](?:Bearer )?$/i],
  ['url', /[?&#]([\w.-]+)=$/],
  ['env', /^\s*(?:export\s+|set\s+)?([A-Z_][A-Z0-9_]*)\s*=\s*["'`]?(?:Bearer )?$/],
  ['header', /^[<>\s]*([\w-]+)\s*:\s*["']?$/],
]

/** A paste of one token broken over lines, or with spaces that a terminal put in. */
function unwrap(source: Source): FoundToken | undefined {
  const { text } = source
  if (!/\S\s+\S/.test(text.trim())) return undefined
  const body = /^\s*["'`]?(?:bearer\s+)?/i.exec(text)?.[0].length ?? 0
  if (/[^\w.~\-=+/"'`\\\s]/.test(text.slice(body))) return undefined
  const lines = text.slice(body).split(/\s+/).filter(Boolean)
  if (lines.length < 2 || lines.slice(1).some((line) => startsJsonObject(line, 0, line.indexOf('.')))) return undefined
  let joined = ''
  const runs: [number, number][] = []
  for (const match of text.slice(body).matchAll(/[^\s"'`\\]+/g)) {
    runs.push([joined.length, body + match.index])
    joined += match[0]
  }
  const dot = joined.indexOf('.')
  if (dot === -1 || !startsJsonObject(joined, 0, dot)) return undefined
  const end = tokenEnd(joined, dot)
  // Prose after a token is not a wrapped token.
  if (end !== joined.length || joined.split('.').length < 3) return undefined
  return { excerpt: new Excerpt(source, joined, runs), carrier: body > 0 && /bearer/i.test(text.slice(0, body)) ? { kind: 'bearer' } : { kind: 'bare' }, undone: ['line wrapping'] }
}

/** Something that begins as a token does but holds characters or segments that no token has. */
function damaged(source: Source): FoundToken[] {
  const match = /^\s*["'`]?(?:(?:authorization\s*:\s*)?(bearer|dpop)\s+)?([\w.~=+/-]+)["'`]?\s*$/i.exec(source.text)
  if (!match?.[2]) return []
  const start = source.text.indexOf(match[2])
  const dot = match[2].indexOf('.')
  if (!startsJsonObject(match[2], 0, dot === -1 ? match[2].length : dot)) return []
  return [{ excerpt: Excerpt.of(source, start, start + match[2].length), carrier: { kind: match[1] ? 'bearer' : 'bare' }, undone: [] }]
}

/** The name under which the JSON serialisation is listed among what was undone. */
export const fromJsonSerialization = 'JSON serialisation'

/** A token in JSON serialisation (RFC 7515 and RFC 7516, section 7.2), written as its compact form so that it can be shown and checked. */
function jsonSerialization(source: Source): FoundToken | undefined {
  const start = source.text.search(/\S/)
  if (source.text[start] !== '{' || !/"(?:payload|ciphertext)"/.test(source.text)) return undefined
  const { value } = parseJson(source.text.trim())
  const read = isObject(value) ? (signedJson(value) ?? encryptedJson(value)) : undefined
  return read && { excerpt: new Excerpt(source, read.compact, [[0, start]]), carrier: { kind: 'json' }, undone: [fromJsonSerialization], ...(read.jsonForm ? { jsonForm: read.jsonForm } : {}) }
}

interface CompactForm {
  readonly compact: string
  readonly jsonForm?: JweJsonForm
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const objectOf = (value: JsonValue | undefined): JsonObject => (value !== undefined && isObject(value) ? value : {})

function signedJson(value: JsonObject): CompactForm | undefined {
  const { payload, signatures } = value
  const { protected: header, signature, header: outside } = Array.isArray(signatures) ? objectOf(signatures[0] as JsonValue) : value
  if (typeof payload !== 'string' || typeof signature !== 'string') return undefined
  return { compact: `${textOf(header)}.${payload}.${signature}${disclosed(objectOf(outside))}` }
}

/** What follows the signed token of an SD-JWT: in JSON, members of the header that is not protected (RFC 9901 section 8.1). */
function disclosed({ disclosures, kb_jwt: keyBinding }: JsonObject): string {
  if (!Array.isArray(disclosures) && typeof keyBinding !== 'string') return ''
  const texts = Array.isArray(disclosures) ? (disclosures as readonly JsonValue[]).map(textOf) : []
  return ['', ...texts, textOf(keyBinding)].join('~')
}

/** More recipients than anybody writes to. */
const mostRecipients = 100

function encryptedJson(value: JsonObject): CompactForm | undefined {
  const { protected: header, unprotected, recipients: several, iv, ciphertext, tag, aad } = value
  if (typeof ciphertext !== 'string' || typeof iv !== 'string' || typeof tag !== 'string') return undefined
  const recipients = (Array.isArray(several) ? several.slice(0, mostRecipients) : [value]).map((one: JsonValue) => {
    const { header: own, encrypted_key: encryptedKey } = objectOf(one)
    return { outside: { ...objectOf(unprotected), ...objectOf(own) }, encryptedKey: textOf(encryptedKey) }
  })
  const compact = [header, recipients[0]?.encryptedKey, iv, ciphertext, tag].map(textOf).join('.')
  return { compact, jsonForm: { recipients, ...(typeof aad === 'string' ? { aad } : {}) } }
}

/** What encoders put for characters in and around a token. */
const percentEncoded: Readonly<Record<string, string>> = { '%20': ' ', '%22': '"', '%2c': ',', '%2d': '-', '%2e': '.', '%3a': ':', '%3d': '=', '%5f': '_', '%7b': '{', '%7d': '}', '%7e': '~' }

function percentDecoded(excerpt: Excerpt): Excerpt {
  const runs: [number, number][] = [[0, 0]]
  let text = ''
  let from = 0
  for (const match of excerpt.text.matchAll(/%(?:2[02cde]|3[ad]|5f|7[bde])/gi)) {
    text += excerpt.text.slice(from, match.index) + (percentEncoded[match[0].toLowerCase()] ?? '')
    from = match.index + match[0].length
    runs.push([text.length, from])
  }
  return from === 0 ? excerpt : excerpt.derive(text + excerpt.text.slice(from), runs)
}
