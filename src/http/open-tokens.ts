import type { Jwt } from '../jwt/jwt.ts'
import { noKeys } from '../jwt/keys.ts'
import { makeJwt } from '../jwt/make.ts'
import { tokenType } from '../jwt/token-type.ts'
import type { Circumstances } from './circumstances.ts'
import { expectedOf, isForItself, momentFor } from './tokens.ts'

/** The same token with what one of the keys opens of it, and the token inside; only itself where nothing is to be opened. */
export async function opened(jwt: Jwt, { now, times = [now], policy, keys = noKeys, nextId }: Circumstances): Promise<readonly Jwt[]> {
  const { id, parsed, type } = jwt
  if (parsed.serialization !== 'jwe' || keys.keys.length === 0) return [jwt]
  const { openJwe } = await import('../jwt/open-jwe.ts')
  const expected = expectedOf(type.kind, policy)
  const { facts, inner } = await openJwe(parsed, { keys, policy: expected, crack: true })
  if (!inner && !facts.jwe?.decrypted && isForItself(parsed, type.kind)) return [jwt]
  const outer = makeJwt(id, parsed, expected, momentFor(parsed.claims ?? {}, times), facts)
  if (!inner) return [outer]
  const within = expectedOf(tokenType(inner.parsed, policy.tokenKind).kind, policy)
  return [outer, makeJwt(nextId('jwt'), inner.parsed, within, momentFor(inner.parsed.claims ?? {}, times), inner.facts)]
}
