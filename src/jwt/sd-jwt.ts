import { createHash } from 'node:crypto'
import { isObject, parseJson, type JsonObject, type JsonValue } from '../core/json.ts'
import { AuthlintError } from '../core/errors.ts'
import { lookUp } from '../core/look-up.ts'
import { count, list, visible } from '../core/text.ts'
import { signatureAlgorithms } from './algorithms.ts'
import { decodeBase64url } from './base64url.ts'
import type { JwtFacts } from './facts.ts'
import type { ParsedJwt } from './jwt.ts'
import { conflict } from './keys.ts'
import { fromJwk } from './load-keys.ts'
import { normalizedTyp } from './token-type.ts'
import { verifierOf } from './verify.ts'

type SdJwtFacts = NonNullable<JwtFacts['sdJwt']>
type Problem = SdJwtFacts['problems'][number]

/** One disclosure, read: `[salt, name, value]` of a member or `[salt, value]` of an array element (RFC 9901 section 4.2). */
interface Disclosure {
  readonly digest: string
  readonly salt: string
  readonly name?: string
  readonly value: JsonValue
  used: boolean
}

/** Names of hash functions in the IANA registry (`_sd_alg`) → node:crypto. SHA-1 and shorter ones are not for this (section 9.3). */
const hashes: Readonly<Record<string, string>> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512',
}

/** Claims that a verifier must see before it trusts the rest (RFC 9901 section 9.7). */
const mustStayOpen = ['iss', 'aud', 'exp', 'nbf', 'cnf']

/** Levels of objects, arrays and disclosures inside each other; no credential comes near, and a chain of disclosures could go on forever. */
const maxLevels = 200

/** Octets of salt that carry 128 bits (RFC 9901 section 9.3). */
const saltOctets = 16

/** Splits the disclosures, matches each to its digest, and checks the key binding. Undefined for tokens without `~`. */
export function judgeSdJwt(parsed: ParsedJwt): SdJwtFacts | undefined {
  if (parsed.disclosures === undefined) return undefined
  const problems: Problem[] = []
  const report = (code: string, message: string, severity: Problem['severity'] = 'error') => problems.push({ code, message, severity })

  const pieces = parsed.disclosures.split('~')
  // After the last `~` stands the key binding token, or nothing.
  const keyBinding = pieces.pop() ?? ''
  const claims = parsed.claims ?? {}
  const alg = claims['_sd_alg']
  const hash = alg === undefined ? 'sha256' : typeof alg === 'string' ? lookUp(hashes, alg) : undefined
  if (hash === undefined) report('hash-unknown', '_sd_alg names no hash function that is fit for disclosures.')

  const disclosures = readDisclosures(pieces, hash ?? 'sha256', report)
  const disclosedClaims = hash === undefined ? [] : matchDigests(claims, disclosures, report)
  if (keyBinding !== '') checkKeyBinding(keyBinding, parsed, hash, report)
  return { problems, disclosed: disclosures.filter(({ used }) => used).length, claims: Object.fromEntries(disclosedClaims), keyBinding: keyBinding !== '' }
}

type Report = (code: string, message: string, severity?: Problem['severity']) => void

function readDisclosures(pieces: readonly string[], hash: string, report: Report): Disclosure[] {
  const disclosures: Disclosure[] = []
  const digests = new Set<string>()
  for (const [i, piece] of pieces.entries()) {
    const place = `Disclosure ${i + 1}`
    if (piece === '') {
      report('disclosure-empty', `${place} is empty: the token has a "~" too many.`)
      continue
    }
    const { bytes, problems } = decodeBase64url(piece)
    const { value, problems: jsonProblems } = parseJson(bytes.toString('utf8'))
    const items = Array.isArray(value) ? (value as readonly JsonValue[]) : []
    const [salt] = items
    const isFormed = (items.length === 2 || (items.length === 3 && typeof items[1] === 'string')) && typeof salt === 'string'
    if (problems.length > 0 || jsonProblems.some(({ code }) => code !== 'duplicate') || !isFormed) {
      report('disclosure-malformed', `${place} is not base64url of an array of salt, name and value, or of salt and value.`)
      continue
    }
    const digest = createHash(hash).update(piece, 'ascii').digest('base64url')
    if (digests.has(digest)) report('disclosure-repeated', `${place} repeats an earlier one.`)
    digests.add(digest)
    if (saltOctetsOf(salt) < saltOctets) {
      report('salt-short', `The salt of disclosure ${i + 1} has fewer than 128 bits, so the value can be guessed from the digest when it is withheld.`, 'warn')
    }
    const named = items.length === 3
    disclosures.push({ digest, salt, ...(named ? { name: items[1] as string } : {}), value: items.at(-1) ?? null, used: false })
  }
  const salts = disclosures.map(({ salt }) => salt)
  if (new Set(salts).size < salts.length && new Set(disclosures.map(({ digest }) => digest)).size === disclosures.length) {
    report('salt-repeated', 'Two disclosures have the same salt, but each needs a new random one.', 'warn')
  }
  return disclosures
}

