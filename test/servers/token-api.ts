// An API with access and refresh tokens, for a native client (refresh token in the body) or for a page (refresh token in a cookie).
// The defaults are sound; each option spoils one thing.
import { randomBytes, randomUUID } from 'node:crypto'
import express, { type Express, type Request, type Response } from 'express'
import { decodeJwt, errors, generateKeyPair, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import { credentials } from './session-app.ts'
import type { Clock } from './serve.ts'

const issuer = 'https://login.example.com'
const api = 'https://api.example.com'
const clientId = 'orders-app'
const refreshSeconds = 7 * 24 * 3600

export interface TokenApiOptions {
  readonly noStore?: boolean
  readonly rotatesRefreshTokens?: boolean
  /** What a refresh token meets that was exchanged before. */
  readonly reuse?: 'revokes the family' | 'is refused' | 'is accepted'
  readonly refreshTokens?: 'opaque' | 'jwt' | 'jwt like the access token'
  /** Each refresh starts the life of the refresh token anew; else the end set at login stays. */
  readonly refreshExtendsLife?: boolean
  /** Seconds that the nth access token of a login lives, the first being 0. */
  readonly accessSeconds?: (nth: number) => number
  readonly scope?: (nth: number) => string
  readonly audience?: string | null
  readonly checksExpiry?: boolean
  readonly checksAudience?: boolean
  readonly logoutRevokesAccess?: boolean
  readonly logoutRevokesRefresh?: boolean
  readonly logoutClearsCookie?: boolean
  readonly acceptsTokenInUrl?: boolean
  readonly refreshTokenIn?: 'body' | 'cookie' | 'body and cookie'
  /** What is behind the value in Set-Cookie. */
  readonly refreshCookie?: { readonly name: string; readonly attributes: string }
  readonly csrfHeader?: boolean
}

/** `__Host-` would ask for Path=/, and the refresh token is for one place only. */
export const soundRefreshCookie = { name: '__Secure-refresh', attributes: '; Path=/auth; Secure; HttpOnly; SameSite=Strict' } as const

interface Family {
  readonly id: string
  /** Seconds since 1970. */
  ends: number
  revoked: boolean
  issued: number
}

export const tokenApi = (options: TokenApiOptions = {}) => async (clock: Clock): Promise<Express> => {
  const {
    noStore = true, rotatesRefreshTokens = true, reuse = 'revokes the family', refreshTokens = 'opaque', refreshExtendsLife = false, accessSeconds = () => 600, scope = () => 'orders:read', audience = api,
    checksExpiry = true, checksAudience = true, logoutRevokesAccess = true, logoutRevokesRefresh = true, logoutClearsCookie = true, acceptsTokenInUrl = false, refreshTokenIn = 'body', refreshCookie = soundRefreshCookie, csrfHeader = refreshTokenIn !== 'body',
  } = options
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const families = new Map<string, { readonly family: Family; exchanged: boolean }>()
  const revokedIds = new Set<string>()
  const inCookie = refreshTokenIn !== 'body'

  const sign = (claims: JWTPayload, typ: string) => new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ, kid: 'k1' }).sign(privateKey)
  const accessToken = (family: Family): Promise<string> => {
    const now = clock.now()
    const nth = family.issued++
    const claims = { iss: issuer, sub: 'u_42', ...(audience === null ? {} : { aud: audience }), client_id: clientId, iat: now, exp: now + accessSeconds(nth), jti: randomUUID(), scope: scope(nth) }
    return sign(claims, refreshTokens === 'jwt like the access token' || audience === null ? 'JWT' : 'at+jwt')
  }
  const idToken = (nonce: string): Promise<string> => sign({ iss: issuer, sub: 'u_42', aud: clientId, iat: clock.now(), exp: clock.now() + 600, auth_time: clock.now(), nonce, name: 'Ada Lovelace', given_name: 'Ada' }, 'JWT')
  const refreshToken = async (family: Family): Promise<string> => {
    const claims = { iss: issuer, sub: 'u_42', iat: clock.now(), exp: family.ends, jti: randomUUID() }
    const token =
      refreshTokens === 'opaque' ? randomBytes(32).toString('base64url')
      : refreshTokens === 'jwt' ? await sign({ ...claims, aud: issuer }, 'rt+jwt')
      : await sign({ ...claims, aud: audience ?? api, client_id: clientId, scope: scope(0) }, 'JWT')
    families.set(token, { family, exchanged: false })
    return token
  }

  const answer = async (response: Response, family: Family, refresh: string | undefined, more: Record<string, string> = {}) => {
    const nth = family.issued
    const access = await accessToken(family)
    if (inCookie && refresh !== undefined) response.append('Set-Cookie', `${refreshCookie.name}=${refresh}${refreshCookie.attributes}; Max-Age=${family.ends - clock.now()}`)
    response.json({ access_token: access, token_type: 'Bearer', expires_in: accessSeconds(nth), scope: scope(nth), ...(refreshTokenIn === 'cookie' || refresh === undefined ? {} : { refresh_token: refresh }), ...more })
  }

  const app = express()
  app.disable('x-powered-by')
  app.use(express.json(), express.urlencoded())
  app.use((_request, response, next) => {
    response.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (noStore) response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
    next()
  })
  const sentRefreshToken = (request: Request): string | undefined => {
    if (!inCookie) return (request.body as { refresh_token?: string } | undefined)?.refresh_token
    const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string?])
    return pairs.find(([name]) => name === refreshCookie.name)?.[1]
  }
  /** A page of another site cannot send this field without being asked for leave first. */
  const allowed = (request: Request, response: Response): boolean => {
    if (!csrfHeader || request.get('x-requested-with') === 'orders-app') return true
    response.status(403).json({ error: 'csrf' })
    return false
  }
  const bearer = async (request: Request): Promise<JWTPayload | undefined> => {
    const text = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? (acceptsTokenInUrl ? (request.query['access_token'] as string | undefined) : undefined)
    if (text === undefined) return undefined
    try {
      const now = checksExpiry ? clock.now() : (decodeJwt(text).iat ?? 0)
      const { payload } = await jwtVerify(text, publicKey, { issuer, currentDate: new Date(now * 1000), ...(checksAudience && audience !== null ? { audience } : {}) })
      return payload.jti !== undefined && revokedIds.has(payload.jti) ? undefined : payload
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }
  const challenge = (request: Request, response: Response) =>
    response.status(401).set('WWW-Authenticate', request.get('authorization') ? 'Bearer error="invalid_token"' : 'Bearer').json({ error: 'invalid_token' })

  app.get('/', (_request, response) => response.set('Content-Security-Policy', "default-src 'self'; object-src 'none'; base-uri 'none'").send('<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title></head><body></body></html>'))

  app.post('/auth/login', async (request, response) => {
    const { username, password, nonce } = request.body as Partial<Record<'username' | 'password' | 'nonce', string>>
    if (username !== credentials.username || password !== credentials.password) {
      response.status(400).json({ error: 'invalid_grant' })
      return
    }
    const family = { id: randomUUID(), ends: clock.now() + refreshSeconds, revoked: false, issued: 0 }
    await answer(response, family, await refreshToken(family), nonce === undefined ? {} : { id_token: await idToken(nonce) })
  })

  app.post('/auth/refresh', async (request, response) => {
    if (!allowed(request, response)) return
    const sent = sentRefreshToken(request)
    const known = sent === undefined ? undefined : families.get(sent)
    if (known?.exchanged && reuse === 'revokes the family') known.family.revoked = true
    if (!known || known.family.revoked || clock.now() > known.family.ends || (known.exchanged && reuse !== 'is accepted')) {
      response.status(400).json({ error: 'invalid_grant' })
      return
    }
    if (refreshExtendsLife) known.family.ends = clock.now() + refreshSeconds
    if (rotatesRefreshTokens) known.exchanged = true
    await answer(response, known.family, rotatesRefreshTokens ? await refreshToken(known.family) : undefined)
  })

  app.get('/orders', async (request, response) => {
    const claims = await bearer(request)
    if (claims) response.json({ orders: [{ id: 17, total: '12.50' }] })
    else challenge(request, response)
  })

  app.post('/auth/logout', async (request, response) => {
    if (!allowed(request, response)) return
    const claims = await bearer(request)
    const family = families.get(sentRefreshToken(request) ?? '')?.family
    if (logoutRevokesAccess && claims?.jti !== undefined) revokedIds.add(claims.jti)
    if (logoutRevokesRefresh && family) family.revoked = true
    if (inCookie && logoutClearsCookie) response.append('Set-Cookie', `${refreshCookie.name}=${refreshCookie.attributes}; Max-Age=0`)
    response.status(204).end()
  })
  return app
}
