import { createHash, createPrivateKey, createPublicKey, X509Certificate, type JsonWebKey, type KeyObject } from 'node:crypto'
import { hasUtf8Mark, gzipHint, isGzip, textOf, unmarkedUtf16Of, utf16Hint, utf16Of } from '../core/encoding.ts'
import { AuthlintError } from '../core/errors.ts'
import { isObject, parseJson, stringifyJson, type JsonObject, type JsonValue } from '../core/json.ts'
import { lookUp } from '../core/look-up.ts'
import { count, list, visible } from '../core/text.ts'
import type { KeyType } from './algorithms.ts'
import { refusePemBlock, refuseText, unreadable } from './key-mistakes.ts'
import { mlDsaPublicOctets, privateMembers, requiredMembers } from './jwk-members.ts'
import { isSameKey, type SecretEncoding, type VerificationKey } from './keys.ts'
import { hasRocaFingerprint } from './roca.ts'

/**
 * Reads keys out of what people have them in: PEM or DER (SPKI, PKCS#1, PKCS#8, SEC1, X.509), a JWK, a key set, a map of
 * certificates by key id. Throws an AuthlintError with a hint for anything else; `source` names the place for people.
 */
export function parseKeys(octets: Buffer, source: string): VerificationKey[] {
  const text = textOf(octets).trim()
  if (text === '') throw unreadable(source, 'is empty', 'Give a file with a PEM key, a certificate, a JWK or a key set (JWKS).')
  if (isGzip(octets)) throw unreadable(source, 'is compressed (gzip)', gzipHint)
  const encoding = unmarkedUtf16Of(octets)
  if (encoding) throw unreadable(source, 'is UTF-16 text without a byte order mark', utf16Hint(encoding))
  const origin: Origin = { source, original: octets }
  if (octets[0] === 0x30) {
    const key = fromDer(octets, origin)
    if (key) return [key]
  }
  const unquoted = /^(["']).*\1$/s.test(text) ? text.slice(1, -1).trim() : text
  if (unquoted.includes('-----BEGIN')) return fromPem(unquoted, origin)
  if (unquoted.startsWith('{') || unquoted.startsWith('[')) return fromJson(unquoted, origin)
  refuseText(unquoted, source)
  // A key in base64 without its PEM lines, as Keycloak shows it.
  if (/^[A-Za-z0-9+/_=\s-]+$/.test(unquoted)) {
    const key = fromDer(Buffer.from(unquoted, 'base64'), origin)
    if (key) return [key]
  }
  throw unreadable(source, 'holds no key of a known form', 'A key may be PEM, DER, a JWK or a key set (JWKS). A shared secret goes to authlint jwt --secret.')
}

/** The key of a certificate that is not in a file of its own. */
export const certificateKey = (certificate: X509Certificate, source: string): VerificationKey => fromCertificate(certificate, { source, original: Buffer.alloc(0) })

export interface Origin {
  readonly source: string
  readonly original: Buffer
}

/* PEM */

function fromPem(text: string, origin: Origin): VerificationKey[] {
  // Environment variables often hold line breaks as \n.
  const pem = text.replaceAll('\\r', '').replaceAll('\\n', '\n')
  const keys: VerificationKey[] = []
  for (const { label, body } of pemBlocks(pem, origin.source)) {
    if (label === 'EC PARAMETERS' || label === 'DH PARAMETERS') continue
    const block = `-----BEGIN ${label}-----\n${body.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END ${label}-----\n`
    keys.push(attempt(() => fromPemBlock(label, block, origin), origin.source, `holds a damaged PEM block (${label})`))
  }
  if (keys.length === 0) throw unreadable(origin.source, 'holds PEM text, but no key in it')
  return withoutDuplicates(withoutIssuers(keys))
}

function pemBlocks(pem: string, source: string): { label: string; body: string }[] {
  const blocks: { label: string; body: string }[] = []
  for (let at = pem.indexOf('-----BEGIN '); at !== -1; at = pem.indexOf('-----BEGIN ', at + 1)) {
    const labelEnd = pem.indexOf('-----', at + 11)
    const label = labelEnd === -1 ? '' : pem.slice(at + 11, labelEnd)
    const end = pem.indexOf(`-----END ${label}-----`, labelEnd)
    if (!/^[A-Z0-9 ]{1,40}$/.test(label) || end === -1) throw unreadable(source, 'holds a PEM block that is cut off', 'Copy it whole, from -----BEGIN to the end of the -----END line.')
    const body = pem.slice(labelEnd + 5, end)
    refusePemBlock(label, body, source)
    blocks.push({ label, body: body.replace(/\s+/g, '') })
  }
  return blocks
}

function fromPemBlock(label: string, block: string, origin: Origin): VerificationKey {
  const akp = label === 'PUBLIC KEY' ? akpOf(Buffer.from(block.replace(/-----.*/g, ''), 'base64')) : undefined
  if (akp) return fromAkp(akp, origin)
  if (label.includes('CERTIFICATE')) return fromCertificate(new X509Certificate(block), origin)
  return label.includes('PRIVATE') ? fromPrivateKey(createPrivateKey(block), origin) : fromPublicKey(createPublicKey(block), origin)
}

/** Of a certificate chain only the leaf signs tokens: an issuer of another certificate in the same file is left out. */
function withoutIssuers(keys: readonly VerificationKey[]): VerificationKey[] {
  const certificates = keys.flatMap(({ certificate }) => (certificate ? [new X509Certificate(certificate)] : []))
  return keys.filter(({ certificate }) => {
    if (!certificate) return true
    const own = new X509Certificate(certificate)
    return !own.ca || !certificates.some((other) => other.fingerprint256 !== own.fingerprint256 && other.checkIssued(own))
  })
}

/** A private key and its certificate in one file are one key. */
function withoutDuplicates(keys: readonly VerificationKey[]): VerificationKey[] {
  const unique: VerificationKey[] = []
  for (const key of keys) {
    const same = unique.findIndex((other) => other.key !== undefined && key.key !== undefined && isSameKey(other.key, key.key))
    if (same === -1) unique.push(key)
    else unique[same] = { ...key, ...unique[same]! }
  }
  return unique
}

/* DER */

const derForms: readonly ((octets: Buffer, origin: Origin) => VerificationKey)[] = [
  (key, origin) => {
    const akp = akpOf(key)
    return akp ? fromAkp(akp, origin) : fromPublicKey(createPublicKey({ key, format: 'der', type: 'spki' }), origin)
  },
  (key, origin) => fromCertificate(new X509Certificate(key), origin),
  (key, origin) => fromPrivateKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }), origin),
  (key, origin) => fromPrivateKey(createPrivateKey({ key, format: 'der', type: 'pkcs1' }), origin),
  (key, origin) => fromPrivateKey(createPrivateKey({ key, format: 'der', type: 'sec1' }), origin),
  // Last: Node takes any private key for one of these, and gives its public half.
  (key, origin) => fromPublicKey(createPublicKey({ key, format: 'der', type: 'pkcs1' }), origin),
]

