import { createPublicKey } from 'node:crypto'
import { isObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { count, visible } from '../core/text.ts'
import { contentEncryptionAlgorithms, keyManagementAlgorithms } from './algorithms.ts'
import { numberOf } from './claims.ts'
import type { JwtFacts } from './facts.ts'
import type { ParsedJwt } from './jwt.ts'

type JweFacts = NonNullable<JwtFacts['jwe']>
export type JweProblem = JweFacts['problems'][number]

/** Rounds of PBKDF2 that are worth waiting for; more is an attack on whoever decrypts (RFC 8725bis section 3.13). */
export const maxRounds = 1_200_000
/** Octets that a compressed token may unfold to (RFC 8725bis section 3.15 recommends a limit of this size). */
export const maxInflated = 250_000

/** What the outside of an encrypted token shows. */
export function judgeUndecrypted(parsed: ParsedJwt): JweFacts {
  return {
    decrypted: false,
    reason: 'No key to decrypt it was given.',
    problems: headerProblems(parsed),
    nested: 'unknown',
  }
}

/** What must keep anybody from decrypting it, or makes that dangerous. */
export function headerProblems({ header, headerPart, segments }: ParsedJwt): readonly JweProblem[] {
  if (!header) return [{ code: 'header', message: 'The header is not a JSON object.' }]
  const problems: JweProblem[] = []
  const report = (code: string, message: string) => problems.push({ code, message })
  if (headerPart.document.problems.some(({ code }) => code === 'trailing') || headerPart.encodingProblem !== undefined) report('header', 'The header is not JSON without faults.')
  for (const { name, problems: loose } of segments) if (loose.length > 0) report('base64url', `The ${name} is not base64url without faults.`)
  const { alg, enc, zip, crit } = header
  if (typeof alg !== 'string' || !keyManagementAlgorithms.has(alg)) report('alg', `alg is ${shown(alg)}, which is no known key encryption.`)
  const sizes = typeof enc === 'string' ? contentEncryptionAlgorithms.get(enc) : undefined
  if (!sizes) report('enc', `enc is ${shown(enc)}, which is no known content encryption.`)
  if (crit !== undefined) report('crit', 'The header marks extensions as critical (crit) that authlint does not know.')
  if (zip !== undefined && zip !== 'DEF') report('zip', `zip is ${shown(zip)}, which is no known compression.`)
  if (sizes) {
    const size = (what: string, octets: number, wanted: number) => octets !== wanted && report('size', `The ${what} has ${count(octets, 'octet')}; ${String(enc)} needs ${wanted}.`)
    size('initialization vector', segments[2]?.bytes.length ?? 0, sizes.iv)
    size('authentication tag', segments[4]?.bytes.length ?? 0, sizes.tag)
  }
  for (const check of [passwordProblem, agreementProblem, directProblem]) {
    const problem = check(String(alg), header, segments[1]?.bytes.length ?? 0)
    if (problem) problems.push(problem)
  }
  return problems
}

const shown = (value: JsonValue | undefined): string => (typeof value === 'string' ? `"${visible(value, 40)}"` : 'missing or not a string')

function passwordProblem(alg: string, { p2c, p2s }: JsonObject): JweProblem | undefined {
  if (!alg.startsWith('PBES2')) return undefined
  const rounds = numberOf(p2c)
  if (rounds === undefined || !Number.isInteger(rounds) || rounds < 1) return { code: 'p2c', message: 'The number of PBKDF2 rounds (p2c) is missing or no whole number.' }
  if (rounds > maxRounds) return { code: 'p2c-too-high', message: `${rounds} rounds of PBKDF2 (p2c) are more than ${maxRounds}: they are meant to keep the recipient busy.` }
  return typeof p2s === 'string' ? undefined : { code: 'p2s', message: 'The salt of PBKDF2 (p2s) is missing or not a string.' }
}

/** An ephemeral key off its curve gives the recipient's private key away bit by bit (RFC 7518 section 8.2). */
function agreementProblem(alg: string, { epk }: JsonObject): JweProblem | undefined {
  if (!alg.startsWith('ECDH-ES')) return undefined
  if (!isObject(epk)) return { code: 'epk', message: 'The ephemeral key (epk) is missing.' }
  try {
    const { kty, crv, x, y } = epk
    const text = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '')
    createPublicKey({ format: 'jwk', key: { kty: text(kty), crv: text(crv), x: text(x), ...(typeof y === 'string' ? { y } : {}) } })
    return undefined
  } catch {
    return { code: 'epk-off-curve', message: 'The ephemeral key (epk) is not a point on its curve.' }
  }
}

function directProblem(alg: string, _header: JsonObject, encryptedKeyOctets: number): JweProblem | undefined {
  const carriesKey = alg !== 'dir' && alg !== 'ECDH-ES'
  if (!keyManagementAlgorithms.has(alg) || carriesKey === encryptedKeyOctets > 0) return undefined
  return { code: 'encrypted-key', message: carriesKey ? 'The encrypted key is missing.' : `alg ${alg} has no encrypted key, but this token has one.` }
}
