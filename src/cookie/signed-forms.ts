/** How frameworks sign or encrypt cookie values: who wrote the value, what the signature covers, what is inside. */
import { base64Decoded, percentDecoded } from './encodings.ts'

export type SigningScheme = 'cookie-signature' | 'keygrip' | 'itsdangerous' | 'django' | 'message-verifier' | 'play' | 'yii2' | 'tornado' | 'laravel' | 'iron'

/** A value with a signature in it. Texts are octets, one a character. */
export interface SignedForm {
  readonly scheme: SigningScheme
  /** For people: `Express`, `Flask or another itsdangerous user`. */
  readonly framework: string
  /** What the application stored. */
  readonly payload: string
  /** What the signature is computed over. */
  readonly covered: string
  /** As it stands in the value. */
  readonly signature: string
  /** Goes into the key beside the secret, where each value has its own. */
  readonly salt?: string
  /** The payload stands compressed: readable to everyone, though not at a glance. */
  readonly compressed?: boolean
}

/** Takes a signed value apart; undefined when no framework's form fits. JSON web tokens are not looked for here. */
export function signedForm(octets: string): SignedForm | undefined {
  if (!signs.test(octets)) return undefined
  for (const form of forms) {
    const found = form(octets)
    if (found) return found
  }
  return undefined
}

