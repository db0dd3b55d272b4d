import { isObject, stringifyJson, type JsonObject, type JsonProblem, type JsonValue } from '../core/json.ts'
import { findMember, valueAt } from '../core/json-path.ts'
import type { Location } from '../core/location.ts'
import type { Subject, SubjectView } from '../core/subject.ts'
import { count, visible } from '../core/text.ts'
import type { JwkDetail } from '../core/view.ts'
import type { JwkFacts } from './jwk-facts.ts'
import { privateMembers } from './jwk-members.ts'
import type { KeyDocument } from './key-document.ts'

/** A key of a set, and what tells it from others: the RFC 7638 thumbprint, absent for what is no complete key. */
export interface SetMember {
  readonly key: JsonObject
  readonly thumbprint?: string
}

/** The set that a key stands in; a key by itself is alone in it. */
export interface KeySet {
  readonly keys: readonly SetMember[]
  /** Place of this key in `keys`. */
  readonly index: number
  /** `public` is what everyone may read, such as the body of a `jwks_uri`. */
  readonly role: 'public' | 'private'
  /** The same set at an earlier time. */
  readonly previous?: readonly SetMember[]
  /** It was read from a URL. */
  readonly fetched: boolean
}

/** A key as it was published or stored, with everything that is known about it. */
export class Jwk implements Subject {
  readonly kind = 'jwk'
  readonly id: string
  readonly document: KeyDocument
  readonly set: KeySet
  readonly facts: JwkFacts

  constructor(id: string, document: KeyDocument, set: KeySet, facts: JwkFacts) {
    this.id = id
    this.document = document
    this.set = set
    this.facts = facts
  }

  /** What stands in the place of the key; undefined for a set that holds nothing. */
  get value(): JsonValue | undefined {
    return this.document.entries[this.set.index]?.value
  }

  /** Members of the JWK; empty when it is not a JSON object. */
  get key(): JsonObject {
    return isObject(this.value) ? this.value : {}
  }

  /** Was it written as a JWK? Certificates and PEM say less about their use. */
  get isJwk(): boolean {
    return ['jwk', 'set', 'array'].includes(this.document.form)
  }

  get isFirst(): boolean {
    return this.set.index === 0
  }

  /** Names that appear twice: those inside this key, and on the first key those outside all. Pointers as `locate` takes them. */
  get duplicates(): readonly string[] {
    const { problems, entries } = this.document
    const own = this.#path
    const inside = (path: string, pointer: string) => path === '' || pointer.startsWith(`${path}.`)
    return duplicated(problems).flatMap((pointer) => {
      if (own !== undefined && inside(own, pointer)) return [own === '' ? pointer : pointer.slice(own.length + 1)]
      return this.isFirst && !entries.some(({ path }) => path !== undefined && inside(path, pointer)) ? [pointer] : []
    })
  }

  /** `n` is a member of this key, `keys[2].kid` of the whole document. */
  locate(pointer?: string): Location {
    const { source, root, entries } = this.document
    const entry = entries[this.set.index]
    const whole = entry ?? { start: 0, end: source.text.length }
    if (pointer === undefined) return source.locate(whole.start, whole.end)
    const path = isOutside(pointer) || entry?.path === undefined || entry.path === '' ? pointer : `${entry.path}.${pointer}`
    const { start, end } = (root && findMember(root, path)) ?? whole
    return source.locate(start, end, pointer)
  }

  show(pointer?: string): string {
    const value = pointer === undefined ? undefined : isOutside(pointer) ? valueAt(this.document.value, pointer) : valueAt(this.key, pointer)
    if (pointer === undefined || value === undefined || isObject(value)) return this.#summary
    const name = pointer.slice(pointer.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '')
    return `${visible(pointer)} = ${isSecret(name) ? masked(value) : visible(stringifyJson(value), longestShown)}`
  }

  view(): SubjectView {
    const { input, line, column } = this.locate()
    return { id: this.id, kind: 'jwk', source: { input, line, column }, jwk: jwkDetail(this) }
  }

  get #path(): string | undefined {
    return this.document.entries[this.set.index]?.path
  }

  get #summary(): string {
    const kid = this.key['kid']
    return `${describeKey(this)}${typeof kid === 'string' ? `, kid ${visible(stringifyJson(kid), 80)}` : ''}`
  }
}

const duplicated = (problems: readonly JsonProblem[]): readonly string[] => problems.flatMap((problem) => (problem.code === 'duplicate' ? [problem.pointer] : []))

/** A pointer into the document rather than into the key. */
const isOutside = (pointer: string): boolean => /^(?:keys)?(?:\[|$)/.test(pointer)

/** Characters of a value in a report: enough to find it again. */
const longestShown = 60

const isSecret = (name: string): boolean => name === 'k' || privateMembers.includes(name)

const masked = (value: JsonValue): string => (typeof value === 'string' ? `(${count(Buffer.from(value, 'base64').length, 'octet')}, not shown)` : '(not shown)')

/** Does it hold the private half? */
export const holdsPrivate = (key: JsonObject): boolean => privateMembers.some((name) => key[name] !== undefined)

/** `RSA 2048`, `EC P-256`, `Ed25519`, `secret of 32 octets`. */
function describeKey({ key, value, facts }: Jwk): string {
  const { kty, crv, alg } = key
  if (value === undefined) return 'no key'
  if (facts.rsa) return `RSA ${facts.rsa.bits}`
  if (facts.secret) return `secret of ${count(facts.secret.octets, 'octet')}`
  if (kty === 'AKP' && typeof alg === 'string') return visible(alg, 40)
  if (typeof crv === 'string') return `${kty === 'EC' ? 'EC ' : ''}${visible(crv, 40)}`
  return typeof kty === 'string' ? `key of type ${visible(kty, 40)}` : 'no key that can be read'
}

function jwkDetail(jwk: Jwk): JwkDetail {
  const { key, facts, set, document } = jwk
  const { kty, crv, kid, alg, use, key_ops: operations } = key
  const { certificate } = facts
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString()
  const named = Object.fromEntries(Object.entries({ kty, crv, kid, alg, use }).filter((member): member is [string, string] => typeof member[1] === 'string'))
  return {
    description: describeKey(jwk),
    ...named,
    ...(Array.isArray(operations) ? { operations: operations.filter((name): name is string => typeof name === 'string') } : {}),
    ...(facts.rsa ? { bits: facts.rsa.bits } : {}),
    // From the digest of a weak secret the secret can be found.
    ...(facts.thumbprint === undefined || kty === 'oct' ? {} : { thumbprint: facts.thumbprint }),
    ...(certificate?.notBefore === undefined || certificate.notAfter === undefined ? {} : { certificate: { notBefore: iso(certificate.notBefore), notAfter: iso(certificate.notAfter) } }),
    form: document.form,
    half: key !== jwk.value ? 'none' : kty === 'oct' ? 'secret' : holdsPrivate(key) ? 'private' : 'public',
    role: set.role,
    position: set.index + 1,
    of: set.keys.length,
  }
}