function fromDer(octets: Buffer, origin: Origin): VerificationKey | undefined {
  if (octets[0] !== 0x30) return undefined
  for (const form of derForms) {
    try {
      return form(octets, origin)
    } catch (error) {
      if (error instanceof AuthlintError) throw error
    }
  }
  return undefined
}

/* JSON */

function fromJson(text: string, origin: Origin): VerificationKey[] {
  const { value, problems } = parseJson(text)
  const broken = problems.find(({ code }) => code !== 'duplicate')
  if (broken) throw unreadable(origin.source, `is not valid JSON: ${broken.message}`)
  if (Array.isArray(value)) return fromKeySet(value as readonly JsonValue[], origin)
  if (!isObject(value)) throw unreadable(origin.source, 'holds JSON without a key')
  if (Array.isArray(value['keys'])) return fromKeySet(value['keys'] as readonly JsonValue[], origin)
  if (value['kty'] !== undefined) return [fromJwk(value, origin)]
  const entries = Object.entries(value)
  if (entries.length > 0 && entries.every(([, item]) => typeof item === 'string' && item.includes('-----BEGIN '))) return fromCertificateMap(entries as [string, string][], origin)
  if (typeof value['jwks_uri'] === 'string') throw unreadable(origin.source, 'holds the metadata of an issuer, not its keys', 'Give the key set that its jwks_uri names.')
  if (typeof value['private_key'] === 'string') return fromPem(value['private_key'], origin)
  throw unreadable(origin.source, 'holds JSON without a key', 'A JWK has a member "kty", a key set a member "keys".')
}

