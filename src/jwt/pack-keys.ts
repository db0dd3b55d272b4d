import { createPrivateKey, createPublicKey } from 'node:crypto'
import { isObject, parseJson, stringifyJson } from '../core/json.ts'
import { keyRing, type KeyRing, type VerificationKey } from './keys.ts'

/** A key as plain data, for another thread. */
export type PackedKey = Omit<VerificationKey, 'key' | 'privateKey' | 'jwk'> & {
  /** DER of the public key (SPKI) and of the private key (PKCS #8). */
  readonly spki?: Buffer
  readonly pkcs8?: Buffer
  /** Its text: numbers stay as they were written. */
  readonly jwk?: string
}

export function packKeys({ keys }: KeyRing): readonly PackedKey[] {
  return keys.map(({ key, privateKey, jwk, ...rest }) => ({
    ...rest,
    ...(key ? { spki: key.export({ type: 'spki', format: 'der' }) } : {}),
    ...(privateKey ? { pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) } : {}),
    ...(jwk ? { jwk: stringifyJson(jwk) } : {}),
  }))
}

export function unpackKeys(packed: readonly PackedKey[]): KeyRing {
  return keyRing(
    packed.map(({ spki, pkcs8, jwk, ...rest }): VerificationKey => {
      const members = jwk === undefined ? undefined : parseJson(jwk).value
      return {
        ...rest,
        ...(spki ? { key: createPublicKey({ key: spki, type: 'spki', format: 'der' }) } : {}),
        ...(pkcs8 ? { privateKey: createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' }) } : {}),
        ...(isObject(members) ? { jwk: members } : {}),
      }
    }),
  )
}
