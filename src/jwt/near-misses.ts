import { constants, createHash } from 'node:crypto'
import { Excerpt, Source } from '../core/location.ts'
import type { Policy } from '../core/policy.ts'
import { visible } from '../core/text.ts'
import { siblings, type SignatureAlgorithm } from './algorithms.ts'
import { numbersOfDer } from './ecdsa.ts'
import type { JwtFacts } from './facts.ts'
import { judgeSignature, signingInput } from './judge-signature.ts'
import { parseJwt, type ParsedJwt } from './jwt.ts'
import { conflict, nameOf, type KeyRing, type VerificationKey } from './keys.ts'
import { modulusBits } from './load-keys.ts'
import { macVerifier, optionsOf, signatureVerifier, verifierOf } from './verify.ts'

/** A token whose signature was not accepted, with what is needed to find out why. */
export interface Failure {
  readonly parsed: ParsedJwt
  readonly algorithm: SignatureAlgorithm
  readonly ring: KeyRing
  /** Keys that permit the algorithm and were tried. */
  readonly tried: readonly VerificationKey[]
  readonly input: string
  readonly signature: Buffer
}

/** What explains a failure. It never makes the token valid. */
export interface Diagnosis {
  /** Cause and remedy, one sentence each. */
  readonly hint: string
  readonly secretEncoding?: JwtFacts['secretEncoding']
}

/** Holds a variation of the token against a key that permits the algorithm. */
const verifies = ({ algorithm }: Failure, key: VerificationKey, input: string, signature: Buffer): boolean => verifierOf(key, algorithm)?.(input, signature) ?? false

const anyKeyVerifies = (failure: Failure, input: string, signature = failure.signature): boolean => failure.tried.some((key) => verifies(failure, key, input, signature))

const secretsOf = ({ tried }: Failure): { secret: Buffer; key: VerificationKey }[] => tried.flatMap((key) => (key.secret ? [{ secret: key.secret, key }] : []))

const macVerifies = ({ algorithm, input, signature }: Failure, secret: Buffer): boolean => secret.length > 0 && macVerifier(secret, algorithm)(input, signature)

/** The first of several variations of the secrets with which the MAC verifies. */
function firstSecret<T extends { secret: Buffer }>(failure: Failure, vary: (secret: Buffer, key: VerificationKey) => readonly T[]): T | undefined {
  for (const { secret, key } of secretsOf(failure)) {
    const hit = vary(secret, key).find((variation) => macVerifies(failure, variation.secret))
    if (hit) return hit
  }
  return undefined
}

/** From the common to the far-fetched; those that prove nothing come last. The first that explains the failure is told. */
const nearMisses: readonly ((failure: Failure) => Diagnosis | string | undefined)[] = [
  secretInOtherEncoding,
  secretWithMargins,
  secretWithEscapes,
  otherKeyOfSet,
  siblingAlgorithm,
  otherSaltLength,
  derSignature,
  paddedInput,
  looseEncoding,
  hashedNonce,
  hexSignature,
  detachedPayload,
  truncated,
]

/** Names what would have made the signature verify. Costs a few dozen verifications, so only for tokens that failed. */
export function diagnose(failure: Failure): Diagnosis | undefined {
  for (const find of nearMisses) {
    const diagnosis = find(failure)
    if (diagnosis !== undefined) return typeof diagnosis === 'string' ? { hint: diagnosis } : diagnosis
  }
  return undefined
}

/* The secret */

const encodings = ['base64', 'base64url', 'hex'] as const

function secretInOtherEncoding(failure: Failure): Diagnosis | undefined {
  const hit = firstSecret(failure, (secret, key) => {
    const given = key.encoding ?? 'text'
    const written = key.original ?? secret
    const text = written.toString('utf8')
    const isText = given === 'text' || given === 'octets'
    return [
      ...(isText ? [] : [{ secret: written, given, verifies: 'text' }]),
      ...encodings.filter((encoding) => encoding !== given).map((encoding) => ({ secret: decoded(text, encoding), given, verifies: encoding })),
      ...encodings.map((encoding) => ({ secret: Buffer.from(secret.toString(encoding)), given, verifies: `the ${encoding} text of the octets` })),
      { secret: Buffer.from(secret.toString('base64').replace(/(?<!=)=+$/, '')), given, verifies: 'the base64 text of the octets, without padding' },
    ]
  })
  if (!hit) return undefined
  const secretEncoding = { given: hit.given, verifies: hit.verifies }
  const prefixed = encodings.find((encoding) => encoding === hit.verifies)
  const remedy = prefixed ? `Put ${prefixed}: in front of it` : hit.verifies === 'text' ? `Leave the prefix ${hit.given}: away` : 'Give the text that the issuer uses'
  return { hint: `It verifies when the secret is read as ${hit.verifies}, not as ${hit.given}. ${remedy}, and state the encoding on both sides.`, secretEncoding }
}

