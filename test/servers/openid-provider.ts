// A real OpenID provider (oidc-provider) with its forms for people who log in, and the API that its access tokens are for.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, type JWK } from 'jose'
import { clock, type Application, type Site } from './serve.ts'

export const clientId = 'orders-web'
export const redirectUri = 'https://app.example.com/callback'
export const resource = 'https://api.example.com'

export interface ProviderOptions {
  /** The key that oidc-provider brings for first steps, the same everywhere. */
  readonly quickStartKey?: boolean
  readonly rotatesRefreshTokens?: boolean
  readonly demandsPkce?: boolean
}

/** It says on import and on start that its memory is no database and, on Node 20, that it prefers a later one. */
async function quietly<T>(work: () => Promise<T> | T): Promise<T> {
  const { warn, info } = console
  console.warn = () => undefined
  console.info = () => undefined
  try {
    return await work()
  } finally {
    Object.assign(console, { warn, info })
  }
}

async function provider(issuer: string, { quickStartKey = false, rotatesRefreshTokens = true, demandsPkce = true }: ProviderOptions): Promise<RequestListener> {
  const { Provider } = await quietly(() => import('oidc-provider'))
  const key = await signingKey()
  const configuration = {
    clients: [{ client_id: clientId, redirect_uris: [redirectUri], token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] }],
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true, name: 'Ada Lovelace' }) }),
    // Puts the claims that the scopes ask for into the ID token.
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: [key.kid] },
    pkce: { required: () => demandsPkce },
    rotateRefreshToken: rotatesRefreshTokens,
    ttl: { AccessToken: 600, IdToken: 600, RefreshToken: 7 * 24 * 3600, Session: 3600, Interaction: 600, Grant: 7 * 24 * 3600, AuthorizationCode: 60 },
    features: {
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'orders:read', audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'RS256' } } }),
      },
      revocation: { enabled: true, allowedPolicy: (_context: unknown, client: { clientId: string }, token: { clientId: string }) => token.clientId === client.clientId },
    },
    ...(quickStartKey ? {} : { jwks: { keys: [key] } }),
  }
  const authorizationServer = (await quietly(() => new Provider(issuer, configuration))).callback()
  const keys = createLocalJWKSet({ keys: [{ ...key, d: undefined, p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined } as unknown as JWK] })
  return (request, response) => {
    if (request.headers.host === new URL(resource).host) {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      jwtVerify(token, keys, { issuer, audience: resource, typ: 'at+jwt' }).then(
        () => response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end('{"orders":[{"id":17,"total":"12.50"}]}'),
        () => response.writeHead(401, { 'WWW-Authenticate': token === '' ? 'Bearer' : 'Bearer error="invalid_token"' }).end(),
      )
    } else if (request.headers.host === new URL(redirectUri).host) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).end('<!doctype html><title>Orders</title><script src="/app.js"></script>')
    } else {
      response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
      authorizationServer(request, response)
    }
  }
}

/** `https://login.example.com`, with the application and the API of the other hosts beside it. */
export const openIdApplication = (options: ProviderOptions = {}): Application => () => provider('https://login.example.com', options)

/** An issuer that can be asked at its own address: `http://127.0.0.1:port`. */
export async function openIdProvider(options: ProviderOptions = {}): Promise<Site & { readonly issuer: string }> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  server.on('request', await provider(issuer, options))
  return {
    issuer,
    httpPort: port,
    httpsPort: port,
    clock: clock(),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function signingKey(): Promise<JWK & { readonly kid: string }> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'rsa-1' }
}
