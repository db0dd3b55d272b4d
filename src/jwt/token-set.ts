import { stringifyJson, type JsonValue } from '../core/json.ts'
import type { Location } from '../core/location.ts'
import type { Subject, SubjectView } from '../core/subject.ts'
import { count } from '../core/text.ts'
import type { JwtFacts } from './facts.ts'
import type { ParsedJwt } from './jwt.ts'

/** Something that different tokens have in common and should not. */
export interface Reuse {
  /** Tokens that repeat what an earlier one had; that one is not counted. */
  readonly repeats: number
  /** Where the first repetition stands. */
  readonly location: Location
}

export interface SharedSecret extends Reuse {
  /** The list it stands in, and its place there. */
  readonly list: string
  readonly position: number
}

/** All tokens of a run as one subject: what can only be seen by holding them against each other. */
export class TokenSet implements Subject {
  readonly kind = 'jwt-set'
  readonly id = 'jwt-set'
  readonly tokens: number
  readonly reusedJti: Reuse | undefined
  readonly reusedNonce: Reuse | undefined
  readonly sharedSecrets: readonly SharedSecret[]
  /** Not every token could be remembered. */
  readonly isPartial: boolean
  readonly #first: Location

  constructor(first: Location, found: Pick<TokenSet, 'tokens' | 'reusedJti' | 'reusedNonce' | 'sharedSecrets' | 'isPartial'>) {
    this.#first = first
    this.tokens = found.tokens
    this.reusedJti = found.reusedJti
    this.reusedNonce = found.reusedNonce
    this.sharedSecrets = found.sharedSecrets
    this.isPartial = found.isPartial
  }

  /** `jti`, `signature` or `secrets[0]`. */
  locate(pointer?: string): Location {
    const found = pointer === 'jti' ? this.reusedJti : pointer === 'signature' ? this.reusedNonce : this.sharedSecrets[Number(/\d+/.exec(pointer ?? '')?.[0])]
    return found?.location ?? this.#first
  }

  show(): string {
    return `${count(this.tokens, 'token')}${this.isPartial ? ', of which not all could be remembered' : ''}`
  }

  view(): SubjectView {
    const { input, line, column } = this.#first
    return { id: this.id, kind: this.kind, source: { input, line, column }, 'jwt-set': { tokens: this.tokens, ...(this.isPartial ? { remembered: 'not all of them' } : {}) } }
  }
}

/** A value by which tokens are held against each other, and what stood beside it, as numbers that tell them apart. */
export interface Trace {
  /** 53 bits of the value. */
  readonly key: number
  /** 20 bits more of it, and 16 of each of its companions. */
  readonly rest: number
}

/** A value is reused only where both of its companions, `a` and `b`, are others: the same token twice reuses nothing. */
function traceOf(value: readonly string[], a: string, b: string): Trace {
  const [first, second, third] = [hash(value, 1), hash(value, 2), hash(value, 3)]
  const companion = hash([a], 4) >>> 16
  return { key: first * 2 ** 21 + (second >>> 11), rest: (third >>> 12) * 2 ** 32 + companion * 2 ** 16 + (a === b ? companion : hash([b], 4) >>> 16) }
}

/** What there was of one kind: sixteen octets each in a table that is at most half full. */
class Seen {
  readonly #limit: number
  #size = 0
  /** Key and rest of each trace side by side; keys are never 0. */
  #slots = new Float64Array(2 * 1024)
  isFull = false

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Was this value seen before, with other companions? Only the first of each value is remembered. */
  repeats({ key, rest }: Trace): boolean {
    const at = this.#slotOf(key)
    if (this.#slots[at] === key) {
      const known = this.#slots[at + 1] ?? 0
      return Math.floor(known / 2 ** 32) === Math.floor(rest / 2 ** 32) && Math.floor(known / 2 ** 16) % 2 ** 16 !== Math.floor(rest / 2 ** 16) % 2 ** 16 && known % 2 ** 16 !== rest % 2 ** 16
    }
    if (this.#size >= this.#limit) {
      this.isFull = true
      return false
    }
    this.#slots[at] = key
    this.#slots[at + 1] = rest
    if (++this.#size * 4 > this.#slots.length) this.#grow()
    return false
  }

  /** Where a key stands, or where there is room for it. */
  #slotOf(key: number): number {
    const slots = this.#slots
    let at = (key % slots.length) & ~1
    while (slots[at] !== 0 && slots[at] !== key) at = at + 2 === slots.length ? 0 : at + 2
    return at
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Float64Array(before.length * 2)
    for (let from = 0; from < before.length; from += 2) {
      const key = before[from] ?? 0
      if (key === 0) continue
      const at = this.#slotOf(key)
      this.#slots[at] = key
      this.#slots[at + 1] = before[from + 1] ?? 0
    }
  }
}

