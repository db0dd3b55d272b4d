import { isObject, parseJson, stringifyJson, type JsonDocument, type JsonObject } from '../core/json.ts'
import { findMember } from '../core/json-path.ts'
import type { Excerpt, Location } from '../core/location.ts'
import { remembering } from '../core/remember.ts'
import type { Subject, SubjectView, ViewOptions } from '../core/subject.ts'
import { count, visible } from '../core/text.ts'
import { decodeBase64url, type Base64urlProblem } from './base64url.ts'
import type { ClaimsCheck } from './claims-check.ts'
import type { JwtFacts } from './facts.ts'
import type { TokenType } from './token-type.ts'
import { jwtView, maskedAt, maskedToken } from './view.ts'

/** Where a token was found, and in what. */
export interface Carrier {
  readonly kind: 'bare' | 'bearer' | 'header' | 'cookie' | 'set-cookie' | 'json' | 'url' | 'env' | 'text'
  /** Name of the cookie, JSON member, query parameter, header field or variable. */
  readonly name?: string
  /** Flags of the cookie that carries it. */
  readonly cookie?: { readonly httpOnly: boolean; readonly secure: boolean; readonly expires: number | null }
}

export type SegmentName = 'header' | 'payload' | 'signature' | 'encrypted-key' | 'initialization-vector' | 'ciphertext' | 'tag'

export interface Segment {
  readonly name: SegmentName
  readonly text: string
  /** Offset in the token's text. */
  readonly start: number
  readonly bytes: Buffer
  readonly problems: readonly Base64urlProblem[]
}

/** A JSON part of a token: what its octets say, and where in the token each member stands. */
export interface JsonPart {
  readonly text: string
  readonly document: JsonDocument
  /** Not UTF-8, or a byte order mark in front. */
  readonly encodingProblem?: string
}

/** What the JSON serialisation of an encrypted token holds beside its compact form (RFC 7516 section 7.2). */
export interface JweJsonForm {
  /** For each recipient the header parameters that are not protected, and the encrypted key. */
  readonly recipients: readonly { readonly outside: JsonObject; readonly encryptedKey: string }[]
  /** Additional authenticated data, base64url. */
  readonly aad?: string
}

/** What the text of a token says by itself, before any key or clock is looked at. */
export interface ParsedJwt {
  readonly excerpt: Excerpt
  /** Compact serialisation as found, after what `undone` names. Never re-serialised. */
  readonly text: string
  readonly carrier: Carrier
  /** What stood around the token and was taken away: `quotes`, `line wrapping`, `percent-encoding`. */
  readonly undone: readonly string[]
  readonly serialization: 'jws' | 'jwe' | 'sd-jwt'
  readonly segments: readonly Segment[]
  /** SD-JWT: everything after the first `~`. */
  readonly disclosures: string | undefined
  readonly headerPart: JsonPart
  /** Undefined for an encrypted token. */
  readonly claimsPart: JsonPart | undefined
  readonly header: JsonObject | undefined
  readonly claims: JsonObject | undefined
  /** Of an encrypted token that came in JSON; the compact form is that of its first recipient. */
  readonly jsonForm?: JweJsonForm
}

const segmentNames: Record<'jws' | 'jwe', readonly SegmentName[]> = {
  jws: ['header', 'payload', 'signature'],
  jwe: ['header', 'encrypted-key', 'initialization-vector', 'ciphertext', 'tag'],
}

/** Takes a token apart. Never throws: what is wrong with it is for the rules to say. */
export function parseJwt(excerpt: Excerpt, carrier: Carrier = { kind: 'bare' }, undone: readonly string[] = [], jsonForm?: JweJsonForm): ParsedJwt {
  const text = excerpt.text
  const tilde = text.indexOf('~')
  const compact = tilde === -1 ? text : text.slice(0, tilde)
  const pieces = compact.split('.')
  const form = pieces.length === 5 ? 'jwe' : 'jws'
  let start = 0
  const { segment: first, part: headerPart } = readHeader(pieces[0] ?? '')
  const segments = pieces.map((piece, index): Segment => {
    if (index > 0) start += 1
    const { bytes, problems } = index === 0 ? first : decodeBase64url(piece)
    const segment = { name: segmentNames[form][index] ?? 'signature', text: piece, start, bytes, problems }
    start += piece.length
    return segment
  })
  const claimsPart = form === 'jws' && segments[1] ? jsonPart(segments[1]) : undefined
  return {
    excerpt,
    text,
    carrier,
    undone,
    serialization: tilde !== -1 ? 'sd-jwt' : form,
    segments,
    disclosures: tilde === -1 ? undefined : text.slice(tilde + 1),
    headerPart,
    claimsPart,
    header: withOutside(objectOf(headerPart), jsonForm?.recipients[0]?.outside),
    claims: claimsPart && objectOf(claimsPart),
    ...(jsonForm ? { jsonForm } : {}),
  }
}

/** The JOSE header of a recipient: the protected parameters, and those beside them (RFC 7516 section 7.2.1). */
const withOutside = (header: JsonObject | undefined, outside: JsonObject | undefined): JsonObject | undefined => (outside && Object.keys(outside).length > 0 ? { ...outside, ...header } : header)

/** An encrypted token as each of its recipients has it. */
export function recipientsOf(parsed: ParsedJwt): readonly ParsedJwt[] {
  const { jsonForm, headerPart, segments } = parsed
  if (!jsonForm) return [parsed]
  return jsonForm.recipients.map(({ outside, encryptedKey }) => ({
    ...parsed,
    header: withOutside(objectOf(headerPart), outside),
    segments: segments.map((segment) => (segment.name === 'encrypted-key' ? { ...segment, text: encryptedKey, ...decodeBase64url(encryptedKey) } : segment)),
  }))
}

