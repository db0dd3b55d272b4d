import { isObject, kindOf, type JsonObject } from '../core/json.ts'
import type { Policy } from '../core/policy.ts'
import { count, list, visible } from '../core/text.ts'
import { algorithmStanding, signatureAlgorithms, type SignatureAlgorithm } from './algorithms.ts'
import type { SignatureVerdict } from './facts.ts'
import type { ParsedJwt } from './jwt.ts'
import { nameOf, type KeyRing, type VerificationKey } from './keys.ts'
import { selectKeys, shownKid, type Selection } from './select-keys.ts'
import { verifierOf } from './verify.ts'

/** The verdict on a signature and how it came about; what explains a failure is looked for elsewhere. */
export interface Judgement {
  readonly verdict: SignatureVerdict
  readonly algorithm?: SignatureAlgorithm
  readonly selection?: Selection
  /** Keys that were tried; of a valid token only the one that verified. */
  readonly tried: readonly VerificationKey[]
}

/** The octets that were signed, exactly as they stand in the token (RFC 7515 section 5.2). */
export const signingInput = ({ text, segments }: ParsedJwt): string => text.slice(0, Math.max(0, (segments[2]?.start ?? 0) - 1))

/** Holds the signature against the keys handed in. What the token carries (`jwk`, `x5c`, `jku`, `x5u`) has no say. */
export function judgeSignature(parsed: ParsedJwt, ring: KeyRing, policy: Policy): Judgement {
  const failure = (code: SignatureVerdict['code'], reason: string): Judgement => ({
    // Without a key nothing was checked, so nothing failed.
    verdict: { status: ring.keys.length > 0 ? 'invalid' : 'not-checked', code, reason, hints: [] },
    tried: [],
  })
  const unchecked = (code: SignatureVerdict['code'], reason: string): Judgement => ({ verdict: { status: 'not-checked', code, reason, hints: [] }, tried: [] })

  if (parsed.serialization === 'jwe') return unchecked('encrypted', 'The token is encrypted: what is signed, if anything, is inside.')
  const { header } = parsed
  const alg = header?.['alg']
  if (typeof alg === 'string' && alg.trim().toLowerCase() === 'none') return failure('unsigned', 'The token is not signed.')
  if (ring.keys.length === 0) return unchecked('no-key', 'No key was given.')

  const malformed = formProblem(parsed)
  if (malformed !== undefined) return failure('malformed', malformed)
  if (header && !isUnderstood(header)) return failure('critical-extension', 'The header marks extensions as critical (crit) that authlint does not know, so it must refuse the token.')
  if (header?.['b64'] === false) return failure('critical-extension', 'The payload is not base64url-encoded (b64 is false), which a JWT must not do.')
  if (typeof alg !== 'string') return failure('algorithm-unknown', `alg is ${alg === undefined ? 'missing' : `${kindOf(alg)}, not a string`}.`)
  if (policy.algorithms && !policy.algorithms.includes(alg)) {
    return failure('algorithm-not-allowed', `alg is ${visible(alg, 40)}, but only ${list(policy.algorithms.map((name) => visible(name, 40)), 'or')} may be used.`)
  }
  const algorithm = signatureAlgorithms.get(alg)
  // A key was given, so the token was to be verified: what cannot be verified by anyone must be rejected.
  if (!algorithm) return failure(...unusable(alg))
  if (parsed.segments[2]?.text === '') return failure('unsigned', 'The signature is missing.')
  return { algorithm, ...judgeWithKeys(parsed, algorithm, ring) }
}

/** `b64` is the only critical extension known here (RFC 7797): true changes nothing, and false is refused on its own. */
const isUnderstood = ({ crit, b64 }: JsonObject): boolean => crit === undefined || (Array.isArray(crit) && crit.length === 1 && crit[0] === 'b64' && typeof b64 === 'boolean')

const unusable = (alg: string): ['algorithm-unknown' | 'algorithm-unsupported', string] => {
  const standing = algorithmStanding(alg)
  if (standing === 'encryption') return ['algorithm-unsupported', `alg is ${alg}, which encrypts and does not sign.`]
  if (standing === 'prohibited') return ['algorithm-unsupported', `alg is ${alg}, which is registered as prohibited.`]
  return ['algorithm-unknown', `alg is ${visible(alg, 40)}, which is no registered signature algorithm.`]
}

