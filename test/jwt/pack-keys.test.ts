import { generateKeyPairSync } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { keyRing, type KeyRing } from '../../src/jwt/keys.ts'
import { parseKeys, parseSecret } from '../../src/jwt/load-keys.ts'
import { packKeys, unpackKeys } from '../../src/jwt/pack-keys.ts'

const rsaPss = generateKeyPairSync('rsa-pss', { modulusLength: 2048, hashAlgorithm: 'sha384', mgf1HashAlgorithm: 'sha384' })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')

describe('keys for another process', () => {
  it('come out as they went in', () => {
    const jwk = { ...ec.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }
    const ring = keyRing([
      ...parseKeys(Buffer.from(rsaPss.publicKey.export({ type: 'spki', format: 'pem' })), 'a'),
      ...parseKeys(Buffer.from(ed.privateKey.export({ type: 'pkcs8', format: 'pem' })), 'b'),
      ...parseKeys(Buffer.from(JSON.stringify({ keys: [jwk] }).replace('"k1"', '"k1","serial":12345678901234567890')), 'c'),
      parseSecret('base64:c2VjcmV0', 'd'),
    ])
    const other = unpackKeys(deserialize(serialize(packKeys(ring))) as ReturnType<typeof packKeys>)
    expect(other.isSet).toBe(ring.isSet)
    const rest = ({ keys }: KeyRing) => keys.map((key) => ({ ...key, key: undefined, privateKey: undefined }))
    expect(rest(other)).toEqual(rest(ring))
    ring.keys.forEach(({ key, privateKey }, i) => {
      expect(other.keys[i]?.key && key ? other.keys[i].key.equals(key) : other.keys[i]?.key === key).toBe(true)
      expect(other.keys[i]?.privateKey && privateKey ? other.keys[i].privateKey.equals(privateKey) : other.keys[i]?.privateKey === privateKey).toBe(true)
    })
    expect(other.keys[0]?.key?.asymmetricKeyDetails).toEqual(ring.keys[0]?.key?.asymmetricKeyDetails)
  })
})
