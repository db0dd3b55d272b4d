import { createHash } from 'node:crypto'
import { AuthlintError } from '../core/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { lookUp } from '../core/look-up.ts'
import { ed25519Point } from './edwards.ts'
import { judgeCertificate } from './embedded-keys.ts'
import type { SecretFacts } from './facts.ts'
import { curves, requiredMembers } from './jwk-members.ts'
import type { SetMember } from './jwk.ts'
import type { VerificationKey } from './keys.ts'
import { knownKeys } from './known-keys.ts'
import { fromJwk } from './load-keys.ts'
import { hasRocaFingerprint } from './roca.ts'
import { fermatFinds, largestModulus, sharedFactors, smallFactor } from './rsa-weaknesses.ts'
import { lookAt } from './secret-strength.ts'

/** Facts about a key that take cryptography to find out. Rules read them; `gatherKeyFacts` finds them. */
export interface JwkFacts {
  /** RFC 7638, SHA-256, base64url, over the members in their canonical form; absent when one is missing. */
  readonly thumbprint?: string
  /** Where this key is published together with its private half. */
  readonly publishedIn?: string
  readonly rsa?: {
    /** Length of the modulus without leading zeros. */
    readonly bits: number
    readonly exponent: bigint
    readonly even: boolean
    /** The smallest prime factor below 2^16. */
    readonly smallFactor?: number
    /** Fermat's method finds the primes. */
    readonly closePrimes: boolean
    /** The fingerprint of CVE-2017-15361. */
    readonly roca: boolean
    /** Another key of the set has a prime in common with it. */
    readonly sharesPrime: boolean
  }
  /** What the coordinates of an EC or Ed25519 key are; undefined where that cannot be tested. */
  readonly point?: 'sound' | 'off-curve' | 'small-order'
  readonly secret?: SecretFacts & {
    /** Every octet is a printable ASCII character. */
    readonly printable: boolean
  }
  readonly certificate?: {
    /** What is wrong with the chain, as a clause. */
    readonly problem?: string
    /** Seconds since 1970. */
    readonly notBefore?: number
    readonly notAfter?: number
    /** Whether the first certificate holds this very key. */
    readonly matchesKey?: boolean
    /** The thumbprint that is not that of the first certificate. */
    readonly wrongThumbprint?: 'x5t' | 'x5t#S256'
    /** A thumbprint that is right, but encodes hexadecimal digits in place of the octets, as Auth0 does, or is base64 as it stands in MIME. */
    readonly oddThumbprint?: { readonly member: 'x5t' | 'x5t#S256'; readonly encoding: 'hex' | 'base64' }
  }
}

/** Steps of Fermat's method; a key that is broken by it falls within a few. */
const fermatSteps = 100_000

/** Facts about every key of a set, in its order. Takes the values as they stand, whatever they are. */
export function gatherKeyFacts(values: readonly JsonValue[]): readonly JwkFacts[] {
  const keys = values.map((value) => (isObject(value) ? value : {}))
  const shared = sharedFactors(keys.map(modulusOf))
  return keys.map((key) => factsOf(key, shared.has(modulusOf(key))))
}

/** The keys of a set with what tells them apart. */
export const setMembers = (values: readonly JsonValue[]): readonly SetMember[] =>
  values.map((value) => {
    const key = isObject(value) ? value : {}
    const thumbprint = thumbprintOf(key)
    return { key, ...(thumbprint === undefined ? {} : { thumbprint }) }
  })

function factsOf(key: JsonObject, sharesPrime: boolean): JwkFacts {
  const thumbprint = thumbprintOf(key)
  const publishedIn = thumbprint === undefined ? undefined : knownKeys.get(thumbprint)
  const imported = importedKey(key)
  const rsa = key['kty'] === 'RSA' ? rsaFacts(key, sharesPrime) : undefined
  const secret = key['kty'] === 'oct' ? secretFacts(key['k']) : undefined
  const point = pointFacts(key, imported)
  const certificate = certificateFacts(key, imported)
  return {
    ...(thumbprint === undefined ? {} : { thumbprint }),
    ...(publishedIn === undefined ? {} : { publishedIn }),
    ...(rsa ? { rsa } : {}),
    ...(secret ? { secret } : {}),
    ...(point === undefined ? {} : { point }),
    ...(certificate ? { certificate } : {}),
  }
}

