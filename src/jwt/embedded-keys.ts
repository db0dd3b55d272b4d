import { createHash, X509Certificate } from 'node:crypto'
import { AuthlintError } from '../core/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../core/json.ts'
import type { JwtFacts } from './facts.ts'
import type { KeyRing, VerificationKey } from './keys.ts'
import { conflict, isSameKey } from './keys.ts'
import type { SignatureAlgorithm } from './algorithms.ts'
import { certificateKey, fromJwk } from './load-keys.ts'
import { verifierOf } from './verify.ts'

/** Keys that a token brings along. They prove at most that its sender holds them; they never make it valid. */
export interface EmbeddedKeys {
  readonly jwk?: VerificationKey
  readonly x5c?: VerificationKey
}

export function embeddedKeys(header: JsonObject | undefined): EmbeddedKeys {
  const jwk = header?.['jwk']
  const leaf = certificatesOf(header)?.[0]
  return {
    ...(isObject(jwk) ? only('jwk', tolerant(() => fromJwk(jwk, { source: 'jwk of the token', original: Buffer.alloc(0) }))) : {}),
    ...(leaf ? only('x5c', tolerant(() => certificateKey(leaf, 'x5c of the token'))) : {}),
  }
}

const only = <K extends string>(name: K, key: VerificationKey | undefined): { [name in K]?: VerificationKey } =>
  (key ? { [name]: key } : {}) as { [name in K]?: VerificationKey }

function tolerant(read: () => VerificationKey): VerificationKey | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof AuthlintError) return undefined
    throw error
  }
}

/** Certificates of `x5c`, leaf first: base64 of DER, not base64url (RFC 7515 section 4.1.6). Undefined in place of a broken one. */
function certificatesOf(header: JsonObject | undefined): readonly (X509Certificate | undefined)[] | undefined {
  const x5c = header?.['x5c']
  if (!Array.isArray(x5c)) return undefined
  return x5c.slice(0, 10).map((item: JsonValue) => {
    try {
      return typeof item === 'string' ? new X509Certificate(Buffer.from(item, 'base64')) : undefined
    } catch {
      return undefined
    }
  })
}

/** Whether the token verifies with the key it carries, and whether that key is one of those handed in. */
export function judgeEmbedded(
  { jwk, x5c }: EmbeddedKeys,
  algorithm: SignatureAlgorithm | undefined,
  input: string,
  signature: Buffer,
  ring: KeyRing,
): JwtFacts['embeddedKey'] {
  const facts = (['jwk', 'x5c'] as const).flatMap((member) => {
    const key = member === 'jwk' ? jwk : x5c
    if (!key) return []
    const verifies = algorithm !== undefined && conflict(key, algorithm) === undefined && (verifierOf(key, algorithm)?.(input, signature) ?? false)
    return [{ member, verifies, trusted: ring.keys.some((known) => sameKey(known, key)) }]
  })
  return facts.find(({ verifies }) => verifies) ?? facts[0]
}

export const sameKey = (a: VerificationKey, b: VerificationKey): boolean =>
  a.key !== undefined && b.key !== undefined ? isSameKey(a.key, b.key) : a.reference.thumbprint !== undefined && a.reference.thumbprint === b.reference.thumbprint

/** What the certificates in the header say of themselves, and whether they belong to the key that verified the token. */
export function judgeCertificate(header: JsonObject | undefined, verifiedBy: VerificationKey | undefined): JwtFacts['certificate'] {
  const { x5c, x5t, 'x5t#S256': x5tS256 } = header ?? {}
  const chain = certificatesOf(header)
  const known = verifiedBy?.certificate ? new X509Certificate(verifiedBy.certificate) : undefined
  if (x5c === undefined) {
    const matches = known && thumbprintsMatch(known, x5t, x5tS256)
    return matches === undefined ? undefined : { thumbprintMatches: matches }
  }
  const leaf = chain?.[0]
  const problem = chainProblem(chain)
  if (!leaf) return problem === undefined ? undefined : { problem }
  const thumbprintMatches = thumbprintsMatch(leaf, x5t, x5tS256)
  const matchesKey = verifiedBy?.key ? isSameKey(leaf.publicKey, verifiedBy.key) : undefined
  return {
    ...(problem === undefined ? {} : { problem }),
    notBefore: Date.parse(leaf.validFrom) / 1000,
    notAfter: Date.parse(leaf.validTo) / 1000,
    ...(matchesKey === undefined ? {} : { matchesKey }),
    ...(thumbprintMatches === undefined ? {} : { thumbprintMatches }),
  }
}

function chainProblem(chain: readonly (X509Certificate | undefined)[] | undefined): string | undefined {
  if (!chain || chain.length === 0) return 'x5c is not a list of certificates'
  const broken = chain.findIndex((certificate) => certificate === undefined)
  if (broken !== -1) return `x5c[${broken}] is not a certificate`
  const unlinked = chain.findIndex((certificate, i) => i > 0 && chain[i - 1]?.checkIssued(certificate!) === false)
  return unlinked === -1 ? undefined : `x5c[${unlinked}] did not issue x5c[${unlinked - 1}]`
}

/** Undefined when the header names no thumbprint. */
function thumbprintsMatch({ raw }: X509Certificate, x5t: JsonValue | undefined, x5tS256: JsonValue | undefined): boolean | undefined {
  const given = [
    ['sha1', x5t],
    ['sha256', x5tS256],
  ] as const
  const named = given.filter(([, thumbprint]) => thumbprint !== undefined)
  return named.length === 0 ? undefined : named.every(([hash, thumbprint]) => typeof thumbprint === 'string' && [thumbprintOf(raw, hash), hexThumbprintOf(raw, hash)].includes(base64urlOf(thumbprint)))
}

/** Base64 with padding or in the standard alphabet names the same octets, whoever may accept it. */
const base64urlOf = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replace(/={1,2}$/, '')

const thumbprintOf = (certificate: Buffer, hash: string): string => createHash(hash).update(certificate).digest('base64url')
/** Auth0 encodes the hexadecimal text of the digest. */
const hexThumbprintOf = (certificate: Buffer, hash: string): string => Buffer.from(createHash(hash).update(certificate).digest('hex').toUpperCase()).toString('base64url')
