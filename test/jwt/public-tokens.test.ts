// Tokens that libraries and documentation publish, with the keys that were proven to verify them.
import { describe, expect, it } from 'vitest'
import { corpus } from '../corpus.ts'
import { parseSecret } from '../../src/jwt/load-keys.ts'
import { examine, keysOf } from './examine.ts'

interface Row {
  readonly id: string
  readonly token: string
  readonly signature: string
  readonly key: { kind: 'secret'; secret: string; encoding: string } | { kind: 'public'; jwk: object } | null
}

const rows = corpus<Row>('jwts-public.ndjson')
const proven = rows?.filter(({ key }) => key !== null)

const keysFor = (key: NonNullable<Row['key']>) =>
  key.kind === 'public' ? keysOf(key.jwk) : [parseSecret(key.encoding === 'utf8' ? key.secret : `${key.encoding}:${key.secret}`, 'option --secret')]

describe.skipIf(!rows)('published tokens', () => {
  it('verify with their proven key, or say why a strict verifier must refuse', () => {
    const refused: Record<string, string> = {}
    for (const { id, token, key } of proven!) {
      if (key === null || (key.kind === 'secret' && key.secret === '')) continue
      const { signature } = examine(token, keysFor(key))
      if (signature.status !== 'valid') refused[id] = signature.code
    }
    expect(refused).toEqual({
      // An HMAC under a header that says RS256.
      'jwt/d988b80ad383': 'no-fitting-key',
      // The last character of the signature has unused bits that are not zero.
      'jwt/1094594f29c1': 'malformed',
      'jwt/bf36fb776296': 'critical-extension',
    })
    expect(proven!.length).toBeGreaterThan(200)
  })

  it('never verify with a key that has nothing to do with them', () => {
    const strangers = [...keysOf({ kty: 'oct', k: Buffer.from('nothing to do with any of these tokens').toString('base64url') })]
    for (const { id, token } of rows!) expect(examine(token, strangers).signature.status, id).not.toBe('valid')
  })
})
