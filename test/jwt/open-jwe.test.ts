// What is said of an encrypted token by what is inside of it. Tokens are made by jose.
import { generateKeyPairSync } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/core/policy.ts'
import { keyRing, type VerificationKey } from '../../src/jwt/keys.ts'
import { openJwe, type OpenedJwe } from '../../src/jwt/open-jwe.ts'
import { hmac } from '../tokens.ts'
import { keysOf, parse } from './examine.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pemOf = (key: typeof privateKey): string => key.export({ type: 'pkcs8', format: 'pem' }) as string
const keys = keysOf(pemOf(privateKey))
const encrypt = (text: string, header: object = {}): Promise<string> => new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM', ...header }).encrypt(publicKey)
const open = (token: string, ring: readonly VerificationKey[] = keys): Promise<OpenedJwe> => openJwe(parse(token), { keys: keyRing(ring), policy: defaultPolicy, crack: false })

describe('inside an encrypted token', () => {
  it('a signed token has the say', async () => {
    const { facts, inner, claims } = await open(await encrypt(hmac('secret'), { cty: 'JWT' }))
    expect(inner?.parsed.serialization).toBe('jws')
    expect(facts.signature).toEqual(inner?.facts.signature)
    expect([facts.signature.status, claims]).toEqual(['invalid', undefined])
  })

  it('claims are not signed by anyone, and the key that opened it is named', async () => {
    const { facts, inner, claims } = await open(await encrypt('{"sub":"u_1"}'))
    expect([inner, claims]).toEqual([undefined, { sub: 'u_1' }])
    expect(facts.signature).toMatchObject({ status: 'not-checked', reason: 'Nothing inside the encrypted token is signed.', key: keys[0]?.reference })
  })

  it.each([
    ['text', () => 'hello'],
    ['another encrypted token', () => encrypt('{"sub":"u_1"}')],
  ])('%s is no signed token', async (_, inside) => {
    const opened = await open(await encrypt(await inside(), { cty: 'JWT' }))
    expect(opened).toMatchObject({ facts: { signature: { status: 'not-checked', reason: 'Inside the encrypted token is no signed token.' } } })
    expect([Object.hasOwn(opened, 'inner'), Object.hasOwn(opened, 'claims')]).toEqual([false, false])
  })

  it('nothing is seen without its key, and a key that fails has failed', async () => {
    const other = keysOf(pemOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey))
    const { facts, inner } = await open(await encrypt('{"sub":"u_1"}'), other)
    expect([facts.signature.status, facts.signature.code, inner]).toEqual(['invalid', 'mismatch', undefined])
  })

  it('without a key that may decrypt it, nothing has failed', async () => {
    const token = await encrypt('{"sub":"u_1"}')
    const signing = keysOf(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
    for (const ring of [[], signing]) expect((await open(token, ring)).facts.signature.status).toBe('not-checked')
  })
})
