import { isObject, parseJson, stringifyJson, type JsonObject } from '../core/json.ts'
import { count, visible } from '../core/text.ts'
import { contentEncryptionAlgorithms, type KeyType } from './algorithms.ts'
import type { JwtFacts } from './facts.ts'
import { headerProblems, judgeUndecrypted, maxInflated, maxRounds, type JweProblem } from './jwe-header.ts'
import type { FlattenedJWE } from './jose.ts'
import { recipientsOf, type ParsedJwt } from './jwt.ts'
import { nameOf, type KeyRing, type VerificationKey } from './keys.ts'
import { decryptRsa15 } from './rsa1-5.ts'

type JweFacts = NonNullable<JwtFacts['jwe']>

export interface Decryption {
  readonly facts: JweFacts
  /** A key that permits the algorithm was tried and did not open it. */
  readonly failed?: boolean
  readonly plaintext?: Buffer
  /** Text of the token inside, to be judged like any other. */
  readonly token?: string
  /** Claims that stand inside without a signature. */
  readonly claims?: JsonObject
  /** The key that decrypted it. */
  readonly key?: VerificationKey
}

/** Decrypts a token with the keys handed in, limits first: rounds of PBKDF2 and unfolding are what attackers overdo. Never throws. */
export async function decryptJwe(parsed: ParsedJwt, ring: KeyRing): Promise<Decryption> {
  const [first = parsed, ...others] = recipientsOf(parsed)
  const decryption = await decryptAs(first, ring)
  for (const other of decryption.facts.decrypted ? [] : others) {
    const opened = await decryptAs(other, ring)
    if (opened.facts.decrypted) return opened
  }
  return decryption
}

async function decryptAs(parsed: ParsedJwt, ring: KeyRing): Promise<Decryption> {
  const undecrypted = judgeUndecrypted(parsed)
  const failure = (reason: string, more: readonly JweProblem[] = []): Decryption => ({ facts: { ...undecrypted, reason, problems: [...undecrypted.problems, ...more] } })
  if (parsed.serialization !== 'jwe') return failure('The token is not encrypted.')
  const [blocking] = headerProblems(parsed)
  if (blocking) return failure(blocking.message)
  if (ring.keys.length === 0) return failure('No key to decrypt it was given.')

  const { alg = '', enc = '', kid } = parsed.header as { alg?: string; enc?: string; kid?: unknown }
  const conflicts: string[] = []
  const problems: JweProblem[] = []
  const candidates = [...ring.keys].toSorted((a, b) => Number(b.reference.kid === kid) - Number(a.reference.kid === kid)).filter((key) => {
    const conflict = conflictWith(key, alg, enc)
    if (conflict) conflicts.push(`${nameOf(key.reference)} ${conflict.message}`)
    if (conflict?.code) problems.push({ code: conflict.code, message: `The key for dir ${conflict.message}.` })
    return !conflict
  })
  if (candidates.length === 0) return failure(`No key you gave may decrypt ${visible(alg, 40)}: ${conflicts[0] ?? 'none is for it'}.`, problems)
  for (const key of candidates) {
    const plaintext = await decryptWith(key, parsed, alg, enc)
    if (plaintext === 'overgrown') return failure(`The token decrypts with ${nameOf(key.reference)}, but was not decompressed. ${overgrown.message}`, [overgrown])
    if (plaintext) return opened(plaintext, key, undecrypted.problems)
  }
  const [only] = candidates
  return { failed: true, ...failure(candidates.length === 1 && only ? `The token does not decrypt with ${nameOf(only.reference)}: another key is needed, or the token was changed.` : `The token decrypts with none of the ${candidates.length} keys that may decrypt ${alg}.`) }
}

async function decryptWith(key: VerificationKey, parsed: ParsedJwt, alg: string, enc: string): Promise<Buffer | 'overgrown' | undefined> {
  // Nobody is known to compress under RSA1_5.
  if (alg === 'RSA1_5') return key.privateKey && parsed.header?.['zip'] === undefined ? decryptRsa15(parsed, enc, key.privateKey) : undefined
  try {
    const { flattenedDecrypt } = await import('./jose.ts')
    const material = key.secret ?? key.privateKey
    if (!material) return undefined
    const { plaintext } = await flattenedDecrypt(flattened(parsed), material, { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc], maxPBES2Count: maxRounds, maxDecompressedLength: maxInflated })
    return Buffer.from(plaintext)
  } catch (error) {
    // Only what decrypts is unfolded, and an authentic text is the one thing that is refused for its size.
    return error instanceof Error && error.message.startsWith('Decompressed plaintext exceeded') ? 'overgrown' : undefined
  }
}