/** A salt is usually base64url of random octets; other text is counted as it stands. */
const saltOctetsOf = (salt: string): number => (/^[\w-]+$/.test(salt) ? Math.floor((salt.length * 3) / 4) : Buffer.byteLength(salt))

/**
 * RFC 9901 section 7.1: every disclosure must be reached from the signed payload, once. Digests without one may be decoys.
 * Returns the claims at the top that are disclosed.
 */
function matchDigests(payload: JsonObject, disclosures: readonly Disclosure[], report: Report): readonly (readonly [name: string, value: JsonValue])[] {
  const byDigest = new Map(disclosures.map((disclosure) => [disclosure.digest, disclosure]))
  const seen = new Set<string>()
  const claims: [string, JsonValue][] = []
  let repeated = false

  const take = (digest: JsonValue): Disclosure | undefined => {
    if (typeof digest !== 'string') return void report('digest-malformed', 'A digest is not a string.')
    if (seen.has(digest)) {
      if (!repeated) report('digest-repeated', 'The same digest appears in more than one place.')
      repeated = true
      return undefined
    }
    seen.add(digest)
    return byDigest.get(digest)
  }

  const inArray = (items: readonly JsonValue[], path: string, level: number): void => {
    for (const [i, item] of items.entries()) {
      if (isObject(item) && item['...'] !== undefined) {
        if (Object.keys(item).length > 1) report('placeholder-malformed', `The placeholder at ${visible(path)}[${i}] has other members besides "...".`)
        const disclosure = take(item['...'])
        if (!disclosure) continue
        disclosure.used = true
        if (disclosure.name !== undefined) report('disclosure-misplaced', `A disclosure with a name (for an object) is used for an element of the array ${visible(path)}.`)
        inside(disclosure.value, `${path}[${i}]`, level)
      } else inside(item, `${path}[${i}]`, level)
    }
  }

  const inObject = (object: JsonObject, path: string, level: number): void => {
    if (path !== '' && object['_sd_alg'] !== undefined) report('hash-nested', `_sd_alg is inside ${visible(path)}, but it belongs at the top of the payload.`)
    if (object['...'] !== undefined) report('name-reserved', `${path === '' ? 'The payload' : visible(path)} has a member "...", which is reserved for elements of arrays.`)
    const digests = object['_sd']
    if (digests !== undefined && !Array.isArray(digests)) report('digests-malformed', '_sd is not an array of digests.')
    for (const digest of Array.isArray(digests) ? (digests as readonly JsonValue[]) : []) {
      const disclosure = take(digest)
      if (!disclosure) continue
      disclosure.used = true
      checkMember(disclosure, object, path, level)
    }
    for (const [name, member] of Object.entries(object)) if (name !== '_sd' && member !== undefined) inside(member, path === '' ? name : `${path}.${name}`, level)
  }

  const checkMember = ({ name, value }: Disclosure, object: JsonObject, path: string, level: number): void => {
    if (name === undefined) return void report('disclosure-misplaced', 'A disclosure without a name (for an array) is used for a member of an object.')
    const at = path === '' ? name : `${path}.${name}`
    const isReserved = name === '_sd' || name === '...'
    const collides = Object.hasOwn(object, name)
    if (isReserved) report('name-reserved', `A disclosure is named "${name}", which is reserved.`)
    else if (collides) report('name-collides', `The disclosed claim ${visible(at)} is already in the payload.`)
    if (path === '' && mustStayOpen.includes(name)) report('claim-hidden', `The claim ${name} is selectively disclosable, which it must not be: it can be withheld.`)
    else if (path === '' && !isReserved && !collides) claims.push([name, value])
    inside(value, at, level)
  }

  let tooDeep = false
  const inside = (value: JsonValue, path: string, level: number): void => {
    if (level >= maxLevels) tooDeep = true
    else if (Array.isArray(value)) inArray(value as readonly JsonValue[], path, level + 1)
    else if (isObject(value)) inObject(value, path, level + 1)
  }

  inObject(payload, '', 0)
  if (tooDeep) {
    report('too-deep', `Disclosures are nested deeper than ${maxLevels} levels.`)
    return claims
  }
  const unmatched = disclosures.filter(({ used, digest }) => !used && !seen.has(digest)).length
  if (unmatched > 0) report('disclosure-unmatched', `${count(unmatched, 'disclosure')} of ${disclosures.length} match${unmatched === 1 ? 'es' : ''} no digest of the signed payload, so nobody signed ${unmatched === 1 ? 'it' : 'them'}.`)
  return claims
}