/** Without one of these no form below fits, and most values have none. */
const signs = /[.:|{]|--|^[0-9a-f]{40}-/

type Form = (octets: string) => SignedForm | undefined

/** `s:value.signature`: SHA-256 in base64 without padding (npm cookie-signature, used by Express and express-session). */
const express: Form = (octets) => {
  const [, payload, signature] = /^s:(.*)\.([A-Za-z0-9+/]{43})=?$/s.exec(octets) ?? []
  return payload === undefined || signature === undefined
    ? undefined
    : { scheme: 'cookie-signature', framework: 'Express', payload: payload.replace(/^j:(?=[{[])/, ''), covered: payload, signature }
}

/** `value.signature` of the same kind without the `s:`: Hono and better-auth pad the base64, others do not. */
const bareCookieSignature: Form = (octets) => {
  const [, payload, signature, padding] = /^(.+)\.([A-Za-z0-9+/]{43})(=?)$/s.exec(octets) ?? []
  if (payload === undefined || signature === undefined) return undefined
  const framework = padding === '=' ? (betterAuthId.test(payload) ? 'Better Auth' : 'Hono or Better Auth') : fastifyId.test(payload) ? 'Fastify' : 'Fastify or React Router'
  return { scheme: 'cookie-signature', framework, payload, covered: payload, signature }
}

/** 32 letters and digits; 24 octets in base64url. */
const betterAuthId = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9]{32}$/
const fastifyId = /^[\w-]{32}$/

/** `payload.time.signature`, SHA-1 or SHA-2 in base64url; a leading full stop says compressed (Flask, Starlette). */
const itsdangerous: Form = (octets) => {
  const [, covered, payload, signature] = /^((\.?[A-Za-z0-9_-]+={0,2})\.[A-Za-z0-9_-]{5,8})\.([A-Za-z0-9_-]{27}|[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{86})$/.exec(octets) ?? []
  if (covered === undefined || payload === undefined || signature === undefined) return undefined
  return { scheme: 'itsdangerous', framework: 'Flask or Starlette', payload: payload.replace(/^\./, ''), covered, signature, compressed: payload.startsWith('.') }
}

/** `payload:time:signature`, the time in base 62; SHA-1 before Django 3.1, SHA-256 since. Without a time for `Signer`. */
const django: Form = (octets) => {
  const [, covered, payload, signature] = /^((.*?)(?::[0-9A-Za-z]{6})?):([A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{27})$/s.exec(octets) ?? []
  if (covered === undefined || payload === undefined || signature === undefined) return undefined
  const compressed = /^\.[A-Za-z0-9_-]+$/.test(payload)
  return { scheme: 'django', framework: 'Django', payload: compressed ? payload.slice(1) : payload, covered, signature, compressed }
}

/** `base64--hexadecimal`: SHA-1, SHA-256 or SHA-512 (Rails message verifier, Rack sessions). Percent-encoding may stand inside. */
const messageVerifier: Form = (octets) => {
  const [, payload, signature] = /^([A-Za-z0-9+/=_\r\n-]+)--([0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/.exec(octets) ?? []
  return payload === undefined || signature === undefined ? undefined : { scheme: 'message-verifier', framework: 'Rails or Rack', payload, covered: payload, signature }
}

/** `hexadecimal-name=value&…`: SHA-1 (Play up to 2.5, and its legacy session encoding). */
const play: Form = (octets) => {
  const [, signature, payload] = /^([0-9a-f]{40})-([^=]+=.*)$/s.exec(octets) ?? []
  return payload === undefined || signature === undefined ? undefined : { scheme: 'play', framework: 'Play', payload, covered: payload, signature }
}

/** Hexadecimal SHA-256, then a serialised PHP array of the cookie's name and value. */
const yii2: Form = (octets) => {
  const [, signature, payload] = /^([0-9a-f]{64})(a:2:\{i:0;s:.*\})$/s.exec(octets) ?? []
  return payload === undefined || signature === undefined ? undefined : { scheme: 'yii2', framework: 'Yii', payload, covered: payload, signature }
}

/** `2|1:0|10:time|length:name|length:base64|hexadecimal`: SHA-256 over all that goes before. */
const tornado: Form = (octets) => {
  const [, covered, payload, signature] = /^(2\|\d+:\d+\|\d+:\d+\|\d+:[^|]+\|\d+:([^|]*)\|)([0-9a-f]{64})$/.exec(octets) ?? []
  return covered === undefined || payload === undefined || signature === undefined ? undefined : { scheme: 'tornado', framework: 'Tornado', payload, covered, signature }
}

/** Order matters: the more telling forms come first. */
const forms: readonly Form[] = [express, yii2, tornado, messageVerifier, play, itsdangerous, django, bareCookieSignature]

/** An encrypted value: nobody but the server reads it. */
export interface EncryptedForm {
  readonly framework: string
  /** Where an HMAC can be checked without decrypting. */
  readonly signed?: SignedForm
}

export function encryptedForm(octets: string): EncryptedForm | undefined {
  const sealed = laravelForm(octets) ?? ironForm(octets)
  if (sealed) return sealed
  return encryptedStarts.test(octets) ? encryptedForms.find(([pattern]) => pattern.test(octets))?.[1] : undefined
}

/** What the forms below start with, or have inside. */
const encryptedStarts = /^CfDJ8|^gAAAAA|^Fe26\.|--|;/

const encryptedForms: readonly (readonly [RegExp, EncryptedForm])[] = [
  // Data, initialisation vector and tag of AES-GCM, each base64 (Rails 5.2 and later).
  [/^[A-Za-z0-9+/]+={0,2}--[A-Za-z0-9+/]{16}--[A-Za-z0-9+/]{22}==$/, { framework: 'Rails' }],
  // Data Protection's magic header 09 F0 C9 F0.
  [/^(?:CfDJ8)[A-Za-z0-9_-]+$/, { framework: 'ASP.NET Core' }],
  [/^gAAAAA[A-Za-z0-9_-]{90,}={0,2}$/, { framework: 'Fernet' }],
  [/^Fe26\.\d\*/, { framework: 'iron' }],
  // XSalsa20-Poly1305 of libsodium: at least the tag of 16 octets, then the nonce of 24, each base64.
  [/^[A-Za-z0-9+/]{22,}={0,2};[A-Za-z0-9+/]{32}$/, { framework: '@fastify/secure-session' }],
]

/**
 * Eight parts between asterisks: version, password id, salt and initialisation vector of the encryption, data, end of life, salt of
 * the signature, signature; iron-session adds its own version. The signature covers the first six (SHA-256, base64url).
 */
function ironForm(octets: string): EncryptedForm | undefined {
  const [, covered, salt, signature, own] = /^(Fe26\.2\*\w*\*[0-9a-f]{64}\*[\w-]{22}\*[\w-]+\*\d*)\*([0-9a-f]{64})\*([\w-]{43})(~\d+)?$/.exec(octets) ?? []
  if (covered === undefined || salt === undefined || signature === undefined) return undefined
  const framework = own === undefined ? 'iron' : 'iron-session'
  return { framework, signed: { scheme: 'iron', framework, payload: '', covered, salt, signature } }
}

/** Base64 JSON of `iv`, `value` and a hexadecimal `mac` (SHA-256 over the first two as they stand). */
function laravelForm(octets: string): EncryptedForm | undefined {
  if (!octets.startsWith('eyJ')) return undefined
  const decoded = base64Decoded(octets)
  const member = (name: string): string | undefined => new RegExp(`"${name}":"([^"]*)"`).exec(decoded ?? '')?.[1]?.replaceAll('\\/', '/')
  const [iv, value, signature] = [member('iv'), member('value'), member('mac')]
  if (iv === undefined || value === undefined || signature === undefined) return undefined
  return { framework: 'Laravel', ...(signature === '' ? {} : { signed: { scheme: 'laravel', framework: 'Laravel', payload: value, covered: iv + value, signature } }) }
}

/** The value as frameworks wrote it before the header: percent-encoding undone. */
export const unframed = (octets: string): string => percentDecoded(octets) ?? octets