/** What cannot be used is passed over (RFC 7517 section 5), unless nothing is left. */
function fromKeySet(items: readonly JsonValue[], origin: Origin): VerificationKey[] {
  const keys: VerificationKey[] = []
  const problems: string[] = []
  for (const item of items) {
    try {
      if (!isObject(item)) throw unreadable(origin.source, 'holds an entry that is no key')
      keys.push({ ...fromJwk(item, origin), inSet: true })
    } catch (error) {
      if (!(error instanceof AuthlintError)) throw error
      problems.push(error.message)
    }
  }
  if (keys.length === 0) throw items.length === 0
    ? unreadable(origin.source, 'holds an empty key set', 'Check the file or address, or ask whoever runs the issuer.')
    : unreadable(origin.source, `holds a key set of ${count(items.length, 'key')}, none of which can be used`, `${problems[0] ?? ''}.`)
  // A secret that is published beside public keys is no secret: whoever reads the set can sign with it.
  const isPublic = keys.some(({ type }) => type !== 'oct')
  return keys.map((key) => (key.type === 'oct' && isPublic ? { ...key, refused: 'is a secret inside a set of public keys' } : key))
}

function fromCertificateMap(entries: readonly [kid: string, pem: string][], origin: Origin): VerificationKey[] {
  return entries.flatMap(([kid, pem]) => fromPem(pem, origin).map((key) => ({ ...key, inSet: true, reference: { ...key.reference, kid } })))
}

