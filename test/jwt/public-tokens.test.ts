// Tokens that libraries and documentation publish, with the keys that were proven to verify them.
import { describe, expect, it } from 'vitest'
import { corpus } from '../corpus.ts'
import { parseSecret } from '../../src/jwt/load-keys.ts'
import { defaultPolicy } from '../../src/core/policy.ts'
import { keyRing } from '../../src/jwt/keys.ts'
import { openJwe } from '../../src/jwt/open-jwe.ts'
import { examine, keysOf, parse } from './examine.ts'

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

  it('never verify with a character changed, left out or put in, and never make it fall over', async () => {
    const alphabet = 'AZaz09-_+/=.~ %{"\u00e9'
    let seed = 7
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
    for (const { id, token, key } of rows!) {
      const keys = key === null || (key.kind === 'secret' && key.secret === '') ? [] : keysFor(key)
      for (let i = 0; i < 3; i++) {
        const at = random(token.length)
        const changed = token.slice(0, at) + (random(3) === 0 ? '' : alphabet[random(alphabet.length)]) + token.slice(at + random(2))
        if (changed === token) continue
        const facts = examine(changed, keys, { accessToken: token, authorizationCode: 'x', tokenKind: 'dpop-proof' })
        // What follows the first ~ is not covered by the signature.
        if (!changed.includes('~')) expect(facts.signature.status, `${id}: ${changed}`).not.toBe('valid')
        const opened = await openJwe(parse(changed), { keys: keyRing(keys), policy: defaultPolicy, crack: false })
        expect(opened.facts.jwe?.decrypted ?? false, id).toBe(false)
      }
    }
  })
})
