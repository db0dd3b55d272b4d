// A web site with server sessions, as people write it with Express and express-session. The defaults are sound; each option spoils one thing.
import { randomBytes } from 'node:crypto'
import express, { type CookieOptions, type Express, type Request, type Response } from 'express'
import session from 'express-session'
import type { Clock } from './serve.ts'

declare module 'express-session' {
  interface SessionData {
    user: string
    role: string
    csrf: string
  }
}

export interface SessionAppOptions {
  readonly cookieName?: string
  readonly cookie?: CookieOptions
  /** A session for everybody who comes by (`saveUninitialized`, which express-session has on by default). */
  readonly anonymousSessions?: boolean
  readonly regeneratesAtLogin?: boolean
  readonly regeneratesAtRoleChange?: boolean
  /** `redirects`: the session goes on. `clears the cookie`: and the cookie is deleted. `destroys`: only the record on the server goes. */
  readonly logout?: 'destroys and clears' | 'destroys' | 'clears the cookie' | 'redirects' | 'clears with another path' | 'clears by name'
  readonly logoutMethod?: 'POST' | 'GET'
  readonly csrfTokens?: boolean
  /** Logs in for 30 days, by a cookie of its own; `outlives logout` forgets it there. */
  readonly rememberMe?: 'ends at logout' | 'outlives logout'
  /** Sends the session cookie again with every answer, then without HttpOnly. */
  readonly weakensCookie?: boolean
  /** A cookie of its own for a cart, which nobody logs in with and which stays through login and logout. */
  readonly cart?: boolean
  /** The session of somebody who logged in goes to all hosts of the site, and the one before does not. */
  readonly widensAtLogin?: boolean
  /** Nobody types a password here: an identity provider on another site says who it is. */
  readonly singleSignOn?: 'knows' | 'asks'
  /** Seconds after which an unused session ends. */
  readonly idleSeconds?: number
}

export const credentials = { username: 'ada', password: 'correct horse battery staple' } as const

const identityProvider = 'https://id.example.org'
const callback = 'https://app.example.com/callback'

