// A real OpenID provider (oidc-provider) on loopback http, with a client for people who log in and a client of theirs that asks for an API.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

export interface OpenIdProvider {
  /** `http://127.0.0.1:port`, which is also where discovery is asked for. */
  readonly issuer: string
  close(): void
}

export const clientId = 'web'
/** Nothing listens there: a native client would take the code from the redirect. */
export const redirectUri = 'http://127.0.0.1:9/callback'
export const resource = 'https://api.example.com'

const warn = console.warn
/** It says on import and on start that its memory is no database and, on Node 20, that it prefers a later one. */
async function quietly<T>(work: () => Promise<T> | T): Promise<T> {
  console.warn = () => undefined
  try {
    return await work()
  } finally {
    console.warn = warn
  }
}

export interface ProviderOptions {
  /** The key that oidc-provider brings for first steps, the same everywhere. */
  readonly quickStartKey?: boolean
}

export async function openIdProvider({ quickStartKey = false }: ProviderOptions = {}): Promise<OpenIdProvider> {
  const { Provider } = await quietly(() => import('oidc-provider'))
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const configuration = {
    clients: [{ client_id: clientId, application_type: 'native', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] }],
    // `conformIdTokenClaims: false` puts the claims that the scopes ask for into the ID token.
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true, name: 'Ada Lovelace' }) }),
    rotateRefreshToken: true,
    cookies: { keys: ['k0-Zk3vQ9r1T7yLx2Wm8Nc4Pb6Hd0Gs5Jf'] },
    ttl: { AccessToken: 600, IdToken: 600, RefreshToken: 7 * 24 * 3600, Session: 3600, Interaction: 600, Grant: 7 * 24 * 3600, AuthorizationCode: 60 },
    features: {
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'orders:read', audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'RS256' } } }),
      },
      revocation: { enabled: true },
    },
    ...(quickStartKey ? {} : { jwks: { keys: [await signingKey('RS256', 'rsa-1')] } }),
  }
  const provider = await quietly(() => new Provider(issuer, configuration))
  server.on('request', provider.callback())
  return {
    issuer,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function signingKey(alg: string, kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg, kid, use: 'sig' }
}
