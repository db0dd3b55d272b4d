import { describe, expect, it } from 'vitest'
import { AuthlintError, lintJwks, lintJwt } from '../../src/index.ts'
import { ed25519, ed25519Private, jwks, x25519 } from '../jwks.ts'
import { goodClaims, hmac } from '../tokens.ts'

const rulesOf = ({ findings }: ReturnType<typeof lintJwks>) => findings.map(({ rule }) => rule)

describe('lintJwks', () => {
  it('takes text, an object or octets', () => {
    for (const keys of [jwks(ed25519Private), { keys: [ed25519Private] }, Buffer.from(jwks(ed25519Private))]) {
      expect(lintJwks(keys)).toMatchObject({ ok: false, summary: { subjects: 1 } })
      expect(rulesOf(lintJwks(keys))).toContain('jwk/private-key-exposed')
    }
  })

  it('knows private files, and earlier sets', () => {
    expect(rulesOf(lintJwks(ed25519Private, { role: 'private' }))).not.toContain('jwk/private-key-exposed')
    const rules = { 'jwk/no-rotation-overlap': 'warn' } as const
    expect(rulesOf(lintJwks({ keys: [x25519] }, { previous: { keys: [ed25519] }, rules }))).toContain('jwk/no-rotation-overlap')
  })

  it('throws when there is no key', () => {
    expect(() => lintJwks('hello')).toThrow(AuthlintError)
    expect(() => lintJwks('HTTP/1.1 200 OK\r\n\r\n{"keys":[]}')).toThrow('HTTP response')
  })
})

it('lintJwt holds tokens against each other', () => {
  const found = lintJwt([hmac('udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO', { ...goodClaims, sub: 'a' }), hmac('udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO', { ...goodClaims, sub: 'b' })].join('\n'))
  expect(found.findings.map(({ rule }) => rule)).toContain('jwt/reused-jti')
  expect(found.subjects.map(({ id }) => id)).toEqual(['jwt-1', 'jwt-2', 'jwt-set'])
})
