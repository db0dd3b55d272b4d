import type { Policy } from '../core/policy.ts'
import { signatureAlgorithms, type SignatureAlgorithm } from './algorithms.ts'
import { judgeDpop } from './dpop.ts'
import { embeddedKeys, judgeCertificate, judgeEmbedded, type EmbeddedKeys } from './embedded-keys.ts'
import type { JwtFacts, SignatureVerdict } from './facts.ts'
import { judgeSignature, signingInput, type Judgement } from './judge-signature.ts'
import { HashingBudget } from './hashing-budget.ts'
import { judgeUndecrypted } from './jwe-header.ts'
import type { ParsedJwt } from './jwt.ts'
import type { KeyRing, VerificationKey } from './keys.ts'
import { modulusBits } from './load-keys.ts'
import { diagnose, diagnoseText, hintsWithoutKey, type Diagnosis } from './near-misses.ts'
import { provePublicKeyAsSecret } from './public-key-secrets.ts'
import { judgeSdJwt } from './sd-jwt.ts'
import { strengthOf } from './secret-strength.ts'
import { selectKeys } from './select-keys.ts'
import { judgeHashes } from './token-hashes.ts'
import { crack, derived, type CrackMemory, type SparingGuesses } from './weak-secrets.ts'

export interface Examination {
  /** One ring for all tokens of a run: what is prepared per key, and which secrets were hit, is remembered with it. */
  readonly keys: KeyRing
  readonly policy: Policy
  /** Try guessable secrets on HMAC tokens. */
  readonly crack: boolean
  /** Of many tokens not each is tried with every guess. */
  readonly sparing?: SparingGuesses
}