/** Reads one JWK. Public or private; base64 with padding or in the standard alphabet is taken too, as some issuers publish it. */
export function fromJwk(jwk: JsonObject, { source, original }: Origin): VerificationKey {
  const kty = jwk['kty']
  const members = typeof kty === 'string' ? lookUp(requiredMembers, kty) : undefined
  if (!members) throw unreadable(source, `holds a JWK of a type that signs no tokens (kty ${visible(stringifyJson(kty ?? null), 40)})`, 'Known types are RSA, EC, OKP, AKP and oct.')
  const missing = members.filter((name) => typeof jwk[name] !== 'string' || jwk[name] === '')
  if (missing.length > 0) throw unreadable(source, `holds a JWK (${String(kty)}) without ${list(missing)}`)
  const kid = typeof jwk['kid'] === 'string' ? { kid: jwk['kid'] } : {}
  if (kty === 'oct') {
    const key = secretKey(Buffer.from(text(jwk['k']), 'base64'), source, 'jwk')
    return { ...key, jwk, original: Buffer.from(text(jwk['k'])), reference: { ...key.reference, ...kid } }
  }
  const origin = { source, original }
  const key =
    kty === 'AKP'
      ? fromAkp(jwk, origin)
      : attempt(() => (typeof jwk['d'] === 'string' ? fromPrivateJwk(jwk, origin) : undefined) ?? fromPublicKey(importJwk(jwk, members), origin), source, `holds a damaged JWK (${String(kty)})`)
  return { ...key, jwk, reference: { ...key.reference, ...kid } }
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const canonical = (value: JsonValue | undefined): string => Buffer.from(text(value), 'base64').toString('base64url')

const importable = (jwk: JsonObject, members: readonly string[]): JsonWebKey => {
  const plain: JsonWebKey = { kty: text(jwk['kty']) }
  for (const name of members) if (typeof jwk[name] === 'string') plain[name] = name === 'crv' ? jwk[name] : canonical(jwk[name])
  return plain
}
const importJwk = (jwk: JsonObject, members: readonly string[]): KeyObject => createPublicKey({ format: 'jwk', key: importable(jwk, members) })

/** Undefined when the private members are of no use: the public ones still verify. */
function fromPrivateJwk(jwk: JsonObject, origin: Origin): VerificationKey | undefined {
  try {
    return fromPrivateKey(createPrivateKey({ format: 'jwk', key: importable(jwk, [...(requiredMembers[text(jwk['kty'])] ?? []), ...privateMembers]) }), origin)
  } catch (error) {
    if (error instanceof AuthlintError) throw error
    return undefined
  }
}

/** Last arc of the object identifier of each ML-DSA parameter set: 2.16.840.1.101.3.4.3.x (RFC 9881). */
const mlDsaArcs: Readonly<Record<string, number>> = { 'ML-DSA-44': 17, 'ML-DSA-65': 18, 'ML-DSA-87': 19 }

const mlDsaSpki = (alg: string, pub: Buffer): Buffer =>
  der(0x30, der(0x30, der(0x06, Buffer.from([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, mlDsaArcs[alg] ?? 0]))), der(0x03, Buffer.of(0), pub))

/** The JWK of an ML-DSA key in DER (SPKI), told by its object identifier: Node 22 verifies with such a key, but knows no name for its type. */
function akpOf(spki: Buffer): JsonObject | undefined {
  for (const [alg, octets] of Object.entries(mlDsaPublicOctets)) {
    const pub = spki.subarray(-octets)
    if (spki.length > octets && mlDsaSpki(alg, pub).equals(spki)) return { kty: 'AKP', alg, pub: pub.toString('base64url') }
  }
  return undefined
}

function fromAkp(jwk: JsonObject, { source, original }: Origin): VerificationKey {
  const alg = text(jwk['alg'])
  if (!Object.hasOwn(mlDsaArcs, alg)) throw unreadable(source, 'holds an AKP key for an algorithm that authlint does not know')
  const pub = Buffer.from(text(jwk['pub']), 'base64')
  const reference = { source, description: alg, thumbprint: digestOf({ alg, kty: 'AKP', pub: pub.toString('base64url') }) }
  const key: VerificationKey = { reference, type: 'AKP', curve: alg, original, jwk }
  try {
    return { ...key, key: createPublicKey({ format: 'der', type: 'spki', key: mlDsaSpki(alg, pub) }) }
  } catch {
    return key
  }
}

/** One DER element. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

/* Key objects */

const fromCertificate = (certificate: X509Certificate, origin: Origin): VerificationKey => ({
  ...fromPublicKey(certificate.publicKey, origin),
  certificate: certificate.raw,
})

const fromPrivateKey = (privateKey: KeyObject, origin: Origin): VerificationKey => ({ ...fromPublicKey(createPublicKey(privateKey), origin), privateKey })

const curveNames: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521', secp256k1: 'secp256k1' }

/** node:crypto's name of a key type → ours, with the curve it implies. */
const keyTypes: Readonly<Record<string, readonly [type: KeyType, curve?: string]>> = {
  rsa: ['RSA'],
  'rsa-pss': ['RSA-PSS'],
  ec: ['EC'],
  ed25519: ['OKP', 'Ed25519'],
  ed448: ['OKP', 'Ed448'],
  x25519: ['OKP', 'X25519'],
  x448: ['OKP', 'X448'],
  'ml-dsa-44': ['AKP', 'ML-DSA-44'],
  'ml-dsa-65': ['AKP', 'ML-DSA-65'],
  'ml-dsa-87': ['AKP', 'ML-DSA-87'],
}

function fromPublicKey(key: KeyObject, { source, original }: Origin): VerificationKey {
  const known = keyTypes[key.asymmetricKeyType ?? '']
  const akp = known ? undefined : akpOf(key.export({ format: 'der', type: 'spki' }))
  if (akp) return fromAkp(akp, { source, original })
  if (!known) throw unreadable(source, `holds a key of a type that signs no tokens (${key.asymmetricKeyType ?? 'unknown'})`, 'Known types are RSA, EC, Ed25519, Ed448 and ML-DSA.')
  const details = key.asymmetricKeyDetails ?? {}
  const [type] = known
  const curve = known[1] ?? (type === 'EC' ? curveNames[details.namedCurve ?? ''] : undefined)
  if (type === 'EC' && curve === undefined) throw unreadable(source, 'holds a key on a curve that JOSE does not know', 'Known curves are P-256, P-384, P-521 and secp256k1.')
  const description = type === 'EC' ? `EC ${curve}` : (curve ?? `${type} ${details.modulusLength ?? '?'}`)
  const thumbprint = thumbprintOf(key)
  const refused = type === 'RSA' || type === 'RSA-PSS' ? weakRsa(key) : undefined
  return {
    reference: { source, description, ...(thumbprint === undefined ? {} : { thumbprint }) },
    type,
    ...(curve === undefined ? {} : { curve }),
    key,
    original,
    ...(refused === undefined ? {} : { refused }),
  }
}

/** RSA keys with which anyone can sign, or nobody. */
function weakRsa(key: KeyObject): string | undefined {
  const exponent = key.asymmetricKeyDetails?.publicExponent
  if (exponent !== undefined && exponent < 3n) return `has the RSA exponent ${exponent}, with which ${exponent === 1n ? 'anyone can sign' : 'nothing can be signed'}`
  const modulus = rsaModulus(key)
  return modulus && hasRocaFingerprint(modulus) ? 'has the ROCA weakness: its private key can be computed (CVE-2017-15361)' : undefined
}

/** Bits in the modulus of an RSA key; undefined for other keys. */
export const modulusBits = (key: KeyObject | undefined): number | undefined => key?.asymmetricKeyDetails?.modulusLength

/** The RSA modulus; undefined for other keys and for keys bound to PSS, which have no JWK form. */
function rsaModulus(key: KeyObject): Buffer | undefined {
  if (key.asymmetricKeyType !== 'rsa') return undefined
  const { n } = key.export({ format: 'jwk' })
  return n === undefined ? undefined : Buffer.from(n, 'base64url')
}

/* Thumbprints */

/** RFC 7638: SHA-256 over the required members in order of name, base64url. */
const digestOf = (members: Readonly<Record<string, string | undefined>>): string => createHash('sha256').update(JSON.stringify(members)).digest('base64url')

function thumbprintOf(key: KeyObject): string | undefined {
  try {
    const { crv, e, kty, n, x, y, ...rest } = key.export({ format: 'jwk' })
    if (kty === 'RSA') return digestOf({ e, kty, n })
    if (kty === 'EC') return digestOf({ crv, kty, x, y })
    if (kty === 'OKP') return digestOf({ crv, kty, x })
    return kty === 'AKP' ? digestOf({ alg: String(rest['alg']), kty, pub: String(rest['pub']) }) : undefined
  } catch {
    return undefined
  }
}

/** Runs what may throw anything on damaged input. */
function attempt<T>(read: () => T, source: string, problem: string): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof AuthlintError ? error : unreadable(source, problem, 'Export or copy it again: it is cut off or was changed. (A private key of ML-DSA needs Node 24.6 or later.)')
  }
}

