// The built command and a real OpenID provider: tokens that came out of a login, with keys that come out of discovery.
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nonce, openId, type OpenIdTokens } from '../flow/stories.ts'
import { har } from '../recorders/har.ts'
import { clientId, openIdProvider, resource } from '../servers/openid-provider.ts'
import { authlint } from './command.ts'

type Provider = Awaited<ReturnType<typeof openIdProvider>>

interface Report {
  readonly subjects: readonly { readonly jwt: { readonly type: string; readonly signature: { readonly status: string; readonly key?: string }; } }[]
  readonly findings: readonly { readonly rule: string; readonly severity: string }[]
}

let provider: Provider
let tokens: OpenIdTokens
beforeAll(async () => {
  provider = await openIdProvider()
  await har.record(provider, async (client) => void (await openId({ issuer: provider.issuer }, (taken) => (tokens = taken))(client)))
})
afterAll(() => provider.close())

async function judge(token: string, ...options: readonly string[]): Promise<Report & { readonly status: number | null; readonly aboveInfo: readonly string[] }> {
  const { status, out, err } = await authlint(['jwt', '--discover', provider.issuer, '--no-config', '--format', 'json', ...options, '-'], { input: token })
  if (err !== '') throw new Error(err)
  const report = JSON.parse(out) as Report
  return { ...report, status, aboveInfo: report.findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule) }
}

describe('jwt --discover with a real provider', () => {
  it('verifies its access token', async () => {
    const { status, subjects, aboveInfo } = await judge(tokens.access_token, '--aud', resource, '--iss', provider.issuer, '--preset', 'rfc9068-access-token')
    expect(subjects[0]).toMatchObject({ jwt: { type: 'access-token', signature: { status: 'valid' } } })
    expect([status, aboveInfo]).toEqual([0, []])
  })

  it('verifies its ID token', async () => {
    const { status, subjects, aboveInfo } = await judge(tokens.id_token, '--aud', clientId, '--nonce', nonce, '--preset', 'oidc-id-token')
    expect(subjects[0]).toMatchObject({ jwt: { type: 'id-token', signature: { status: 'valid' } } })
    expect([status, aboveInfo]).toEqual([0, []])
  })

  it('agrees with jose about keys that it found', async () => {
    const jwks = (await (await fetch(`${provider.issuer}/jwks`)).json()) as JSONWebKeySet
    await expect(jwtVerify(tokens.id_token, createLocalJWKSet(jwks), { issuer: provider.issuer, audience: clientId })).resolves.toBeDefined()
  })

  it('refuses a token for somebody else, a replayed nonce and a changed token', async () => {
    expect((await judge(tokens.id_token, '--aud', 'another-client')).aboveInfo).toEqual(['jwt/aud-mismatch'])
    expect((await judge(tokens.id_token, '--aud', clientId, '--nonce', 'another-login')).aboveInfo).toEqual(['jwt/oidc-nonce'])
    const [header, claims, signature] = tokens.access_token.split('.') as [string, string, string]
    const changed = Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), scope: 'orders:write' })).toString('base64url')
    const { status, aboveInfo } = await judge(`${header}.${changed}.${signature}`, '--aud', resource)
    expect([status, aboveInfo]).toEqual([1, ['jwt/signature-invalid']])
  })

  it('refuses a token of another issuer', async () => {
    const other = await openIdProvider()
    try {
      const { out, status } = await authlint(['jwt', '--discover', other.issuer, '--no-config', '--format', 'json', '-'], { input: tokens.access_token })
      const rules = (JSON.parse(out) as Report).findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
      expect(status).toBe(1)
      expect(rules).toEqual(expect.arrayContaining(['jwt/signature-invalid', 'jwt/iss-mismatch']))
    } finally {
      other.close()
    }
  })

  it('warns of the key that the provider brings for first steps', async () => {
    const beginner = await openIdProvider({ quickStartKey: true })
    try {
      const { out, status } = await authlint(['jwks', `${beginner.issuer}/jwks`, '--no-config', '--format', 'json'])
      expect(status).toBe(1)
      expect((JSON.parse(out) as Report).findings.map(({ rule }) => rule)).toContain('jwk/known-key')
    } finally {
      beginner.close()
    }
  })
})
