// Facts about a token, from its text and keys.
import { Excerpt, Source } from '../../src/core/location.ts'
import { defaultPolicy, type Policy } from '../../src/core/policy.ts'
import type { JwtFacts } from '../../src/jwt/facts.ts'
import { gatherFacts } from '../../src/jwt/gather-facts.ts'
import { parseJwt, type ParsedJwt } from '../../src/jwt/jwt.ts'
import { keyRing, type VerificationKey } from '../../src/jwt/keys.ts'
import { parseKeys } from '../../src/jwt/load-keys.ts'

export const parse = (token: string): ParsedJwt => parseJwt(Excerpt.of(new Source('test', token)))

export function examine(token: string, keys: readonly VerificationKey[] = [], policy: Partial<Policy> = {}, crack = false): JwtFacts {
  return gatherFacts(parse(token), { keys: keyRing(keys), policy: { ...defaultPolicy, ...policy }, crack })
}

/** Keys from a JWK, a key set or PEM text, as if read from a file. */
export const keysOf = (key: unknown, source = 'file key'): VerificationKey[] => parseKeys(Buffer.from(typeof key === 'string' ? key : JSON.stringify(key)), source)