/* Secrets */

/** A shared secret as octets, such as the content of a file. */
export function secretKey(secret: Buffer, source: string, encoding: SecretEncoding = 'octets'): VerificationKey {
  if (secret.length === 0) throw unreadable(source, 'holds an empty secret', 'Check that the variable or file holds the secret. With an empty secret anyone can sign.')
  if (isPublicKey(secret)) throw unreadable(source, 'holds a public key, not a shared secret', publicKeyHint)
  return { reference: { source, description: `secret of ${count(secret.length, 'octet')}` }, type: 'oct', secret, encoding, original: secret }
}

// With a public key for a secret every forger's token would verify.
const publicKeyHint = 'Give it to --key: a public key must never serve as a secret.'

/** A public key or certificate in DER, in base64 of that, or in PEM. */
function isPublicKey(secret: Buffer): boolean {
  const origin = { source: '', original: secret }
  const text = secret.toString('latin1')
  if (/-----BEGIN (?:[A-Z0-9]{1,9} )?(?:PUBLIC KEY|CERTIFICATE)-----/.test(text)) return true
  // The first octet of DER, 0x30, shows as M and one of the first sixteen letters.
  const octets = /^M[A-P]/.test(text) ? Buffer.from(text, 'base64') : secret
  if (octets.length < 40) return false
  try {
    const key = fromDer(octets, origin)
    return key !== undefined && key.privateKey === undefined
  } catch {
    return false
  }
}