/** A million tokens have a handful of headers. */
const readHeader = remembering((text: string): { segment: Pick<Segment, 'bytes' | 'problems'>; part: JsonPart } => {
  const segment = decodeBase64url(text)
  return { segment, part: jsonPart(segment) }
})

const objectOf = (part: JsonPart): JsonObject | undefined => (isObject(part.document.value) ? part.document.value : undefined)

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function isUtf8(octets: Buffer): boolean {
  try {
    strictUtf8.decode(octets)
    return true
  } catch {
    return false
  }
}

function jsonPart(segment: Pick<Segment, 'bytes'> | undefined): JsonPart {
  const bytes = segment?.bytes ?? Buffer.alloc(0)
  let text = bytes.toString('utf8')
  let encodingProblem: string | undefined
  // What cannot be read becomes U+FFFD, which may also stand there by itself.
  if (text.includes('\ufffd') && !isUtf8(bytes)) encodingProblem = 'not valid UTF-8'
  if (text.startsWith('\ufeff')) {
    text = text.slice(1)
    encodingProblem = 'starts with a byte order mark'
  }
  return { text, document: parseJson(text), ...(encodingProblem ? { encodingProblem } : {}) }
}

/** A token with everything that is known about it, as rules see it. */
export class Jwt implements Subject {
  readonly kind = 'jwt'
  readonly id: string
  readonly parsed: ParsedJwt
  readonly facts: JwtFacts
  readonly type: TokenType
  readonly claimsCheck: ClaimsCheck
  /** Claims, those that an SD-JWT discloses as well; empty when there are none to read (encrypted, or not a JSON object). */
  readonly claims: JsonObject

  constructor(id: string, parsed: ParsedJwt, known: { facts: JwtFacts; type: TokenType; claims: JsonObject | undefined; claimsCheck: ClaimsCheck }) {
    this.id = id
    this.parsed = parsed
    this.facts = known.facts
    this.type = known.type
    this.claimsCheck = known.claimsCheck
    this.claims = known.claims ?? {}
  }

  /** Members of the JOSE header; empty when it is not a JSON object. */
  get header(): JsonObject {
    return this.parsed.header ?? {}
  }

  get alg(): string | undefined {
    return typeof this.header['alg'] === 'string' ? this.header['alg'] : undefined
  }

  /** Octets of the signature; undefined when the token has no signature segment. */
  get signature(): Buffer | undefined {
    return this.parsed.serialization === 'jwe' ? undefined : this.parsed.segments[2]?.bytes
  }

  /** `header`, `header.alg`, `claims.aud`, `claims.roles[2]`, or the name of a segment. */
  locate(pointer?: string): Location {
    if (pointer === undefined) return this.parsed.excerpt.locate()
    const [start, end] = this.#range(pointer)
    return this.parsed.excerpt.locate(start, end, pointer)
  }

  show(pointer?: string): string {
    if (pointer === undefined) return maskedToken(this.parsed)
    const [part] = split(pointer)
    if (part !== 'header' && part !== 'claims') {
      const segment = this.parsed.segments.find(({ name }) => name === pointer)
      return segment ? `${segment.name} of ${count(segment.bytes.length, 'octet')}` : maskedToken(this.parsed)
    }
    const value = maskedAt(this, pointer)
    return value === undefined ? `${part} without ${visible(split(pointer)[1])}` : `${visible(pointer)} = ${visible(stringifyJson(value), 120)}`
  }

  view(options: ViewOptions): SubjectView {
    return jwtView(this, options)
  }

  #range(pointer: string): [number, number] {
    const [part, path] = split(pointer)
    const segments = this.parsed.segments
    const segment = part === 'header' ? segments[0] : part === 'claims' ? segments[1] : segments.find(({ name }) => name === part)
    if (!segment) return [0, this.parsed.text.length]
    const whole: [number, number] = [segment.start, segment.start + segment.text.length]
    const json = part === 'header' ? this.parsed.headerPart : part === 'claims' ? this.parsed.claimsPart : undefined
    const member = path && json?.document.root ? findMember(json.document.root, path) : undefined
    if (!json || !member) return whole
    // Three octets stand in four characters, so a member covers whole characters around its octets.
    const octet = (offset: number) => octetsBefore(offset, json, segment.bytes)
    const start = segment.start + Math.floor((octet(member.start) * 4) / 3)
    return [Math.min(whole[1], start), Math.min(whole[1], segment.start + Math.ceil((octet(member.end) * 4) / 3))]
  }
}

/** How many octets stand before a character of a JSON part. `offset` is that of an ASCII character, or right behind one. */
function octetsBefore(offset: number, { text, encodingProblem }: JsonPart, bytes: Buffer): number {
  const mark = encodingProblem?.includes('mark') ? 1 : 0
  if (!text.includes('\ufffd')) return Buffer.byteLength(text.slice(0, offset)) + 3 * mark
  // What is no UTF-8 shows as other characters than stand there: only the decoder tells which octets each came of.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let characters = 0
  for (const [at, octet] of bytes.entries()) {
    if (characters >= offset + mark) return at
    characters += decoder.decode(Uint8Array.of(octet), { stream: true }).length
  }
  return bytes.length
}

/** `header.alg` → `header` and `alg`. */
function split(pointer: string): [part: string, path: string] {
  const dot = pointer.search(/[.[]/)
  return dot === -1 ? [pointer, ''] : [pointer.slice(0, dot), pointer[dot] === '.' ? pointer.slice(dot + 1) : pointer.slice(dot)]
}