const octetsOf = (value: JsonValue | undefined): Buffer => (typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0))
const integer = (value: JsonValue | undefined): bigint => BigInt(`0x0${octetsOf(value).toString('hex')}`)
/** Of an RSA key that can be examined; 0 for any other. */
const modulusOf = (key: JsonObject): bigint => (key['kty'] === 'RSA' ? examined(integer(key['n'])) : 0n)
const bitLength = (n: bigint): number => (n === 0n ? 0 : n.toString(2).length)
/** Larger ones are left out, as if they were not there. */
const examined = (n: bigint): bigint => (n.toString(16).length * 4 > largestModulus ? 0n : n)

function rsaFacts(key: JsonObject, sharesPrime: boolean): JwkFacts['rsa'] {
  const modulus = integer(key['n'])
  if (modulus === 0n) return undefined
  const n = examined(modulus)
  const factor = n === 0n ? undefined : smallFactor(n)
  return {
    bits: bitLength(modulus),
    exponent: integer(key['e']),
    even: modulus % 2n === 0n,
    ...(factor === undefined ? {} : { smallFactor: factor }),
    closePrimes: factor === undefined && fermatFinds(n, fermatSteps),
    roca: n !== 0n && hasRocaFingerprint(octetsOf(key['n'])),
    sharesPrime,
  }
}

function secretFacts(value: JsonValue | undefined): JwkFacts['secret'] {
  const secret = octetsOf(value)
  if (secret.length === 0) return undefined
  return { ...lookAt(secret), printable: secret.every((octet) => octet >= 0x20 && octet <= 0x7e) }
}

/** Of the curves of NIST node:crypto imports no point that lies off them. */
function pointFacts(key: JsonObject, imported: VerificationKey | undefined): JwkFacts['point'] {
  const { kty, crv, x, y } = key
  if (kty === 'OKP' && crv === 'Ed25519') return octetsOf(x).length === 32 ? ed25519Point(octetsOf(x)) : undefined
  const testable = kty === 'EC' && typeof crv === 'string' && lookUp(curves, crv)?.kty === 'EC' && octetsOf(x).length > 0 && octetsOf(y).length > 0
  return testable ? (imported ? 'sound' : 'off-curve') : undefined
}

function certificateFacts(key: JsonObject, imported: VerificationKey | undefined): JwkFacts['certificate'] {
  const facts = judgeCertificate(key, imported)
  if (!facts) return undefined
  const { thumbprintMatches, ...rest } = facts
  if (thumbprintMatches !== false) {
    const odd = thumbprintMatches === undefined ? undefined : (oddEncoding('x5t', 27, key) ?? oddEncoding('x5t#S256', 43, key))
    return { ...rest, ...(odd === undefined ? {} : { oddThumbprint: odd }) }
  }
  const { x5c, x5t } = key
  const sha1IsWrong = x5t !== undefined && judgeCertificate({ x5c, x5t }, imported)?.thumbprintMatches === false
  return { ...rest, wrongThumbprint: sha1IsWrong ? 'x5t' : 'x5t#S256' }
}

/** Base64url makes 27 characters of the octets of SHA-1, and 43 of those of SHA-256. */
function oddEncoding(member: 'x5t' | 'x5t#S256', characters: number, key: JsonObject): NonNullable<JwkFacts['certificate']>['oddThumbprint'] {
  const value = key[member]
  if (typeof value !== 'string') return undefined
  if (value.length > characters + 1) return { member, encoding: 'hex' }
  return /^[\w-]*$/.test(value) ? undefined : { member, encoding: 'base64' }
}

function importedKey(key: JsonObject): VerificationKey | undefined {
  try {
    return fromJwk(key, { source: 'key', original: Buffer.alloc(0) })
  } catch (error) {
    if (error instanceof AuthlintError) return undefined
    throw error
  }
}

/** RFC 7638 section 3, with integers in their shortest form and base64url without padding, however they are written. */
export function thumbprintOf(key: JsonObject): string | undefined {
  const { kty } = key
  const names = typeof kty === 'string' ? lookUp(requiredMembers, kty) : undefined
  if (!names?.every((name) => typeof key[name] === 'string' && key[name] !== '')) return undefined
  const members = [...names, 'kty'].toSorted().map((name) => [name, canonical(name, key)])
  return createHash('sha256').update(JSON.stringify(Object.fromEntries(members))).digest('base64url')
}

function canonical(name: string, key: JsonObject): JsonValue | undefined {
  if (name === 'kty' || name === 'crv' || name === 'alg') return key[name]
  const octets = octetsOf(key[name])
  const zeros = key['kty'] === 'RSA' ? octets.findIndex((octet) => octet !== 0) : 0
  return octets.subarray(Math.max(0, zeros)).toString('base64url')
}
