/** Proves that a framework's cookie signature was made with a guessable secret. A match is a proof, so there is no doubt in it. */
import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { CookieFacts, ParsedCookie } from './cookie.ts'
import { base64Decoded } from './encodings.ts'
import { encryptedForm, signedForm, unframed, type SignedForm, type SigningScheme } from './signed-forms.ts'
import { signatureCookie } from './value.ts'
import { weakCookieSecrets } from './weak-secrets.ts'

/** Secrets to try, in order, gone through anew for each signature; one that starts with `base64:` is tried decoded, too. */
export interface SecretList {
  readonly name: string
  readonly secrets: Iterable<string | Buffer>
}

export type WeakSignature = NonNullable<CookieFacts['weakSignature']>

/** What can be found out about a cookie with cryptography: tries the given lists, by default the built-in one. */
export function gatherCookieFacts(parsed: ParsedCookie, siblings: readonly ParsedCookie[], candidates: readonly SecretList[] = [weakCookieSecrets]): CookieFacts {
  const weakSignature = proveWeakSignature(parsed, siblings, candidates)
  return weakSignature ? { weakSignature } : {}
}

/** Tries the candidates on the signature in the value, or on the `.sig` cookie beside it. Undefined when there is none or none fits. */
export function proveWeakSignature(parsed: ParsedCookie, siblings: readonly ParsedCookie[], candidates: readonly SecretList[]): WeakSignature | undefined {
  for (const form of signaturesOf(parsed, siblings)) {
    const verifies = verifierOf(form, parsed.name)
    if (!verifies) continue
    for (const { name: list, secrets } of candidates) {
      let index = 0
      for (const secret of secrets) {
        const isFound = keysOf(secret).some((key) => verifies(key, index))
        index++
        if (isFound) return { scheme: form.framework, list, position: index }
      }
    }
  }
  return undefined
}

/** Some frameworks sign what stands in the header, others what was then percent-encoded for it. */
function signaturesOf(parsed: ParsedCookie, siblings: readonly ParsedCookie[]): readonly SignedForm[] {
  // The signature of a JWT is no framework's, whatever it looks like.
  if (parsed.decoded.shape.kind === 'jwt' && !parsed.decoded.signed) return []
  const raw = parsed.value.replace(/^"(.*)"$/s, '$1')
  const found = [...new Set([raw, unframed(raw)])].flatMap((text) => {
    const form = signedForm(text) ?? encryptedForm(text)?.signed
    return form ? [form] : []
  })
  const beside = signatureCookie(parsed, siblings)
  if (!beside) return found
  const covered = `${parsed.name}=${parsed.value}`
  return [...found, { scheme: 'keygrip', framework: 'cookie-session or Koa', payload: parsed.value, covered, signature: beside.value }]
}

type Verifies = (secret: Buffer, index: number) => boolean

function keysOf(secret: string | Buffer): readonly Buffer[] {
  if (typeof secret !== 'string') return [secret]
  const plain = Buffer.from(secret)
  return secret.startsWith('base64:') ? [plain, Buffer.from(secret.slice(7), 'base64')] : [plain]
}

/** Lists longer than this are tried without the costly key derivation of Rails. */
const mostDerivations = 1000

function verifierOf(form: SignedForm, cookieName: string): Verifies | undefined {
  const signature = signatureOctets(form)
  const digest = signature && digestOfLength[signature.length]
  if (!signature || !digest) return undefined
  const covered = octets(form.covered)
  const mac = (key: Buffer): boolean => timingSafeEqual(createHmac(digest, key).update(covered).digest(), signature)
  const keys = derivations[form.scheme]
  return (secret, index) => keys({ secret, digest, form, cookieName, mayDerive: index < mostDerivations }).some(mac)
}

const octets = (text: string): Buffer => Buffer.from(text, 'latin1')

const hexadecimal = new Set<SigningScheme>(['message-verifier', 'play', 'yii2', 'tornado', 'laravel'])
const signatureOctets = ({ scheme, signature }: SignedForm): Buffer | undefined =>
  hexadecimal.has(scheme) ? Buffer.from(signature, 'hex') : Buffer.from(signature, 'base64')

const digestOfLength: Record<number, string> = { 20: 'sha1', 32: 'sha256', 64: 'sha512' }

interface Derivation {
  readonly secret: Buffer
  readonly digest: string
  readonly form: SignedForm
  readonly cookieName: string
  readonly mayDerive: boolean
}

const hash = (digest: string, ...parts: readonly (string | Buffer)[]): Buffer => {
  const state = createHash(digest)
  for (const part of parts) state.update(part)
  return state.digest()
}

const secretItself = ({ secret }: Derivation): readonly Buffer[] => [secret]

/** From the configured secret to the HMAC keys that a framework may have used. */
const derivations: Record<SigningScheme, (from: Derivation) => readonly Buffer[]> = {
  'cookie-signature': secretItself,
  keygrip: secretItself,
  play: secretItself,
  yii2: secretItself,
  tornado: secretItself,
  laravel: secretItself,
  // The defaults of iron: PBKDF2 with one iteration.
  iron: ({ secret, form }) => [pbkdf2Sync(secret, form.salt ?? '', 1, 32, 'sha1')],
  // Flask derives with an HMAC over its salt; a plain Signer, as Starlette uses, by concatenation.
  itsdangerous: ({ secret, digest }) => [
    createHmac(digest, secret).update('cookie-session').digest(),
    hash(digest, 'itsdangerous.Signer', 'signer', secret),
  ],
  // salted_hmac: the key is a hash of salt and secret. Signed cookies are salted with their name, sessions and messages with their module.
  django: ({ secret, digest, cookieName }) => [
    hash(digest, 'django.contrib.sessions.backends.signed_cookies', 'signer', secret),
    hash(digest, cookieName, 'signer', 'django.http.cookies', secret),
    // Since Django 5.2.17 the salt of signed cookies is told apart from the name.
    hash(digest, `django.http.cookies.v2:0:${cookieName}`, 'signer', 'django.http.cookies', secret),
    hash(digest, 'django.contrib.messages', 'signer', 'django.http.cookies', secret),
    hash(digest, 'django.core.signing', 'signer', secret),
  ],
  // Rack and Rails 3 sign with the secret; later Rails derives a key of 64 octets, with SHA-1 before version 7 and SHA-256 since.
  'message-verifier': ({ secret, form, mayDerive }) => {
    if (!mayDerive) return [secret]
    const salt = /--/.test(base64Decoded(form.payload) ?? '') ? 'signed encrypted cookie' : 'signed cookie'
    return [secret, railsKey(secret, salt, 'sha1'), railsKey(secret, salt, 'sha256')]
  },
}

const railsKeys = new Map<string, Buffer>()

/** PBKDF2 takes a while, and the same secrets are tried on every cookie. */
function railsKey(secret: Buffer, salt: string, digest: 'sha1' | 'sha256'): Buffer {
  const id = `${digest} ${salt} ${secret.toString('base64')}`
  const key = railsKeys.get(id) ?? pbkdf2Sync(secret, salt, 1000, 64, digest)
  railsKeys.set(id, key)
  return key
}
