// Nested tokens: RFC 7519 section 5.2 (cty) and appendix A.2.
import { describe, expect, it } from 'vitest'
import { Excerpt, Source } from '../../src/core/location.ts'
import { parseJwt } from '../../src/jwt/jwt.ts'
import { mayNest, tokenInside } from '../../src/jwt/nested.ts'
import { encode, goodClaims, hmac, unsigned } from '../tokens.ts'

const inner = hmac('inner-secret', goodClaims)
const around = (payload: string, cty: unknown = 'JWT'): string => `${encode({ alg: 'ES256', cty })}.${encode(payload)}.AAAA`
const inside = (token: string) => tokenInside(parseJwt(Excerpt.of(new Source('argument 1', token))))

describe('a token in the payload', () => {
  it.each(['JWT', 'jwt', 'application/jwt'])('comes out when cty is %s', (cty) => {
    const token = around(inner, cty)
    expect(inside(token)).toMatchObject({ text: inner, claims: goodClaims, excerpt: { source: { name: 'argument 1, payload' } } })
    expect(mayNest(token)).toBe(true)
  })

  it('may be encrypted', () => {
    const encrypted = `${encode({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`
    expect(inside(around(encrypted))?.serialization).toBe('jwe')
  })

  it.each([
    ['without cty', `${encode({ alg: 'ES256' })}.${encode(inner)}.AAAA`],
    ['with another cty', around(inner, 'example')],
    ['with a cty that is no text', around(inner, ['JWT'])],
    ['that is no token', around('hello')],
    ['that goes on after the token', around(`${inner} x`)],
    ['of claims', unsigned({ alg: 'ES256', cty: 'JWT' }, goodClaims, 'AAAA')],
    ['of an encrypted token', `${encode({ alg: 'dir', enc: 'A128GCM', cty: 'JWT' })}..AAAA.AAAA.AAAA`],
  ])('does not come out of a payload %s', (_, token) => {
    expect(inside(token)).toBeUndefined()
  })

  it('is not looked for where a payload is an object', () => {
    expect(mayNest(hmac('a', goodClaims))).toBe(false)
    expect(mayNest(unsigned({ alg: 'none' }, {}))).toBe(false)
  })
})
