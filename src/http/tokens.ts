import type { JsonObject } from '../core/json.ts'
import { timeClaim } from '../core/lifetime.ts'
import type { Policy, TokenKind } from '../core/policy.ts'
import type { FoundToken } from '../jwt/find.ts'
import { gatherFacts } from '../jwt/gather-facts.ts'
import { parseJwt, type Jwt, type ParsedJwt } from '../jwt/jwt.ts'
import { noKeys } from '../jwt/keys.ts'
import { makeJwt } from '../jwt/make.ts'
import { tokenInside } from '../jwt/nested.ts'
import { tokenType } from '../jwt/token-type.ts'
import type { Circumstances } from './circumstances.ts'

/** A token that was found in a response or its request, and those inside it, as subjects. */
export const jwtsOf = ({ excerpt, carrier, undone, jsonForm }: FoundToken, circumstances: Circumstances): readonly Jwt[] =>
  jwtsFrom(parseJwt(excerpt, carrier, undone, jsonForm), circumstances)

function jwtsFrom(parsed: ParsedJwt, circumstances: Circumstances): readonly Jwt[] {
  const outer = jwtFrom(parsed, circumstances)
  const inner = tokenInside(parsed)
  return inner ? [outer, ...jwtsFrom(inner, circumstances)] : [outer]
}

function jwtFrom(parsed: ParsedJwt, { now, times = [now], policy, keys = noKeys, nextId }: Circumstances): Jwt {
  const { kind } = tokenType(parsed, policy.tokenKind)
  const expected = expectedOf(kind, policy)
  const facts = gatherFacts(parsed, { keys, policy: expected, crack: true })
  // What a client signs, and what only its issuer reads, may be signed with a key that nobody else has.
  const judged = facts.signature.status === 'valid' || !isForItself(parsed, kind) ? facts : gatherFacts(parsed, { keys: noKeys, policy: expected, crack: true })
  return makeJwt(nextId('jwt'), parsed, expected, momentFor(parsed.claims ?? {}, times), judged)
}

/** What is encrypted into a cookie comes back to the server that encrypted it. */
export const isForItself = ({ serialization, carrier }: ParsedJwt, kind: TokenKind): boolean => signedForItself.has(kind) || (serialization === 'jwe' && (carrier.kind === 'cookie' || carrier.kind === 'set-cookie'))

const signedForItself: ReadonlySet<TokenKind> = new Set<TokenKind>(['refresh-token', 'client-assertion', 'dpop-proof', 'key-binding'])

/** What is expected of access tokens is not what is expected of everything else that goes with them. */
export function expectedOf(kind: TokenKind, policy: Policy): Policy {
  if (policy.tokenKind || kind === 'access-token' || kind === 'generic') return policy
  const { audiences: _, issuers, ...rest } = policy
  return issuers && issuedByServer.has(kind) ? { ...rest, issuers } : rest
}

const issuedByServer: ReadonlySet<TokenKind> = new Set<TokenKind>(['id-token', 'refresh-token', 'logout-token'])

/**
 * The time as of which a token is judged, where clocks disagree about when it was sent: the earliest of them, but not before
 * the token began. A server whose clock is wrong, or an answer from a cache, makes no token expired or not yet valid.
 */
export function momentFor(claims: JsonObject, times: readonly number[]): number {
  const [earliest, latest] = [Math.min(...times), Math.max(...times)]
  const begin = Math.max(timeClaim(claims, 'iat') ?? -Infinity, timeClaim(claims, 'nbf') ?? -Infinity)
  return Math.min(latest, Math.max(earliest, begin))
}

/** Tokens that were judged: one that comes again in the same place is not judged anew, and one that is sent is not when it was judged anywhere. */
export class JudgedTokens {
  readonly #seen = new Set<string>()

  /** Asked of a token of a response. */
  isNewThere({ parsed: { text, carrier } }: Jwt): boolean {
    const place = `${carrier.kind} ${carrier.name ?? ''} ${text}`
    if (this.#seen.has(place)) return false
    this.#seen.add(place).add(text)
    return true
  }

  /** Asked of a token that a request sends. */
  isNew({ excerpt: { text } }: FoundToken): boolean {
    return !this.#seen.has(text) && this.#seen.add(text) !== undefined
  }
}
