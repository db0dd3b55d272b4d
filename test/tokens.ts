// Tokens for tests, made here: nothing in them is or was anybody's credential.
import { createHmac } from 'node:crypto'
import { testNow } from './subjects.ts'

export const encode = (part: unknown): string => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

/** Claims that no rule has anything to say about, for the test clock. */
export const goodClaims = {
  iss: 'https://issuer.example',
  sub: 'u_42',
  aud: 'https://api.example',
  iat: testNow - 100,
  exp: testNow + 500,
  jti: '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11',
}

/** A token with an empty or given signature; a string part is taken as raw JSON text. */
export const unsigned = (header: unknown, claims: unknown = goodClaims, signature = ''): string => `${encode(header)}.${encode(claims)}.${signature}`

/** An HMAC token with a real signature. */
export function hmac(secret: string | Buffer, claims: unknown = goodClaims, header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' }): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${createHmac(String(header['alg']).replace('HS', 'sha'), secret).update(input).digest('base64url')}`
}