/** Empty when the text is not in that encoding. */
function decoded(text: string, encoding: (typeof encodings)[number]): Buffer {
  const clean = text.trim()
  const pattern = encoding === 'hex' ? /^(?:[\da-f]{2})+$/i : /^[\w+/-]+={0,2}$/
  return pattern.test(clean) ? Buffer.from(clean, encoding) : Buffer.alloc(0)
}

const margins: readonly (readonly [what: string, vary: (text: string) => string])[] = [
  ['without the line break at its end', (text) => text.replace(/\r?\n$/, '')],
  ['without the white space around it', (text) => text.trim()],
  ['without the quotes around it', (text) => (/^(["'`]).*\1$/s.test(text.trim()) ? text.trim().slice(1, -1) : text)],
  ['with a line break at its end', (text) => `${text}\n`],
  ['with a CRLF line break at its end', (text) => `${text}\r\n`],
  ['with a space at its end', (text) => `${text} `],
  ['with a space in front', (text) => ` ${text}`],
  ['in double quotes', (text) => `"${text}"`],
  ['in single quotes', (text) => `'${text}'`],
]

/** White space or quotes around the secret. */
function secretWithMargins(failure: Failure): string | undefined {
  const hit = firstSecret(failure, (secret) => {
    const text = secret.toString('latin1')
    return margins.map(([what, vary]) => ({ what, secret: Buffer.from(vary(text), 'latin1') }))
  })
  return hit && `It verifies with the secret ${hit.what}. Compare how the issuer and the verifier load it (echo adds a line break, .env files add quotes).`
}

/** Line breaks of the secret written as \n. */
function secretWithEscapes(failure: Failure): string | undefined {
  const hit = firstSecret(failure, (secret) => {
    const text = secret.toString('latin1')
    return [
      { what: 'real line breaks in place of \\n', secret: Buffer.from(text.replaceAll('\\n', '\n'), 'latin1') },
      { what: '\\n in place of its line breaks', secret: Buffer.from(text.replaceAll('\n', '\\n'), 'latin1') },
      { what: 'LF in place of CRLF line breaks', secret: Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1') },
    ]
  })
  return hit && `It verifies once the secret has ${hit.what}. Load the secret the same way on both sides.`
}

/* The key */

function otherKeyOfSet(failure: Failure): string | undefined {
  const { ring, tried, algorithm, parsed, input, signature } = failure
  const other = ring.keys.find((key) => !tried.includes(key) && conflict(key, algorithm) === undefined && verifies(failure, key, input, signature))
  if (!other) return undefined
  const kid = parsed.header?.['kid']
  const says = typeof kid === 'string' ? `the kid of the token is "${visible(kid, 80)}"` : 'the token names another'
  return `It verifies with ${nameOf(other.reference)}, but ${says}. Correct the kid where tokens are signed, or publish the key under that kid.`
}

/* The algorithm */

function siblingAlgorithm({ algorithm, tried, input, signature }: Failure): string | undefined {
  for (const sibling of siblings(algorithm)) {
    for (const key of tried) {
      const isHit = key.secret ? macVerifier(key.secret, sibling)(input, signature) : key.key && signatureVerifier({ key: key.key, ...optionsOf(sibling) }, sibling)(input, signature)
      if (isHit) return `It verifies as ${sibling.name}, but the header says ${algorithm.name}. The signer must write the algorithm that it uses.`
    }
  }
  return undefined
}

function otherSaltLength({ algorithm, tried, input, signature }: Failure): string | undefined {
  if (algorithm.family !== 'RSASSA-PSS') return undefined
  const isHit = tried.some(({ key }) => key && signatureVerifier({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, algorithm)(input, signature))
  return isHit ? `It verifies with a PSS salt of another length. ${algorithm.name} needs a salt of ${algorithm.saltOctets} octets: set the salt length to that of the hash where tokens are signed.` : undefined
}

function derSignature({ algorithm, tried, input, signature }: Failure): string | undefined {
  if (algorithm.family !== 'ECDSA' || !numbersOfDer(signature)) return undefined
  const isHit = tried.some(({ key }) => key && signatureVerifier({ key, dsaEncoding: 'der' }, algorithm, true)(input, signature))
  return isHit
    ? `It verifies as an ASN.1 DER signature. JOSE wants R and S side by side (${algorithm.signatureOctets?.[0]} octets): convert it where tokens are signed.`
    : 'The signature is in ASN.1 DER, and JOSE wants R and S side by side: convert it where tokens are signed.'
}

/* The text */

const pad = (segment: string): string => segment.padEnd(Math.ceil(segment.length / 4) * 4, '=')
const unpad = (segment: string): string => segment.replace(/(?<!=)=+$/, '')
const parts = ({ parsed: { segments } }: Failure): [string, string] => [segments[0]?.text ?? '', segments[1]?.text ?? '']

const paddingRemedy = 'AWS load balancers do this: verify such tokens with their own library, or compute over the padded text.'

function paddedInput(failure: Failure): string | undefined {
  const [header, payload] = parts(failure).map(unpad) as [string, string]
  const clean = cleanSignature(failure)
  const padded = `${pad(header)}.${pad(payload)}`
  if (padded !== `${header}.${payload}` && anyKeyVerifies(failure, padded, clean)) return `It verifies over base64url with padding (=), which JOSE does not permit. ${paddingRemedy}`
  return undefined
}

const cleanSignature = ({ parsed: { segments } }: Failure): Buffer => Buffer.from((segments[2]?.text ?? '').replace(/[^\w+/-]/g, ''), 'base64url')

function looseEncoding(failure: Failure): string | undefined {
  const { parsed, input } = failure
  if (parsed.segments.slice(0, 3).every(({ problems }) => problems.length === 0)) return undefined
  const strict = (text: string) => text.replace(/\s+/g, '').replaceAll('+', '-').replaceAll('/', '_').replace(/(?<!=)=+$/, '')
  const spellings: readonly (readonly [string, string])[] = [
    [input, 'It verifies apart from its form'],
    [parts(failure).map(strict).join('.'), 'It verifies once its base64url is written cleanly'],
    [parts(failure).map((part) => Buffer.from(strict(part), 'base64url').toString('base64url')).join('.'), 'It verifies once its base64url is written cleanly'],
  ]
  const hit = spellings.find(([text]) => anyKeyVerifies(failure, text, cleanSignature(failure)))
  return hit && `${hit[1]}, but a strict verifier refuses padding, other characters and stray bits. Copy the token again, or correct the encoder that made it.`
}

/** What Microsoft does to the tokens for its own APIs. */
function hashedNonce(failure: Failure): string | undefined {
  const nonce = failure.parsed.header?.['nonce']
  if (typeof nonce !== 'string' || nonce === '') return undefined
  const hashed = createHash('sha256').update(nonce).digest('base64url')
  const header = Buffer.from(failure.parsed.headerPart.text.replace(JSON.stringify(nonce), JSON.stringify(hashed))).toString('base64url')
  if (!anyKeyVerifies(failure, `${header}.${parts(failure)[1]}`)) return undefined
  return 'It verifies with the nonce in the header replaced by its SHA-256 hash: this is an access token of Microsoft for its own API. Only that API should check it; request a token for yours.'
}

/** Percent-encoding and line breaks spoil the header too, so the text is read again as a whole. */
export function diagnoseText({ text }: ParsedJwt, ring: KeyRing, policy: Policy): string | undefined {
  if (!/[%\s]/.test(text)) return undefined
  const clean = parseJwt(Excerpt.of(new Source('', percentDecoded(text).replace(/\s+/g, ''))))
  if (judgeSignature(clean, ring, policy).verdict.status !== 'valid') return undefined
  return `It verifies once ${text.includes('%') ? 'percent-encoding' : 'white space'} is taken out of the text. Copy the token again without it.`
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function hexSignature(failure: Failure): string | undefined {
  const text = failure.signature.toString('latin1')
  if (!/^(?:[\da-f]{2}){20,}$/i.test(text) || !anyKeyVerifies(failure, failure.input, Buffer.from(text, 'hex'))) return undefined
  return 'It verifies when the signature is read as hexadecimal text. The signer must encode the octets of the signature, not their text.'
}

function detachedPayload({ parsed: { segments } }: Failure): string | undefined {
  return segments.length === 3 && segments[1]?.text === '' ? 'The payload is empty. If it was sent apart (detached), put its base64url between the dots.' : undefined
}

function truncated({ parsed: { segments }, algorithm, tried, signature }: Failure): string | undefined {
  if (segments.length === 2) return 'The token ends after its payload. Copy it whole, with the signature.'
  const expected = algorithm.signatureOctets ?? tried.flatMap(({ key }) => Math.ceil((modulusBits(key) ?? Infinity) / 8))
  const shortest = Math.min(...expected)
  if (!Number.isFinite(shortest) || signature.length >= shortest || signature.length === 0) return undefined
  return `The token looks cut off: its signature has ${signature.length} octets of ${shortest}. Copy it whole.`
}

/** What can be said without any key. */
export function hintsWithoutKey(parsed: ParsedJwt, algorithm: SignatureAlgorithm | undefined): readonly string[] {
  if (!algorithm || parsed.serialization === 'jwe') return []
  const signature = parsed.segments[2]?.bytes ?? Buffer.alloc(0)
  const hint = truncated({ parsed, algorithm, ring: { keys: [], isSet: false }, tried: [], input: signingInput(parsed), signature })
  return hint === undefined ? [] : [hint]
}
