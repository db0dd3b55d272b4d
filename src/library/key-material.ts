import { keyRing, type KeyRing } from '../jwt/keys.ts'
import { parseKeys, parseSecret, secretKey } from '../jwt/load-keys.ts'

/** A `KeyObject` of node:crypto, as far as it is used here. */
export interface KeyObjectLike {
  readonly type: string
  export(options?: object): unknown
}

/** A key as text (PEM, JWK, JWKS), as octets (DER), as the object of a JWK or JWKS, or as a `KeyObject` of node:crypto. */
export type KeyMaterial = string | Uint8Array | KeyObjectLike | object

/** The octets of a file that would hold the same. */
export function octetsOf(material: KeyMaterial): Buffer {
  if (typeof material === 'string' || material instanceof Uint8Array) return Buffer.from(material as string)
  if (!isKeyObject(material)) return Buffer.from(JSON.stringify(material))
  if (material.type === 'secret') return Buffer.from(JSON.stringify(material.export({ format: 'jwk' })))
  return material.export({ format: 'der', type: material.type === 'private' ? 'pkcs8' : 'spki' }) as Buffer
}

const isKeyObject = (material: object): material is KeyObjectLike => 'export' in material && typeof material.export === 'function'

/** What an HMAC secret may be given as: text as people write it, octets, or a secret `KeyObject`. */
export type SecretMaterial = string | Uint8Array | KeyObjectLike

export interface GivenKeys {
  readonly key?: KeyMaterial | readonly KeyMaterial[]
  readonly secret?: SecretMaterial
}

/** @throws AuthlintError KEY_UNREADABLE */
export function keysOf({ key, secret }: GivenKeys): KeyRing {
  const given = key === undefined ? [] : Array.isArray(key) ? (key as readonly KeyMaterial[]) : [key as KeyMaterial]
  return keyRing([...given.flatMap((material) => parseKeys(octetsOf(material), 'option key')), ...(secret === undefined ? [] : [secretOf(secret)])])
}

function secretOf(secret: SecretMaterial) {
  if (typeof secret === 'string') return parseSecret(secret, 'option secret')
  return secretKey(Buffer.from(secret instanceof Uint8Array ? secret : (secret.export() as Buffer)), 'option secret')
}