/** What keeps a token from being a compact JWS, to the letter: a verifier that reads loosely can be fed two readings. */
function formProblem({ segments, headerPart, header }: ParsedJwt): string | undefined {
  if (segments.length !== 3) return `A signed token has 3 parts; this one has ${segments.length}.`
  for (const { name, problems } of segments) if (problems.length > 0) return `The ${name} is not base64url without faults (${problems.map(({ code }) => words[code]).join(', ')}).`
  if (!header) return 'The header is not a JSON object.'
  if (headerPart.encodingProblem !== undefined) return `The header is ${headerPart.encodingProblem}.`
  return headerPart.document.problems.some(({ code }) => code === 'trailing') ? 'Text follows the JSON object of the header.' : undefined
}

const words = {
  padding: 'padding',
  'standard-alphabet': '"+" or "/"',
  whitespace: 'white space',
  character: 'characters outside base64url',
  length: 'an impossible length',
  'trailing-bits': 'unused bits that are not zero',
} as const

function judgeWithKeys(parsed: ParsedJwt, algorithm: SignatureAlgorithm, ring: KeyRing): Judgement {
  const header = isObject(parsed.header) ? parsed.header : {}
  const kid = typeof header['kid'] === 'string' ? header['kid'] : undefined
  const selection = selectKeys(ring, algorithm, kid)
  const { candidates } = selection
  const [first] = candidates
  const verdict = (code: SignatureVerdict['code'], reason: string, key?: VerificationKey): SignatureVerdict => ({
    status: 'invalid',
    code,
    reason,
    hints: [],
    ...(key ? { key: key.reference } : {}),
  })
  if (!first) {
    const reason = selection.conflict
    if (reason !== undefined || kid === undefined) return { verdict: verdict('no-fitting-key', `No key you gave may verify ${algorithm.name}: ${reason ?? 'none is for it'}.`), selection, tried: [] }
    return { verdict: verdict('kid-unknown', `No key of the set has the kid ${shownKid(kid)}.`), selection, tried: [] }
  }
  const segment = parsed.segments[2]
  const signature = segment?.bytes ?? Buffer.alloc(0)
  const input = signingInput(parsed)
  let unable: VerificationKey | undefined
  for (const key of candidates) {
    const verifies = verifierOf(key, algorithm)
    if (!verifies) unable = key
    else if (verifies(input, signature, segment?.text)) return { verdict: validVerdict(key, algorithm), selection, tried: [key] }
  }
  if (unable) {
    return {
      verdict: { status: 'not-checked', code: 'algorithm-unsupported', reason: `${algorithm.name} cannot be verified by this version of Node; 24.6 and later can.`, hints: [], key: unable.reference },
      selection,
      tried: [],
    }
  }
  const octets = algorithm.signatureOctets
  if (octets && !octets.includes(signature.length)) {
    const reason = `The signature has ${count(signature.length, 'octet')}; ${algorithm.name} signatures have ${octets.join(' or ')}.`
    return { verdict: verdict('malformed', reason, candidates.length === 1 ? first : undefined), selection, tried: candidates }
  }
  const reason = candidates.length === 1 ? `The signature does not verify with ${nameOf(first.reference)}.` : `The signature verifies with none of the ${candidates.length} keys that may verify ${algorithm.name}.`
  return { verdict: verdict('mismatch', reason, candidates.length === 1 ? first : undefined), selection, tried: candidates }
}

const validVerdicts = new WeakMap<VerificationKey, Map<SignatureAlgorithm, SignatureVerdict>>()

/** The same for every token that a key verifies, so made once. */
function validVerdict(key: VerificationKey, algorithm: SignatureAlgorithm): SignatureVerdict {
  let verdicts = validVerdicts.get(key)
  if (!verdicts) validVerdicts.set(key, (verdicts = new Map()))
  let verdict = verdicts.get(algorithm)
  if (!verdict) {
    verdict = { status: 'valid', code: 'verified', reason: `The ${algorithm.name} signature verifies with ${nameOf(key.reference)}.`, hints: [], key: key.reference }
    verdicts.set(algorithm, verdict)
  }
  return verdict
}