/** RFC 9901 section 4.3 and 7.3: the holder's signature over what is presented. */
function checkKeyBinding(token: string, parsed: ParsedJwt, hash: string | undefined, report: Report): void {
  const pieces = token.split('.')
  const [header, claims] = pieces.slice(0, 2).map((piece) => {
    const { value } = parseJson(Buffer.from(piece, 'base64url').toString('utf8'))
    return isObject(value) ? value : undefined
  })
  if (pieces.length !== 3 || !header || !claims || pieces.some((piece) => decodeBase64url(piece).problems.length > 0)) {
    return report('final-tilde', 'What follows the last "~" is no key binding token. Without key binding an SD-JWT ends in "~".')
  }
  if (normalizedTyp(header['typ']) !== 'kb+jwt') report('binding-typ', 'typ of the key binding token is not "kb+jwt".')
  const missing = ['iat', 'aud', 'nonce', 'sd_hash'].filter((name) => claims[name] === undefined)
  if (missing.length > 0) report('binding-claims', `The key binding token lacks ${list(missing)}.`)
  if (hash !== undefined && claims['sd_hash'] !== undefined) {
    const presented = parsed.text.slice(0, parsed.text.length - token.length)
    if (claims['sd_hash'] !== createHash(hash).update(presented, 'ascii').digest('base64url')) report('binding-hash', 'sd_hash of the key binding token does not match the token and disclosures: disclosures were added or removed.')
  }
  checkBindingSignature(pieces as [string, string, string], header, parsed.claims?.['cnf'], report)
}

function checkBindingSignature([headerText, payloadText, signatureText]: readonly [string, string, string], header: JsonObject, cnf: JsonValue | undefined, report: Report): void {
  const jwk = isObject(cnf) ? cnf['jwk'] : undefined
  if (cnf === undefined) return report('binding-key', 'There is a key binding token, but the payload names no key for it: it has no cnf.')
  // Other confirmation methods name a key that is not here.
  if (!isObject(jwk)) return
  const algorithm = signatureAlgorithms.get(String(header['alg']))
  if (!algorithm || algorithm.family === 'HMAC') return report('binding-alg', 'The key binding token is not signed with a known asymmetric algorithm.')
  try {
    const key = fromJwk(jwk, { source: 'cnf of the token', original: Buffer.alloc(0) })
    const why = conflict(key, algorithm)
    if (why !== undefined) return report('binding-alg', `The key in cnf may not verify ${algorithm.name}, by which the key binding token is signed.`)
    const verifies = verifierOf(key, algorithm)?.(`${headerText}.${payloadText}`, Buffer.from(signatureText, 'base64url'), signatureText)
    if (verifies === false) report('binding-signature', 'The key binding token is not signed by the key in cnf: whoever presents it does not hold that key.')
  } catch (error) {
    if (!(error instanceof AuthlintError)) throw error
    report('binding-key', 'The key in cnf cannot be read.')
  }
}
