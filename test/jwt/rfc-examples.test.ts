// The worked examples of RFC 7515, 7519, 7520, 7797 and 8037, and the keys of RFC 7517, 7520 and 7638.
import { describe, expect, it } from 'vitest'
import { corpus } from '../corpus.ts'
import { examine, keysOf } from './examine.ts'

interface Example {
  readonly id: string
  readonly kind: 'jws' | 'jwe'
  readonly token: string
  readonly key: unknown
  readonly payload?: string
  readonly detached?: boolean
  readonly expected: string
}

interface JsonSignature {
  readonly payload?: string
  readonly protected?: string
  readonly header?: object
  readonly signature?: string
  readonly signatures?: readonly JsonSignature[]
}

const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** The compact tokens that an example stands for, each with its key. A signature with unprotected header parameters has none. */
function compactForms({ token, key, payload, detached }: Example): { token: string; key: unknown }[] {
  if (!token.startsWith('{')) {
    const [header, body, signature] = token.split('.')
    return [{ token: `${header}.${detached ? base64url(payload ?? '') : body}.${signature}`, key }]
  }
  const json = JSON.parse(token) as JsonSignature
  return (json.signatures ?? [json]).flatMap((one, i) =>
    one.protected === undefined || 'alg' in (one.header ?? {})
      ? []
      : [{ token: `${one.protected}.${detached ? base64url(payload ?? '') : json.payload}.${one.signature}`, key: Array.isArray(key) ? (key as unknown[])[i] : key }],
  )
}

const examples = corpus<Example>('rfc-jose-examples.ndjson')?.filter(({ kind }) => kind === 'jws')

describe.skipIf(!examples)('signed examples of the RFCs', () => {
  const usable = (examples ?? []).filter(({ id }) => !id.includes('b64_false') && !id.includes('A.6'))

  it('verify', () => {
    let verified = 0
    for (const example of usable.filter(({ expected }) => expected === 'valid')) {
      for (const { token, key } of compactForms(example)) {
        const { signature } = examine(token, keysOf(key))
        expect(signature, example.id).toMatchObject({ status: 'valid', code: 'verified' })
        verified++
      }
    }
    expect(verified).toBeGreaterThan(20)
  })

  it('do not verify when unsecured, whatever the key', () => {
    const unsecured = usable.filter(({ expected }) => expected !== 'valid')
    expect(unsecured.length).toBe(2)
    for (const { token } of unsecured) {
      expect(examine(token).signature).toMatchObject({ status: 'not-checked', code: 'unsigned' })
      expect(examine(token, keysOf({ kty: 'oct', k: 'AAAA' })).signature).toMatchObject({ status: 'invalid', code: 'unsigned' })
    }
  })

  // RFC 7797 section 7: a JWT must not use it.
  it('are refused with a payload that is not base64url-encoded', () => {
    const compact = (examples ?? []).find(({ id }) => id.endsWith('hmac-sha2_b64_false.json/compact'))
    expect(examine(compact?.token ?? '', keysOf(compact?.key)).signature.status).toBe('invalid')
  })
})

describe('keys of the RFCs', () => {
  const rows = corpus<{ id: string; jwk?: object; jwks?: { keys: object[] }; thumbprint?: string }>('rfc-jwk-examples.ndjson')

  it.skipIf(!rows)('load, with the thumbprint that RFC 7638 computes', () => {
    for (const { id, jwk, jwks, thumbprint } of rows!) {
      const keys = keysOf(jwk ?? jwks)
      expect(keys.length, id).toBe(jwks?.keys.length ?? 1)
      if (thumbprint !== undefined) expect(keys[0]?.reference.thumbprint, id).toBe(thumbprint)
    }
    expect(rows!.filter(({ thumbprint }) => thumbprint !== undefined).length).toBeGreaterThan(0)
  })
})
