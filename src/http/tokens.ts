import type { FoundToken } from '../jwt/find.ts'
import { gatherFacts } from '../jwt/gather-facts.ts'
import { parseJwt, type Jwt } from '../jwt/jwt.ts'
import { noKeys } from '../jwt/keys.ts'
import { makeJwt } from '../jwt/make.ts'
import type { Circumstances } from './circumstances.ts'

/** A token that was found in a response, as a subject. */
export function jwtOf({ excerpt, carrier, undone }: FoundToken, { now, policy, keys = noKeys, nextId }: Circumstances): Jwt {
  const parsed = parseJwt(excerpt, carrier, undone)
  return makeJwt(nextId('jwt'), parsed, policy, now, gatherFacts(parsed, { keys, policy, crack: true }))
}