/** 32 bits, FNV-1a with a seed and a last stir. Tells apart what is not made to collide; protects nothing. */
function hash(texts: readonly string[], seed: number): number {
  let h = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = Math.imul(h ^ 0x10000, 0x01000193)
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** What a ledger is told of one token: plain data, so that another thread may have looked at it. */
export interface LedgerEntry {
  readonly location: Location
  readonly jti?: Trace
  /** The part of an ECDSA signature that must never come twice. */
  readonly nonce?: Trace
  readonly weakSecret?: { readonly list: string; readonly position: number }
}

export function ledgerEntry({ excerpt, claims, header, segments, serialization }: ParsedJwt, { weakSecret, signature: verdict }: JwtFacts): LedgerEntry {
  const location = excerpt.locate()
  const signature = segments[2]
  // What a forger repeats proves nothing about the issuer.
  if (serialization === 'jwe' || !signature || verdict.status === 'invalid') return { location }
  const { jti, iss } = claims ?? {}
  const payload = segments[1]?.text ?? ''
  return {
    location,
    // An issuer may name an access token and the ID token beside it alike; typ tells them apart where it is said.
    ...(typeof jti === 'string' ? { jti: traceOf([named(iss), named(header?.['typ']), jti], payload, payload) } : {}),
    ...nonceOf(header?.['alg'], signature.bytes, `${segments[0]?.text}.${payload}`),
    ...(weakSecret ? { weakSecret: { list: weakSecret.list, position: weakSecret.position } } : {}),
  }
}

/** Only over other content and with another s it is another use of the nonce; else someone changed a part of the token. */
function nonceOf(alg: JsonValue | undefined, signature: Buffer, content: string): Pick<LedgerEntry, 'nonce'> | undefined {
  if (typeof alg !== 'string' || !alg.startsWith('ES') || signature.length < 64) return undefined
  const [r, s] = [signature.subarray(0, signature.length / 2), signature.subarray(signature.length / 2)]
  return { nonce: traceOf([r.toString('latin1')], s.toString('latin1'), content) }
}

/** Entries of one input as numbers, for another thread: as objects they would take longer to send than to make. */
export interface PackedEntries {
  /** Eight for each entry: its place, then its jti and its nonce. */
  readonly numbers: Float64Array<ArrayBuffer>
  readonly weakSecrets: readonly (NonNullable<LedgerEntry['weakSecret']> & { readonly index: number })[]
}

const absent = NaN

export function packEntries(entries: readonly LedgerEntry[]): PackedEntries {
  const numbers = new Float64Array(8 * entries.length)
  entries.forEach(({ location: { line, column, endLine, endColumn }, jti, nonce }, i) =>
    numbers.set([line, column, endLine ?? absent, endColumn, jti?.key ?? absent, jti?.rest ?? absent, nonce?.key ?? absent, nonce?.rest ?? absent], 8 * i),
  )
  return { numbers, weakSecrets: entries.flatMap(({ weakSecret }, index) => (weakSecret ? [{ ...weakSecret, index }] : [])) }
}

/** @param input name of the input that all of them are of */
export function unpackEntries({ numbers, weakSecrets }: PackedEntries, input: string): readonly LedgerEntry[] {
  const secrets = new Map(weakSecrets.map(({ index, list, position }) => [index, { list, position }]))
  return Array.from({ length: numbers.length / 8 }, (_, i): LedgerEntry => {
    const [line = 0, column = 0, endLine = absent, endColumn = 0, jti = absent, jtiRest = 0, nonce = absent, nonceRest = 0] = numbers.subarray(8 * i, 8 * i + 8)
    const weakSecret = secrets.get(i)
    return {
      location: { input, line, column, endColumn, ...(isNaN(endLine) ? {} : { endLine }) },
      ...(isNaN(jti) ? {} : { jti: { key: jti, rest: jtiRest } }),
      ...(isNaN(nonce) ? {} : { nonce: { key: nonce, rest: nonceRest } }),
      ...(weakSecret ? { weakSecret } : {}),
    }
  })
}

/** Remembers of each token just enough to recognise what a later one repeats. Its memory is bounded. */
export class TokenLedger {
  readonly #jtis: Seen
  readonly #nonces: Seen
  readonly #secrets = new Map<string, SharedSecret>()
  #first: Location | undefined
  #tokens = 0
  #reusedJti: Reuse | undefined
  #reusedNonce: Reuse | undefined

  /** @param limit entries of each kind that are remembered */
  constructor(limit = 1_000_000) {
    this.#jtis = new Seen(limit)
    this.#nonces = new Seen(limit)
  }

  add(parsed: ParsedJwt, facts: JwtFacts): void {
    this.record(ledgerEntry(parsed, facts))
  }

  /** The next token, in the order of the input. */
  record(entry: LedgerEntry): void {
    this.#tokens++
    this.#first ??= entry.location
    if (entry.jti && this.#jtis.repeats(entry.jti)) this.#reusedJti = again(this.#reusedJti, entry)
    if (entry.nonce && this.#nonces.repeats(entry.nonce)) this.#reusedNonce = again(this.#reusedNonce, entry)
    if (entry.weakSecret) this.#count(entry.weakSecret, entry)
  }

  #count({ list, position }: NonNullable<LedgerEntry['weakSecret']>, entry: LedgerEntry): void {
    const name = `${list} ${position}`
    const known = this.#secrets.get(name)
    if (known) this.#secrets.set(name, { ...known, ...again(known.repeats === 0 ? undefined : known, entry) })
    else if (this.#secrets.size < mostSecrets) this.#secrets.set(name, { list, position, repeats: 0, location: entry.location })
  }

  /** The set, when there is something to be said of it. */
  get subject(): TokenSet | undefined {
    const sharedSecrets = [...this.#secrets.values()].filter(({ repeats }) => repeats > 0)
    if (!this.#first || (!this.#reusedJti && !this.#reusedNonce && sharedSecrets.length === 0)) return undefined
    return new TokenSet(this.#first, { tokens: this.#tokens, reusedJti: this.#reusedJti, reusedNonce: this.#reusedNonce, sharedSecrets, isPartial: this.isFull })
  }

  /** Some tokens came too late to be remembered. */
  get isFull(): boolean {
    return this.#jtis.isFull || this.#nonces.isFull
  }
}

const named = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : stringifyJson(value))

/** Different weak secrets in one run: more than a handful are a word list. */
const mostSecrets = 1000

const again = (before: Reuse | undefined, { location }: LedgerEntry): Reuse => ({ repeats: (before?.repeats ?? 0) + 1, location: before?.location ?? location })
