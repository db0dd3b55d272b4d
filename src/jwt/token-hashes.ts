import { createHash } from 'node:crypto'
import type { JsonObject } from '../core/json.ts'
import type { Policy } from '../core/policy.ts'
import type { JwtFacts } from './facts.ts'
import type { ParsedJwt } from './jwt.ts'
import { normalizedTyp } from './token-type.ts'

type HashName = 'at_hash' | 'c_hash' | 's_hash' | 'ath'

/** Holds the hash claims of an ID token or a DPoP proof against what they should be hashes of; only what was handed in. */
export function judgeHashes({ header, claims, segments }: ParsedJwt, policy: Policy): JwtFacts['hashes'] {
  const { accessToken, authorizationCode, state } = policy
  if (!claims || (accessToken === undefined && authorizationCode === undefined && state === undefined)) return undefined
  const isProof = isDpopProof(header, claims) || policy.tokenKind === 'dpop-proof'
  const half = (value: string) => leftHalf(value, header?.['alg'], segments[2]?.bytes.length ?? 0)
  const expected: readonly (readonly [HashName, string | undefined, (value: string) => string | undefined])[] = isProof
    ? [['ath', accessToken, sha256]]
    : [
        ['at_hash', accessToken, half],
        ['c_hash', authorizationCode, half],
        ['s_hash', state, half],
      ]
  const found: Partial<Record<HashName, 'match' | 'mismatch' | 'missing'>> = {}
  for (const [name, value, hash] of expected) {
    const wanted = value === undefined ? undefined : hash(value)
    if (wanted !== undefined) found[name] = claims[name] === undefined ? 'missing' : claims[name] === wanted ? 'match' : 'mismatch'
  }
  return found
}

/** By `typ`, or by the members that only a proof has together (RFC 9449 section 4.2). */
export const isDpopProof = (header: JsonObject | undefined, claims: JsonObject | undefined): boolean =>
  normalizedTyp(header?.['typ']) === 'dpop+jwt' || (header?.['jwk'] !== undefined && claims?.['htm'] !== undefined && claims['htu'] !== undefined)

/** RFC 9449 section 4.2: all of SHA-256. */
const sha256 = (value: string): string => createHash('sha256').update(value, 'ascii').digest('base64url')

/**
 * OpenID Connect Core section 3.1.3.6: the left half of the digest that the signature algorithm uses. Algorithms that hash
 * for themselves use SHA-512 (Ed25519), SHAKE256 of 114 octets (Ed448) and of 64 octets (ML-DSA).
 */
function leftHalf(value: string, alg: unknown, signatureOctets: number): string | undefined {
  const digest = digestFor(alg, signatureOctets)
  if (!digest) return undefined
  const [name, outputLength] = digest
  const octets = createHash(name, outputLength === undefined ? {} : { outputLength }).update(value, 'ascii').digest()
  return octets.subarray(0, octets.length / 2).toString('base64url')
}

function digestFor(alg: unknown, signatureOctets: number): readonly [name: string, outputLength?: number] | undefined {
  if (typeof alg !== 'string') return undefined
  if (alg === 'ES256K') return ['sha256']
  if (alg === 'Ed25519' || (alg === 'EdDSA' && signatureOctets !== 114)) return ['sha512']
  if (alg === 'Ed448' || alg === 'EdDSA') return ['shake256', 114]
  if (/^ML-DSA-\d\d$/.test(alg)) return ['shake256', 64]
  const bits = /^(?:HS|RS|PS|ES)(256|384|512)$/.exec(alg)?.[1]
  return bits === undefined ? undefined : [`sha${bits}`]
}
