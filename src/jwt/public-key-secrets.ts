import { X509Certificate, type KeyObject } from 'node:crypto'
import { stringifyJson } from '../core/json.ts'
import type { SignatureAlgorithm } from './algorithms.ts'
import { HashingBudget } from './hashing-budget.ts'
import { nameOf, type VerificationKey } from './keys.ts'
import { macVerifier } from './verify.ts'

/**
 * The key confusion attack, proved offline: a verifier that is handed a public key and believes the header's HS256 uses
 * the key's text as a secret, which everybody knows (CVE-2015-9235 and its many successors). A match is a proof.
 */
export function provePublicKeyAsSecret(
  keys: readonly VerificationKey[],
  algorithm: SignatureAlgorithm,
  input: string,
  signature: Buffer,
  budget = new HashingBudget(),
): { key: string; form: string } | undefined {
  const text = signature.toString('base64url')
  for (const key of keys) {
    if (key.type === 'oct') continue
    for (const { form, secret } of formsOf(key)) {
      if (budget.allows(input.length) && macVerifier(secret, algorithm)(input, signature, text)) return { key: nameOf(key.reference), form }
    }
  }
  return undefined
}

interface Form {
  /** `SPKI PEM without the final line break`. */
  readonly form: string
  readonly secret: Buffer
}

const forms = new WeakMap<VerificationKey, readonly Form[]>()

function formsOf(key: VerificationKey): readonly Form[] {
  let known = forms.get(key)
  if (!known) forms.set(key, (known = unique(tolerantForms(key))))
  return known
}

/** A key that this Node cannot write out has no forms that anybody could have used. */
function tolerantForms(key: VerificationKey): Form[] {
  try {
    return allForms(key)
  } catch {
    return []
  }
}

function unique(all: readonly Form[]): Form[] {
  const byOctets = new Map<string, Form>()
  for (const form of all) if (form.secret.length > 0 && !byOctets.has(form.secret.toString('latin1'))) byOctets.set(form.secret.toString('latin1'), form)
  return [...byOctets.values()]
}

function allForms({ key, certificate, original, jwk }: VerificationKey): Form[] {
  const found: Form[] = []
  if (original) found.push({ form: 'the file as it stands', secret: original }, ...spellings('the file', original.toString('utf8')))
  for (const { name, pem, der } of encodings(key, certificate)) {
    found.push(...spellings(`${name} PEM`, pem), { form: `${name} DER`, secret: der })
    const base64 = der.toString('base64')
    found.push({ form: `base64 of ${name} DER`, secret: Buffer.from(base64) }, { form: `base64url of ${name} DER`, secret: Buffer.from(der.toString('base64url')) })
    found.push({ form: `${name} DER in hexadecimal`, secret: Buffer.from(der.toString('hex')) })
    const lines = pem.split('\n').slice(1, -2).join('\n')
    found.push({ form: `base64 lines of ${name} PEM`, secret: Buffer.from(lines) }, { form: `base64 lines of ${name} PEM with a final line break`, secret: Buffer.from(`${lines}\n`) })
    // Burp takes the secret of an oct key in base64, others take that text as it stands.
    for (const text of [pem, pem.trimEnd()]) found.push({ form: `base64 of ${name} PEM`, secret: Buffer.from(Buffer.from(text).toString('base64')) })
  }
  if (jwk) found.push({ form: 'JWK as published', secret: Buffer.from(stringifyJson(jwk)) })
  found.push(...bareForms(key))
  return found
}

/** How one PEM text may have been read, pasted or stored. */
function spellings(name: string, text: string): Form[] {
  const bare = text.replaceAll('\r\n', '\n').trim()
  const windows = bare.replaceAll('\n', '\r\n')
  return [
    [`${name} with a final line break`, `${bare}\n`],
    [`${name} without a final line break`, bare],
    [`${name} with CRLF line breaks`, `${windows}\r\n`],
    [`${name} with CRLF line breaks, none at the end`, windows],
    [`${name} with two final line breaks`, `${bare}\n\n`],
    [`${name} with \\n for line breaks`, bare.replaceAll('\n', '\\n')],
    [`${name} with \\n for line breaks, one at the end`, `${bare}\n`.replaceAll('\n', '\\n')],
    [`${name} on one line`, bare.replaceAll('\n', '')],
    [`${name} with spaces for line breaks`, bare.replaceAll('\n', ' ')],
    ...[' ', '\n', '\t', '\r\n'].flatMap((space) => [
      [`${name} after white space`, `${space}${bare}`],
      [`${name} after white space, with a final line break`, `${space}${bare}\n`],
    ]),
  ].map(([form = name, secret = '']) => ({ form, secret: Buffer.from(secret) }))
}

function encodings(key: KeyObject | undefined, certificate: Buffer | undefined): { name: string; pem: string; der: Buffer }[] {
  const types = key?.asymmetricKeyType === 'rsa' ? (['spki', 'pkcs1'] as const) : (['spki'] as const)
  return [
    ...(key ? types.map((type) => ({ name: type === 'spki' ? 'SPKI' : 'PKCS#1', pem: key.export({ type, format: 'pem' }).toString(), der: key.export({ type, format: 'der' }) })) : []),
    ...(certificate ? [{ name: 'certificate', pem: new X509Certificate(certificate).toString(), der: certificate }] : []),
  ]
}

/** The numbers of a key by themselves, and its shortest JWKs. */
function bareForms(key: KeyObject | undefined): Form[] {
  if (!key || key.asymmetricKeyType === 'rsa-pss') return []
  const { kty, crv, n, e, x, y } = key.export({ format: 'jwk' })
  const octets = (text: string) => Buffer.from(text, 'base64url')
  const json = (value: object): Form => ({ form: 'JWK', secret: Buffer.from(JSON.stringify(value)) })
  if (kty === 'RSA' && n !== undefined && e !== undefined) {
    return [
      { form: 'the modulus', secret: octets(n) },
      { form: 'the modulus in base64url', secret: Buffer.from(n) },
      { form: 'the modulus in hexadecimal', secret: Buffer.from(octets(n).toString('hex')) },
      json({ kty, n, e }),
      json({ e, kty, n }),
      json({ kty, e, n }),
      json({ n, e, kty }),
    ]
  }
  if (x === undefined) return []
  const point = y === undefined ? octets(x) : Buffer.concat([Buffer.of(4), octets(x), octets(y)])
  const jwks = y === undefined ? [{ kty, crv, x }, { crv, kty, x }, { crv, x, kty }] : [{ kty, crv, x, y }, { crv, kty, x, y }, { kty, x, y, crv }]
  return [{ form: 'the point', secret: point }, { form: 'the point in hexadecimal', secret: Buffer.from(point.toString('hex')) }, { form: 'the x coordinate in base64url', secret: Buffer.from(x) }, ...jwks.map(json)]
}
