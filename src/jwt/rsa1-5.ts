import { constants, createDecipheriv, createHmac, privateDecrypt, timingSafeEqual, type KeyObject } from 'node:crypto'
import { contentEncryptionAlgorithms } from './algorithms.ts'
import type { ParsedJwt } from './jwt.ts'

/**
 * RSA1_5 (RFC 7518 section 4.2), which jose and current Node refuse for its padding oracle. Here nobody can ask twice:
 * it is decrypted so that the token inside can be judged, and reported for what it is. Undefined when it does not decrypt.
 */
export function decryptRsa15({ segments, jsonForm }: ParsedJwt, enc: string, privateKey: KeyObject): Buffer | undefined {
  const sizes = contentEncryptionAlgorithms.get(enc)
  const [header, encryptedKey, iv, ciphertext, tag] = segments
  if (!sizes || !header || !encryptedKey || !iv || !ciphertext || !tag) return undefined
  try {
    const key = unpad(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encryptedKey.bytes))
    if (key?.length !== sizes.key) return undefined
    const decrypt = enc.endsWith('GCM') ? decryptGcm : decryptCbc
    return decrypt(key, iv.bytes, ciphertext.bytes, tag.bytes, Buffer.from(jsonForm?.aad === undefined ? header.text : `${header.text}.${jsonForm.aad}`, 'ascii'))
  } catch {
    return undefined
  }
}

/** RFC 8017 section 7.2.2: 00 02, eight or more octets that are not zero, 00, the message. */
function unpad(block: Buffer): Buffer | undefined {
  const end = block.indexOf(0, 2)
  return block[0] === 0 && block[1] === 2 && end >= 10 ? block.subarray(end + 1) : undefined
}

function decryptGcm(key: Buffer, iv: Buffer, ciphertext: Buffer, tag: Buffer, additional: Buffer): Buffer {
  const decipher = createDecipheriv(`aes-${key.length * 8}-gcm` as 'aes-256-gcm', key, iv, { authTagLength: 16 })
  decipher.setAuthTag(tag)
  decipher.setAAD(additional)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}

/** RFC 7518 section 5.2: the first half of the key authenticates, the second encrypts. */
function decryptCbc(key: Buffer, iv: Buffer, ciphertext: Buffer, tag: Buffer, additional: Buffer): Buffer | undefined {
  const half = key.length / 2
  const additionalBits = Buffer.alloc(8)
  additionalBits.writeBigUInt64BE(BigInt(additional.length) * 8n)
  const mac = createHmac(`sha${half * 16}`, key.subarray(0, half)).update(Buffer.concat([additional, iv, ciphertext, additionalBits])).digest().subarray(0, half)
  if (tag.length !== half || !timingSafeEqual(mac, tag)) return undefined
  const decipher = createDecipheriv(`aes-${half * 8}-cbc`, key.subarray(half), iv)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}
