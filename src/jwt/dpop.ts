import { isObject, parseJson, type JsonObject } from '../core/json.ts'
import { conflict, type VerificationKey } from './keys.ts'
import { signatureAlgorithms } from './algorithms.ts'
import type { JwtFacts } from './facts.ts'
import { signingInput } from './judge-signature.ts'
import type { ParsedJwt } from './jwt.ts'
import { isDpopProof } from './token-hashes.ts'
import { verifierOf } from './verify.ts'

/**
 * A DPoP proof (RFC 9449) is signed by the key it carries: that shows possession, and means something only together with an
 * access token that is bound to the key.
 */
export function judgeDpop(parsed: ParsedJwt, own: VerificationKey | undefined, accessToken: string | undefined, asked: boolean): JwtFacts['dpop'] {
  const { header, claims } = parsed
  if (!asked && !isDpopProof(header, claims)) return undefined
  const signatureVerifies = verifies(parsed, own)
  const thumbprint = own?.reference.thumbprint
  const bound = accessToken === undefined ? undefined : boundThumbprint(accessToken)
  return {
    ...(signatureVerifies === undefined ? {} : { signatureVerifies }),
    ...(thumbprint === undefined ? {} : { thumbprint }),
    ...(bound === undefined || thumbprint === undefined ? {} : { boundToAccessToken: bound === thumbprint }),
  }
}

/** Undefined where the running Node cannot verify the algorithm. */
function verifies(parsed: ParsedJwt, own: VerificationKey | undefined): boolean | undefined {
  const { header, segments } = parsed
  const algorithm = signatureAlgorithms.get(String(header?.['alg']))
  const signature = segments[2]?.bytes
  const isWellFormed = segments.length === 3 && segments.every(({ problems }) => problems.length === 0)
  if (!own || !algorithm || !signature || !isWellFormed || algorithm.family === 'HMAC' || conflict(own, algorithm) !== undefined) return false
  return verifierOf(own, algorithm)?.(signingInput(parsed), signature)
}

/** `cnf.jkt` of an access token; empty when it is a JWT without one, undefined when it is not a JWT. */
function boundThumbprint(accessToken: string): string | undefined {
  const claims = claimsOf(accessToken)
  if (!claims) return undefined
  const cnf = claims['cnf']
  const jkt = isObject(cnf) ? cnf['jkt'] : undefined
  return typeof jkt === 'string' ? jkt : ''
}

function claimsOf(token: string): JsonObject | undefined {
  const payload = token.split('.')[1]
  if (payload === undefined) return undefined
  const { value } = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
  return isObject(value) ? value : undefined
}