const overgrown: JweProblem = { code: 'zip-overgrown', message: `The content of the token decompresses to more than ${maxInflated} octets: it is meant to fill the memory of the recipient.` }

/** RFC 7516 section 7.2.2. */
function flattened({ header, headerPart, segments, jsonForm }: ParsedJwt): FlattenedJWE {
  const [protectedHeader = '', encryptedKey = '', iv = '', ciphertext = '', tag = ''] = segments.map(({ text }) => text)
  const { value } = headerPart.document
  const outside = jsonForm && Object.fromEntries(Object.entries(header ?? {}).filter(([name]) => !(value !== undefined && isObject(value) && Object.hasOwn(value, name))))
  return {
    ciphertext,
    iv,
    tag,
    ...(protectedHeader === '' ? {} : { protected: protectedHeader }),
    ...(encryptedKey === '' ? {} : { encrypted_key: encryptedKey }),
    ...(outside ? { unprotected: outside } : {}),
    ...(jsonForm?.aad === undefined ? {} : { aad: jsonForm.aad }),
  }
}

/* Which key may decrypt what */

const keyTypesFor = (alg: string): readonly KeyType[] => (alg.startsWith('RSA') ? ['RSA'] : alg.startsWith('ECDH') ? ['EC', 'OKP'] : ['oct'])

interface Conflict {
  readonly message: string
  readonly code?: string
}

/** A clause that follows "this key"; undefined when the key may decrypt the token (RFC 7517 section 4.2 to 4.4). */
function conflictWith(key: VerificationKey, alg: string, enc: string): Conflict | undefined {
  if (!keyTypesFor(alg).includes(key.type)) return { message: `is of the wrong type for ${alg}` }
  if (key.type !== 'oct' && !key.privateKey) return { message: 'is a public key, but only the private key decrypts' }
  if (key.type === 'OKP' && !key.curve?.startsWith('X')) return { message: 'is a signature key' }
  const { use, key_ops: operations, alg: bound } = key.jwk ?? {}
  if (use !== undefined && use !== 'enc') return { message: `is not for encryption (its use is ${visible(stringifyJson(use), 40)})` }
  const wanted = ['decrypt', 'unwrapKey', 'deriveKey', 'deriveBits']
  if (operations !== undefined && !(Array.isArray(operations) && operations.some((name) => wanted.includes(String(name))))) return { message: 'does not permit decrypting (its key_ops)' }
  // With direct encryption the key is the content key, and some name its enc as alg (RFC 7520 section 5.6).
  if (bound !== undefined && bound !== alg && !(alg === 'dir' && bound === enc)) return { message: `is for ${visible(String(bound), 40)} only (its alg)` }
  return key.secret ? sizeConflict(key.secret.length, alg, enc) : undefined
}

function sizeConflict(octets: number, alg: string, enc: string): Conflict | undefined {
  const bits = /^A(\d+)(?:GCM)?KW$/.exec(alg)?.[1]
  const wanted = alg === 'dir' ? contentEncryptionAlgorithms.get(enc)?.key : bits === undefined ? undefined : Number(bits) / 8
  if (wanted === undefined || octets === wanted) return undefined
  return { message: `has ${count(octets, 'octet')}, but ${alg === 'dir' ? enc : alg} needs ${wanted}`, ...(alg === 'dir' ? { code: 'dir-key-size' } : {}) }
}

/* What is inside */

function opened(plaintext: Buffer, key: VerificationKey, problems: readonly JweProblem[]): Decryption {
  const text = plaintext.toString('utf8').trim()
  const inside = contentOf(text)
  return {
    facts: { decrypted: true, reason: `Decrypted with ${nameOf(key.reference)}; inside is ${inside.words}.`, problems, nested: inside.nested },
    plaintext,
    key,
    ...(inside.token === undefined ? {} : { token: inside.token }),
    ...(inside.claims === undefined ? {} : { claims: inside.claims }),
  }
}

interface Content {
  readonly nested: JweFacts['nested']
  readonly words: string
  readonly token?: string
  readonly claims?: JsonObject
}

function contentOf(text: string): Content {
  const { value, problems } = parseJson(text)
  if (isObject(value) && problems.every(({ code }) => code === 'duplicate')) return { nested: 'claims', words: 'a set of claims without a signature', claims: value }
  const segments = text.split('.')
  const looksLikeToken = /^[\w-]+$/.test(segments[0] ?? '') && isObject(parseJson(Buffer.from(segments[0] ?? '', 'base64url').toString('utf8')).value)
  if (looksLikeToken && segments.length === 3) return { nested: 'jws', words: 'a signed token', token: text }
  if (looksLikeToken && segments.length === 5) return { nested: 'other', words: 'another encrypted token', token: text }
  return { nested: 'other', words: 'something that is neither a token nor claims' }
}
