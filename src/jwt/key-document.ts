import { AuthlintError } from '../core/errors.ts'
import { isObject, parseJson, type JsonNode, type JsonObject, type JsonProblem, type JsonValue } from '../core/json.ts'
import type { Source } from '../core/location.ts'
import { visible } from '../core/text.ts'
import type { VerificationKey } from './keys.ts'
import { parseKeys } from './load-keys.ts'

/** How keys were written down. `certificates` is a map from key id to certificate, `pem` stands for PEM and DER. */
export type KeyForm = 'jwk' | 'set' | 'array' | 'certificates' | 'pem'

/** A place where a key stands, or should stand. Offsets into the text of the source. */
export interface KeyEntry {
  readonly value: JsonValue
  readonly start: number
  readonly end: number
  /** Path from the root of the JSON text, `` for the root itself; undefined where members of the key stand nowhere in the text. */
  readonly path?: string
}

export interface KeyDocument {
  readonly source: Source
  readonly form: KeyForm
  readonly entries: readonly KeyEntry[]
  readonly value: JsonValue | undefined
  readonly root: JsonNode | undefined
  readonly problems: readonly JsonProblem[]
}

/**
 * Reads keys where they stand, broken ones included: what is wrong with them is for the rules to say. Throws an
 * AuthlintError for what holds no keys at all. `octets` is the input as it was read, of which the source holds the text.
 */
export function parseKeyDocument(source: Source, octets: Buffer = Buffer.from(source.text)): KeyDocument {
  const text = source.text.trimStart()
  if (!text.startsWith('{') && !text.startsWith('[')) return fromKeyFile(source, octets)
  const { value, root, problems } = parseJson(source.text)
  const broken = problems.find(({ code }) => code !== 'duplicate')
  if (broken || !root || value === undefined) throw notJson(source, broken)
  const document = (form: KeyForm, entries: readonly KeyEntry[]): KeyDocument => {
    if (entries.length > mostKeys) throw new AuthlintError('INPUT_TOO_LARGE', `${visible(source.name)} holds ${entries.length} keys, and ${mostKeys} are the most that are judged together`, 'Split it: no client accepts a set of that size.')
    return { source, form, entries, value, root, problems }
  }
  const list = (node: JsonNode | undefined, values: readonly JsonValue[], path: string) =>
    values.map((item, i): KeyEntry => ({ value: item, path: `${path}[${i}]`, start: node?.items?.[i]?.start ?? 0, end: node?.items?.[i]?.end ?? 0 }))
  if (Array.isArray(value)) return document('array', list(root, value as readonly JsonValue[], ''))
  if (!isObject(value)) throw unrecognised(source, 'holds JSON without a key')
  const { keys } = value
  if (keys !== undefined) return document('set', Array.isArray(keys) ? list(memberOf(root, 'keys'), keys as readonly JsonValue[], 'keys') : [])
  if (isCertificateMap(value)) return document('certificates', fromCertificates(value, root, source))
  if (keyMembers.some((name) => value[name] !== undefined)) return document('jwk', [{ value, path: '', start: root.start, end: root.end }])
  if (typeof value['private_key'] === 'string') return fromKeyFile(source, octets)
  if (typeof value['jwks_uri'] === 'string') throw unrecognised(source, 'holds the metadata of an issuer, not its keys', `Give the key set that it names: ${visible(value['jwks_uri'], 200)}`)
  return document('set', [])
}

/** Each key costs some milliseconds of arithmetic. */
const mostKeys = 10_000

/** Members that nothing but a JWK has (RFC 7517 section 4, RFC 7518 section 6). */
const keyMembers = ['kty', 'n', 'crv', 'x', 'k', 'x5c', 'kid', 'key_ops']

const memberOf = (node: JsonNode, name: string): JsonNode | undefined => node.members?.findLast((member) => member.name === name)?.value

const isCertificateMap = (value: JsonObject): boolean => {
  const items = Object.values(value)
  return items.length > 0 && items.every((item) => typeof item === 'string' && item.includes('-----BEGIN '))
}

function fromCertificates(value: JsonObject, root: JsonNode, { name }: Source): KeyEntry[] {
  return Object.entries(value).flatMap(([kid, pem]) => {
    const node = memberOf(root, kid)
    return parseKeys(Buffer.from(String(pem)), name).map((key) => ({ value: { ...jwkOf(key), kid }, start: node?.start ?? 0, end: node?.end ?? 0 }))
  })
}

/** PEM, DER, or what explains itself when it is neither. */
function fromKeyFile(source: Source, octets: Buffer): KeyDocument {
  const end = source.text.trimEnd().length
  const entries = parseKeys(octets, source.name).map((key): KeyEntry => ({ value: jwkOf(key), start: 0, end }))
  return { source, form: 'pem', entries, value: undefined, root: undefined, problems: [] }
}

/** A key that was not written as a JWK, as one. */
function jwkOf({ key, privateKey, jwk, certificate, reference }: VerificationKey): JsonObject {
  try {
    const members = !privateKey && jwk ? jwk : ((privateKey ?? key)?.export({ format: 'jwk' }) as JsonObject | undefined)
    return { ...members, ...(certificate ? { x5c: [certificate.toString('base64')] } : {}) }
  } catch {
    throw new AuthlintError('KEY_UNREADABLE', `${reference.source} holds a key that has no JWK form (${reference.description})`, 'Export a key that is bound to PSS as a plain RSA key. A private key of ML-DSA needs Node 24.6 or later.')
  }
}

const unrecognised = ({ name }: Source, problem: string, hint = 'A JWK has a member "kty", a key set a member "keys".'): AuthlintError =>
  new AuthlintError('INPUT_UNRECOGNISED', `${visible(name)} ${problem}`, hint)

function notJson(source: Source, problem: JsonProblem | undefined): AuthlintError {
  const at = problem && source.locate(problem.at, problem.at)
  return unrecognised(source, `is not valid JSON${at ? ` (line ${at.line}, column ${at.column}): ${problem.message}` : ''}`, 'Copy the whole file again: it may be cut off.')
}