/** Finds out what takes keys or cryptography: the signature verdict, its diagnosis, guessable secrets. Fails closed. */
export function gatherFacts(parsed: ParsedJwt, examination: Examination): JwtFacts {
  const { keys: ring, policy } = examination
  const judgement = judgeSignature(parsed, ring, policy)
  const { selection, verdict } = judgement
  const facts: Mutable<JwtFacts> = {
    signature: verdict,
    keys: {
      supplied: ring.keys.length,
      isSet: ring.isSet,
      fitting: selection?.fitting ?? 0,
      ...(selection?.kidFound === undefined ? {} : { kidFound: selection.kidFound }),
      ...(selection?.conflict === undefined ? {} : { conflict: selection.conflict }),
    },
  }
  if (parsed.serialization === 'jwe') facts.jwe = judgeUndecrypted(parsed)
  else addSignatureFacts(facts, parsed, examination, judgement)
  return facts
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function addSignatureFacts(facts: Mutable<JwtFacts>, parsed: ParsedJwt, examination: Examination, judgement: Judgement): void {
  const { keys: ring, policy } = examination
  const { header } = parsed
  const algorithm = judgement.algorithm ?? (typeof header?.['alg'] === 'string' ? signatureAlgorithms.get(header['alg']) : undefined)
  const token: SignedToken = { parsed, algorithm, input: signingInput(parsed), signature: parsed.segments[2]?.bytes ?? Buffer.alloc(0) }
  const verifiedBy = facts.signature.status === 'valid' ? judgement.tried[0] : undefined
  const carriesKey = header?.['jwk'] !== undefined || header?.['x5c'] !== undefined
  const embedded = carriesKey ? embeddedKeys(header) : {}

  if (algorithm?.family === 'HMAC') addSecretFacts(facts, token, examination, verifiedBy, embedded)
  if (facts.signature.status !== 'valid') addHints(facts, token, examination, judgement)
  addKeyFacts(facts, token, ring, verifiedBy ?? (judgement.tried.length === 1 ? judgement.tried[0] : undefined), verifiedBy, embedded)

  const hashes = judgeHashes(parsed, policy)
  if (hashes) facts.hashes = hashes
  const dpop = judgeDpop(parsed, embedded.jwk, policy.accessToken, policy.tokenKind === 'dpop-proof')
  if (dpop) facts.dpop = dpop
  const sdJwt = judgeSdJwt(parsed)
  if (sdJwt) facts.sdJwt = sdJwt
}

interface SignedToken {
  readonly parsed: ParsedJwt
  readonly algorithm: SignatureAlgorithm | undefined
  readonly input: string
  readonly signature: Buffer
}

/** Hits of earlier tokens that were held against the same keys. */
const memories = new WeakMap<KeyRing, CrackMemory>()

function memoryOf(ring: KeyRing): CrackMemory {
  let memory = memories.get(ring)
  if (!memory) memories.set(ring, (memory = { hits: [] }))
  return memory
}

/** HMAC tokens: how good the secret is, and whether it is one that others know. */
function addSecretFacts(facts: Mutable<JwtFacts>, token: SignedToken, examination: Examination, verifiedBy: VerificationKey | undefined, embedded: EmbeddedKeys): void {
  const { parsed, algorithm, input, signature } = token
  const { keys: ring } = examination
  const secret = verifiedBy ?? ring.keys.find(({ type }) => type === 'oct')
  const strength = secret && strengthOf(secret)
  if (strength) facts.secret = strength.facts
  // What is malformed may still be a forgery, but without a MAC of the right length there is nothing to prove.
  if (!algorithm || signature.length !== algorithm.signatureOctets?.[0]) return
  if (verifiedBy?.secret) {
    // A secret that is known is looked up; nothing needs to be signed.
    const hit = examination.crack ? (strength?.hit ?? (strength?.isText ? derived(verifiedBy.secret, parsed) : undefined)) : undefined
    if (hit) facts.weakSecret = hit
    return
  }
  const publicKeys = [...ring.keys.filter(({ type }) => type !== 'oct'), ...Object.values(embedded as Record<string, VerificationKey>)]
  const budget = new HashingBudget()
  const proof = provePublicKeyAsSecret(publicKeys, algorithm, input, signature, budget)
  if (proof) facts.publicKeyAsSecret = proof
  else if (examination.crack) {
    const { sparing } = examination
    const isSpared = sparing?.spares(signature) ?? false
    // What is found in a spared token must not depend on its neighbours: it is not tried with what hit them, either.
    const hit = crack(parsed, algorithm, input, signature, isSpared ? undefined : (sparing?.memory ?? memoryOf(ring)), budget, isSpared)
    if (hit) facts.weakSecret = hit
  }
  if (budget.untried > 0 && !proof && !facts.weakSecret) facts.guessing = { tried: budget.tried, untried: budget.untried }
}

/** Why it failed, as far as that can be found out. */
function addHints(facts: Mutable<JwtFacts>, token: SignedToken, { keys: ring, policy }: Examination, judgement: Judgement): void {
  const { publicKeyAsSecret: proof, signature: verdict } = facts
  const hints: string[] = []
  if (facts.guessing) hints.push(`Of ${facts.guessing.tried + facts.guessing.untried} guessable secrets only ${facts.guessing.tried} were tried: the token is very large, and each guess hashes all of it.`)
  if (proof) hints.push(`It is an HMAC made with a public key as secret (${proof.key}, ${proof.form}): a forgery. Let the verifier accept only asymmetric algorithms.`)
  if (ring.keys.length === 0) hints.push(...hintsWithoutKey(token.parsed, token.algorithm))
  else if (token.input.length > longestExplained) hints.push('The token is too large to look for what would make the signature verify.')
  else if (explainable.has(verdict.code)) {
    const text = diagnoseText(token.parsed, ring, policy)
    const diagnosis = text === undefined ? diagnoseSignature(token, ring, judgement) : { hint: text }
    if (diagnosis) hints.push(diagnosis.hint)
    if (diagnosis?.secretEncoding) facts.secretEncoding = diagnosis.secretEncoding
  }
  if (hints.length > 0) facts.signature = { ...verdict, hints }
}

/** Each variation that could explain a failure hashes the token anew. In octets. */
const longestExplained = 4 * 1024 * 1024

/** Verdicts that a near miss can explain; the others explain themselves. */
const explainable: ReadonlySet<SignatureVerdict['code']> = new Set(['mismatch', 'malformed', 'unsigned', 'no-fitting-key', 'kid-unknown', 'algorithm-unknown'])

function diagnoseSignature({ parsed, algorithm, input, signature }: SignedToken, ring: KeyRing, { tried, selection }: Judgement): Diagnosis | undefined {
  if (!algorithm) return undefined
  const kid = parsed.header?.['kid']
  const candidates = tried.length > 0 ? tried : (selection ?? selectKeys(ring, algorithm, typeof kid === 'string' ? kid : undefined)).candidates
  return diagnose({ parsed, algorithm, ring, tried: candidates, input, signature })
}

/** What the key that decided, and the keys that the token brings along, show. */
function addKeyFacts(
  facts: Mutable<JwtFacts>,
  { parsed: { header }, algorithm, input, signature }: SignedToken,
  ring: KeyRing,
  decided: VerificationKey | undefined,
  verifiedBy: VerificationKey | undefined,
  embedded: EmbeddedKeys,
): void {
  const bits = modulusBits(decided?.key)
  if (bits !== undefined) facts.modulusBits = bits
  if (embedded.jwk || embedded.x5c) {
    const embeddedKey = judgeEmbedded(embedded, algorithm, input, signature, ring)
    if (embeddedKey) facts.embeddedKey = embeddedKey
  }
  if (header?.['x5c'] !== undefined || header?.['x5t'] !== undefined || header?.['x5t#S256'] !== undefined) {
    const certificate = judgeCertificate(header, verifiedBy)
    if (certificate) facts.certificate = certificate
  }
}