const page = (title: string, body: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`

export const sessionApp = (options: SessionAppOptions = {}) => (clock: Clock): Express => {
  const { cookieName = '__Host-sid', anonymousSessions = false, regeneratesAtLogin = true, regeneratesAtRoleChange = true, logout = 'destroys and clears', csrfTokens = true, rememberMe, idleSeconds = 1800 } = options
  const cookie: CookieOptions = { secure: true, httpOnly: true, sameSite: 'lax', path: '/', ...options.cookie }
  const remembered = new Map<string, string>()
  const lastSeen = new Map<string, number>()
  const app = express()
  app.disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains', 'Content-Security-Policy': "default-src 'self'; object-src 'none'; base-uri 'none'" })
    next()
  })
  app.use(express.urlencoded(), express.json())
  app.use(session({ name: cookieName, secret: randomBytes(32).toString('hex'), resave: false, saveUninitialized: anonymousSessions, rolling: options.weakensCookie ?? false, cookie }))
  app.use((request, _response, next) => {
    const seen = lastSeen.get(request.sessionID)
    if (seen !== undefined && clock.now() - seen > idleSeconds) delete request.session.user
    lastSeen.set(request.sessionID, clock.now())
    const selector = /(?:^|; )__Host-remember=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
    const user = selector === undefined ? undefined : remembered.get(selector)
    if (!request.session.user && user) request.session.user = user
    if (options.weakensCookie && request.session.user && request.path === '/account') request.session.cookie.httpOnly = false
    next()
  })

  app.use((request, response, next) => {
    if (options.cart && !/(?:^|; )__Host-cart_session=/.test(request.headers.cookie ?? '')) response.append('Set-Cookie', `__Host-cart_session=${randomBytes(24).toString('base64url')}; Path=/; Secure; HttpOnly; SameSite=Lax`)
    next()
  })

  /** A token of the session in every form, to be sent back with it. */
  const csrfField = (request: Request): string => {
    if (!csrfTokens) return ''
    request.session.csrf ??= randomBytes(16).toString('base64url')
    return `<input type="hidden" name="_csrf" value="${request.session.csrf}">`
  }
  const form = (request: Request, action: string, fields: string, method = 'post') => `<form method="${method}" action="${action}">${csrfField(request)}${fields}</form>`
  /** The user, or undefined after the request was turned away. */
  const userOf = (request: Request, response: Response): string | undefined => {
    if (!request.session.user) response.redirect(302, '/login')
    return request.session.user
  }
  const allowed = (request: Request, response: Response): boolean => {
    const given: unknown = (request.body as { _csrf?: unknown } | undefined)?._csrf ?? request.get('x-csrf-token')
    if (!csrfTokens || (given !== undefined && given === request.session.csrf)) return true
    response.status(403).send(page('Not allowed', ''))
    return false
  }
  const regenerate = (request: Request) => new Promise<void>((done, failed) => request.session.regenerate((error?: unknown) => (error ? failed(error as Error) : done())))

  app.get('/', (_request, response) => void response.send(page('Shop', '<p>Open to everybody, whoever asks.</p><a href="/account">Account</a>')))

  app.get('/login', (request, response) => {
    if (options.singleSignOn) {
      const state = randomBytes(24).toString('base64url')
      response.append('Set-Cookie', `__Host-oauth_state=${state}; Max-Age=600; Path=/; Secure; HttpOnly; SameSite=Lax`)
      const asked = new URLSearchParams({ response_type: 'code', client_id: 'orders-web', redirect_uri: callback, scope: 'openid', state, code_challenge: randomBytes(32).toString('base64url'), code_challenge_method: 'S256' })
      response.redirect(303, `${identityProvider}/authorize?${asked}`)
      return
    }
    // Without a session there is nothing that a token could belong to: the field is for those who have one.
    const fields = '<input name="username"><input name="password" type="password"><button>Log in</button>'
    response.send(page('Log in', anonymousSessions ? form(request, '/login', fields) : `<form method="post" action="/login">${fields}</form>`))
  })

  // At the identity provider, where this person is logged in already, or types the password.
  app.all('/authorize', (request, response) => {
    const { redirect_uri: back = '', state } = { ...request.query, ...(request.body as object | undefined) } as Record<string, string>
    if (request.hostname !== new URL(identityProvider).hostname || back !== callback) response.status(400).end()
    else if (request.method === 'GET' && options.singleSignOn === 'asks') {
      const hidden = Object.entries({ redirect_uri: back, state: state ?? '' }).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
      response.removeHeader('Content-Security-Policy')
      response.send(page('Who are you?', `<form method="post" action="/authorize">${hidden.join('')}<input name="username"><input name="password" type="password"><button>Log in</button></form>`))
    } else response.redirect(303, `${callback}?${new URLSearchParams({ code: randomBytes(24).toString('base64url'), state: state ?? '', iss: identityProvider })}`)
  })
  app.get('/callback', async (request, response) => {
    const state = /(?:^|; )__Host-oauth_state=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
    if (state === undefined || state !== request.query['state']) {
      response.status(400).send(page('Not asked for', ''))
      return
    }
    if (regeneratesAtLogin) await regenerate(request)
    request.session.user = credentials.username
    response.append('Set-Cookie', '__Host-oauth_state=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax')
    request.session.save(() => response.redirect(303, '/account'))
  })

  app.post('/login', async (request, response) => {
    const { username, password } = request.body as Partial<Record<'username' | 'password', string>>
    if (username !== credentials.username || password !== credentials.password) {
      response.status(401).send(page('Log in', 'Wrong name or password.'))
      return
    }
    if (regeneratesAtLogin) await regenerate(request)
    if (options.widensAtLogin) request.session.cookie.domain = 'example.com'
    request.session.user = username
    request.session.role = 'customer'
    if (rememberMe) {
      const selector = randomBytes(24).toString('base64url')
      remembered.set(selector, username)
      response.append('Set-Cookie', `__Host-remember=${selector}; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax`)
    }
    request.session.save(() => response.redirect(303, '/account'))
  })

  app.get('/account', (request, response) => {
    const user = userOf(request, response)
    if (!user) return
    const logOut = options.logoutMethod === 'GET' ? '<a href="/logout">Log out</a>' : form(request, '/logout', '<button>Log out</button>')
    response.send(page('Account', `<p>${user}, ${request.session.role ?? ''}</p>${form(request, '/account/email', '<input name="email"><button>Save</button>')}${logOut}`))
  })

  app.post('/account/email', (request, response) => {
    if (userOf(request, response) && allowed(request, response)) response.redirect(303, '/account')
  })

  app.post('/account/role', async (request, response) => {
    const user = userOf(request, response)
    if (!user || !allowed(request, response)) return
    if (regeneratesAtRoleChange) await regenerate(request)
    request.session.user = user
    request.session.role = 'administrator'
    request.session.save(() => response.redirect(303, '/account'))
  })

  // What a script of the page asks for: a backend for this frontend, which keeps every token to itself.
  app.get('/bff/user', (request, response) => {
    if (request.session.user) response.json({ name: request.session.user, csrf: (request.session.csrf ??= randomBytes(16).toString('base64url')) })
    else response.status(401).json({ error: 'not logged in' })
  })
  app.post('/bff/orders', (request, response) => {
    if (!request.session.user) response.status(401).json({ error: 'not logged in' })
    else if (allowed(request, response)) response.status(201).json({ order: 17 })
  })

  const clear = (response: Response) => {
    if (logout === 'clears by name') response.clearCookie(cookieName)
    else response.clearCookie(cookieName, { ...cookie, ...(logout === 'clears with another path' ? { path: '/logout' } : {}) })
  }
  const logOut = (request: Request, response: Response) => {
    if (rememberMe === 'ends at logout') {
      remembered.clear()
      response.append('Set-Cookie', '__Host-remember=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax')
    }
    if (logout === 'destroys and clears' && rememberMe !== 'outlives logout') response.set('Clear-Site-Data', '"cookies"')
    if (logout !== 'redirects' && logout !== 'destroys') clear(response)
    const leave = () => response.redirect(303, '/login')
    if (logout !== 'redirects' && logout !== 'clears the cookie') request.session.destroy(leave)
    else leave()
  }
  app.get('/logout', (request, response) => {
    if (options.logoutMethod === 'GET') logOut(request, response)
    else response.status(405).set('Allow', 'POST').end()
  })
  app.post('/logout', (request, response) => {
    if (userOf(request, response) && allowed(request, response)) logOut(request, response)
  })
  return app
}