/** Either base64 prefix takes either alphabet: the two cannot be confused. */
const encodings: readonly (readonly [SecretEncoding & BufferEncoding, RegExp])[] = [
  ['base64', /^[\w+/-]+={0,2}$/],
  ['base64url', /^[\w+/-]+={0,2}$/],
  ['hex', /^(?:[\da-f]{2})+$/i],
]

/** A shared secret as a file holds it: octets as they stand, or text (UTF-8, or UTF-16 with its mark) as people write it, less the line break that an editor adds. */
export function parseSecretFile(octets: Buffer, source: string): VerificationKey {
  // Windows PowerShell marks what it writes. Random octets may begin like a mark, but do not go on in ASCII.
  const marked = utf16Of(octets) !== undefined || hasUtf8Mark(octets) ? textOf(octets) : undefined
  if (marked !== undefined && /^[\t\n\r -~]+$/.test(marked)) return parseSecret(marked.replace(/\r?\n$/, ''), source)
  const text = octets.toString('utf8')
  return Buffer.from(text).equals(octets) ? parseSecret(text.replace(/\r?\n$/, ''), source) : secretKey(octets, source)
}

/** A shared secret as people write it: the text itself, or `base64:`, `base64url:` or `hex:` and the octets in that encoding. */
export function parseSecret(given: string, source: string): VerificationKey {
  for (const [encoding, pattern] of encodings) {
    if (!given.startsWith(`${encoding}:`)) continue
    const encoded = given.slice(encoding.length + 1).replace(/\s+/g, '')
    if (!pattern.test(encoded)) throw unreadable(source, `is not valid ${encoding}`, `Correct it, or leave out the prefix ${encoding}: if the text itself is the secret.`)
    return { ...secretKey(Buffer.from(encoded, encoding), source, encoding), original: Buffer.from(encoded) }
  }
  if (given.includes('-----BEGIN ')) throw unreadable(source, 'holds a PEM key, not a shared secret', publicKeyHint)
  const jwk = given.trimStart().startsWith('{') ? parseJson(given).value : undefined
  if (isObject(jwk) && (jwk['kty'] !== undefined || Array.isArray(jwk['keys']))) {
    if (jwk['kty'] !== 'oct') throw unreadable(source, 'holds public keys, not a shared secret', 'Give it to --key.')
    return fromJwk(jwk, { source, original: Buffer.from(given) })
  }
  return secretKey(Buffer.from(given, 'utf8'), source, 'text')
}
