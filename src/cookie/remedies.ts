/** What to change in a framework or server so that it sends a correct session cookie. By the documentation of each, as of 2026. */

/** Host-only means the `__Host-` prefix: no Domain, Path=/, Secure. */
export const remedyAspects = ['secure', 'httpOnly', 'sameSite', 'hostOnly', 'lifetime', 'deletion', 'complete'] as const
export type RemedyAspect = (typeof remedyAspects)[number]

interface Framework {
  /** For people. */
  readonly name: string
  /** `{name}` stands for the cookie's name, `{host}` for the same with the prefix `__Host-`. Lifetimes are 24 hours. */
  readonly remedies: Readonly<Partial<Record<RemedyAspect, string>>>
  /** How an application sends a cookie that is not the session of the framework: Secure, HttpOnly, SameSite=Lax, Path=/. */
  readonly own?: string
  /** Settings that are called otherwise for this cookie. */
  readonly adapt?: (snippet: string, cookieName: string) => string
}

// Options of a cookie that many libraries share; each has its own name for the rest.
const deleted = "{ path: '/', secure: true, httpOnly: true, sameSite: 'lax' }"

/** Cookies that Auth.js sets beside its session, by the names of their options (Auth.js, defaultCookies). */
const authjsOptions: readonly (readonly [RegExp, string])[] = [
  [/pkce\.code_verifier$/, 'pkceCodeVerifier'],
  [/\.state$/, 'state'],
  [/\.nonce$/, 'nonce'],
  [/csrf-token$/, 'csrfToken'],
  [/callback-url$/, 'callbackUrl'],
]

const table: Readonly<Record<string, Framework>> = {
  // maxAge in milliseconds. Behind a TLS proxy nothing is set until Express trusts it.
  express: {
    name: 'Express (express-session)',
    own: "res.cookie('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "app.set('trust proxy', 1); app.use(session({ name: '{name}', cookie: { secure: true } }))",
      httpOnly: "app.use(session({ name: '{name}', cookie: { httpOnly: true } }))",
      sameSite: "app.use(session({ name: '{name}', cookie: { sameSite: 'lax' } }))",
      hostOnly: "app.use(session({ name: '{host}', cookie: { secure: true, path: '/' } })), without cookie.domain",
      lifetime: "app.use(session({ name: '{name}', cookie: { maxAge: 24 * 60 * 60 * 1000 } }))",
      deletion: `req.session.destroy(() => res.clearCookie('{name}', ${deleted}).end())`,
      complete: "app.use(session({ name: '{host}', secret, resave: false, saveUninitialized: false, cookie: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } }))",
    },
  },
  'express-cookie': {
    name: 'Express (res.cookie)',
    own: "res.cookie('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "res.cookie('{name}', value, { secure: true })",
      httpOnly: "res.cookie('{name}', value, { httpOnly: true })",
      sameSite: "res.cookie('{name}', value, { sameSite: 'lax' })",
      hostOnly: "res.cookie('{host}', value, { secure: true, path: '/' }), without domain",
      lifetime: "res.cookie('{name}', value, { maxAge: 24 * 60 * 60 * 1000 })",
      deletion: `res.clearCookie('{name}', ${deleted})`,
      complete: "res.cookie('{host}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    },
  },
  'cookie-session': {
    name: 'Express (cookie-session)',
    own: "res.cookie('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "app.set('trust proxy', 1); app.use(cookieSession({ name: '{name}', keys, secure: true }))",
      httpOnly: "app.use(cookieSession({ name: '{name}', keys, httpOnly: true }))",
      sameSite: "app.use(cookieSession({ name: '{name}', keys, sameSite: 'lax' }))",
      hostOnly: "app.use(cookieSession({ name: '{host}', keys, secure: true, path: '/' })), without domain",
      lifetime: "app.use(cookieSession({ name: '{name}', keys, maxAge: 24 * 60 * 60 * 1000 }))",
      deletion: 'req.session = null',
      complete: "app.use(cookieSession({ name: '{host}', keys, secure: true, httpOnly: true, sameSite: 'lax', path: '/' }))",
    },
  },
  // maxAge in milliseconds.
  koa: {
    name: 'Koa (koa-session)',
    own: "ctx.cookies.set('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "app.proxy = true; app.use(session({ key: '{name}', secure: true }, app))",
      httpOnly: "app.use(session({ key: '{name}', httpOnly: true }, app))",
      sameSite: "app.use(session({ key: '{name}', sameSite: 'lax' }, app))",
      hostOnly: "app.use(session({ key: '{host}', secure: true, path: '/' }, app)), without domain",
      lifetime: "app.use(session({ key: '{name}', maxAge: 24 * 60 * 60 * 1000 }, app))",
      deletion: 'ctx.session = null',
      complete: "app.use(session({ key: '{host}', secure: true, httpOnly: true, sameSite: 'lax', path: '/', maxAge: 'session' }, app))",
    },
  },
  // @fastify/session counts maxAge in milliseconds, @fastify/cookie in seconds.
  fastify: {
    name: 'Fastify (@fastify/session)',
    own: "reply.setCookie('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "fastify.register(session, { cookieName: '{name}', secret, cookie: { secure: true } })",
      httpOnly: "fastify.register(session, { cookieName: '{name}', secret, cookie: { httpOnly: true } })",
      sameSite: "fastify.register(session, { cookieName: '{name}', secret, cookie: { sameSite: 'lax' } })",
      hostOnly: "fastify.register(session, { cookieName: '{host}', secret, cookie: { secure: true, path: '/' } }), without cookie.domain",
      lifetime: "fastify.register(session, { cookieName: '{name}', secret, cookie: { maxAge: 24 * 60 * 60 * 1000 } })",
      deletion: `await request.session.destroy(); reply.clearCookie('{name}', ${deleted})`,
      complete: "fastify.register(session, { cookieName: '{host}', secret, cookie: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } })",
    },
  },
  // The session is in the cookie. expiry and cookie.maxAge in seconds.
  'fastify-secure-session': {
    name: 'Fastify (@fastify/secure-session)',
    own: "reply.setCookie('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "fastify.register(secureSession, { cookieName: '{name}', key, cookie: { secure: true } })",
      httpOnly: "fastify.register(secureSession, { cookieName: '{name}', key, cookie: { httpOnly: true } })",
      sameSite: "fastify.register(secureSession, { cookieName: '{name}', key, cookie: { sameSite: 'lax' } })",
      hostOnly: "fastify.register(secureSession, { cookieName: '{host}', key, cookie: { secure: true, path: '/' } }), without cookie.domain",
      lifetime: "fastify.register(secureSession, { cookieName: '{name}', key, expiry: 24 * 60 * 60, cookie: { maxAge: 24 * 60 * 60 } })",
      deletion: 'request.session.delete()',
      complete: "fastify.register(secureSession, { cookieName: '{host}', key, cookie: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } })",
    },
  },
  // ttl in milliseconds. @hapi/yar takes the same but for the name, as cookieOptions.
  hapi: {
    name: 'hapi (@hapi/cookie)',
    own: "h.state('{name}', value, { isSecure: true, isHttpOnly: true, isSameSite: 'Lax', path: '/' })",
    remedies: {
      secure: "server.auth.strategy('session', 'cookie', { cookie: { name: '{name}', password, isSecure: true } })",
      httpOnly: "server.auth.strategy('session', 'cookie', { cookie: { name: '{name}', password, isHttpOnly: true } })",
      sameSite: "server.auth.strategy('session', 'cookie', { cookie: { name: '{name}', password, isSameSite: 'Lax' } })",
      hostOnly: "server.auth.strategy('session', 'cookie', { cookie: { name: '{host}', password, isSecure: true, path: '/' } }), without cookie.domain",
      lifetime: "server.auth.strategy('session', 'cookie', { cookie: { name: '{name}', password, ttl: 24 * 60 * 60 * 1000 } })",
      deletion: 'request.cookieAuth.clear()',
      complete: "server.auth.strategy('session', 'cookie', { cookie: { name: '{host}', password, isSecure: true, isHttpOnly: true, isSameSite: 'Lax', path: '/' } })",
    },
  },
  nestjs: {
    name: 'NestJS (express-session)',
    own: "With @Res({ passthrough: true }) res: res.cookie('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "In main.ts: app.set('trust proxy', 1); app.use(session({ name: '{name}', cookie: { secure: true } }))",
      httpOnly: "In main.ts: app.use(session({ name: '{name}', cookie: { httpOnly: true } }))",
      sameSite: "In main.ts: app.use(session({ name: '{name}', cookie: { sameSite: 'lax' } }))",
      hostOnly: "In main.ts: app.use(session({ name: '{host}', cookie: { secure: true, path: '/' } })), without cookie.domain",
      lifetime: "In main.ts: app.use(session({ name: '{name}', cookie: { maxAge: 24 * 60 * 60 * 1000 } }))",
      deletion: `With @Req() req and @Res({ passthrough: true }) res: req.session.destroy(() => {}); res.clearCookie('{name}', ${deleted})`,
      complete: "In main.ts: app.use(session({ name: '{host}', secret, resave: false, saveUninitialized: false, cookie: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } }))",
    },
  },
  // maxAge in seconds. delete() leaves out Secure, with which browsers keep a prefixed cookie.
  nextjs: {
    name: 'Next.js',
    own: "(await cookies()).set('{name}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    remedies: {
      secure: "(await cookies()).set('{name}', value, { secure: true })",
      httpOnly: "(await cookies()).set('{name}', value, { httpOnly: true })",
      sameSite: "(await cookies()).set('{name}', value, { sameSite: 'lax' })",
      hostOnly: "(await cookies()).set('{host}', value, { secure: true, path: '/' }), without domain",
      lifetime: "(await cookies()).set('{name}', value, { maxAge: 24 * 60 * 60 })",
      deletion: "(await cookies()).set('{name}', '', { maxAge: 0, path: '/', secure: true, httpOnly: true, sameSite: 'lax' })",
      complete: "(await cookies()).set('{host}', value, { secure: true, httpOnly: true, sameSite: 'lax', path: '/' })",
    },
  },
  // session.maxAge in seconds.
  nextauth: {
    name: 'Auth.js',
    adapt: (snippet, cookieName) => snippet.replace('sessionToken', authjsOptions.find(([pattern]) => pattern.test(cookieName))?.[1] ?? 'sessionToken'),
    remedies: {
      secure: 'NextAuth({ useSecureCookies: true })',
      httpOnly: "NextAuth({ cookies: { sessionToken: { name: '{name}', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true } } } })",
      sameSite: "NextAuth({ cookies: { sessionToken: { name: '{name}', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true } } } })",
      hostOnly: "NextAuth({ cookies: { sessionToken: { name: '{host}', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true } } } })",
      lifetime: 'NextAuth({ session: { maxAge: 24 * 60 * 60 } })',
      deletion: 'await signOut()',
      complete: "NextAuth({ useSecureCookies: true, cookies: { sessionToken: { name: '{host}', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true } } } })",
    },
  },
  // The session is in the cookie. ttl in seconds; the cookie ends a minute before it.
  'iron-session': {
    name: 'iron-session',
    remedies: {
      secure: "getIronSession(req, res, { cookieName: '{name}', password, cookieOptions: { secure: true } })",
      httpOnly: "getIronSession(req, res, { cookieName: '{name}', password, cookieOptions: { httpOnly: true } })",
      sameSite: "getIronSession(req, res, { cookieName: '{name}', password, cookieOptions: { sameSite: 'lax' } })",
      hostOnly: "getIronSession(req, res, { cookieName: '{host}', password, cookieOptions: { secure: true, path: '/' } }), without cookieOptions.domain",
      lifetime: "getIronSession(req, res, { cookieName: '{name}', password, ttl: 24 * 60 * 60 })",
      deletion: 'session.destroy()',
      complete: "getIronSession(req, res, { cookieName: '{host}', password, cookieOptions: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } })",
    },
  },
  // It puts __Secure- before any name as long as useSecureCookies is on. expiresIn in seconds.
  'better-auth': {
    name: 'Better Auth',
    remedies: {
      secure: 'betterAuth({ advanced: { useSecureCookies: true } })',
      httpOnly: 'betterAuth({ advanced: { defaultCookieAttributes: { httpOnly: true } } })',
      sameSite: "betterAuth({ advanced: { defaultCookieAttributes: { sameSite: 'lax' } } })",
      hostOnly: "betterAuth({ advanced: { useSecureCookies: false, defaultCookieAttributes: { secure: true }, cookies: { session_token: { name: '{host}' } } } }), without crossSubDomainCookies",
      lifetime: 'betterAuth({ session: { expiresIn: 24 * 60 * 60 } })',
      deletion: 'await auth.api.signOut({ headers })',
      complete: "betterAuth({ advanced: { useSecureCookies: false, defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax' }, cookies: { session_token: { name: '{host}' } } } })",
    },
  },
  // SESSION_COOKIE_AGE in seconds. delete_cookie adds Secure for the prefixed names by itself.
  django: {
    name: 'Django',
    own: "response.set_cookie('{name}', value, path='/', secure=True, httponly=True, samesite='Lax')",
    remedies: {
      secure: 'SESSION_COOKIE_SECURE = True',
      httpOnly: 'SESSION_COOKIE_HTTPONLY = True',
      sameSite: "SESSION_COOKIE_SAMESITE = 'Lax'",
      hostOnly: "SESSION_COOKIE_NAME = '{host}'; SESSION_COOKIE_SECURE = True; SESSION_COOKIE_DOMAIN = None; SESSION_COOKIE_PATH = '/'",
      lifetime: 'SESSION_COOKIE_AGE = 24 * 60 * 60, or SESSION_EXPIRE_AT_BROWSER_CLOSE = True',
      deletion: "logout(request); for other cookies response.delete_cookie('{name}', path='/', samesite='Lax')",
      complete: "SESSION_COOKIE_NAME = '{host}'; SESSION_COOKIE_SECURE = True; SESSION_COOKIE_HTTPONLY = True; SESSION_COOKIE_SAMESITE = 'Lax'; SESSION_COOKIE_DOMAIN = None",
    },
    adapt: (snippet, cookieName) => (/csrf/i.test(cookieName) ? snippet.replaceAll('SESSION_COOKIE', 'CSRF_COOKIE') : snippet),
  },
  flask: {
    name: 'Flask',
    own: "response.set_cookie('{name}', value, path='/', secure=True, httponly=True, samesite='Lax')",
    remedies: {
      secure: "app.config['SESSION_COOKIE_SECURE'] = True",
      httpOnly: "app.config['SESSION_COOKIE_HTTPONLY'] = True",
      sameSite: "app.config['SESSION_COOKIE_SAMESITE'] = 'Lax'",
      hostOnly: "app.config.update(SESSION_COOKIE_NAME='{host}', SESSION_COOKIE_SECURE=True, SESSION_COOKIE_PATH='/'), without SESSION_COOKIE_DOMAIN",
      lifetime: "app.config['PERMANENT_SESSION_LIFETIME'] = timedelta(hours=24)",
      deletion: "session.clear(); for other cookies response.delete_cookie('{name}', path='/', secure=True, httponly=True, samesite='Lax')",
      complete: "app.config.update(SESSION_COOKIE_NAME='{host}', SESSION_COOKIE_SECURE=True, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE='Lax', SESSION_COOKIE_PATH='/')",
    },
  },
  // Starlette's session cookie is always HttpOnly; max_age in seconds.
  fastapi: {
    name: 'FastAPI (Starlette)',
    own: "response.set_cookie('{name}', value, path='/', secure=True, httponly=True, samesite='lax')",
    remedies: {
      secure: "app.add_middleware(SessionMiddleware, secret_key=key, session_cookie='{name}', https_only=True)",
      httpOnly: "response.set_cookie('{name}', value, httponly=True); the cookie of SessionMiddleware has it already",
      sameSite: "app.add_middleware(SessionMiddleware, secret_key=key, session_cookie='{name}', same_site='lax')",
      hostOnly: "app.add_middleware(SessionMiddleware, secret_key=key, session_cookie='{host}', https_only=True, path='/'), without domain",
      lifetime: "app.add_middleware(SessionMiddleware, secret_key=key, session_cookie='{name}', max_age=24 * 60 * 60)",
      deletion: "request.session.clear(); for other cookies response.delete_cookie('{name}', path='/', secure=True, httponly=True, samesite='lax')",
      complete: "app.add_middleware(SessionMiddleware, secret_key=key, session_cookie='{host}', https_only=True, same_site='lax', path='/')",
    },
  },
  rails: {
    name: 'Rails',
    own: "cookies['{name}'] = { value: value, path: '/', secure: true, httponly: true, same_site: :lax }",
    remedies: {
      secure: "Rails.application.config.session_store :cookie_store, key: '{name}', secure: true",
      httpOnly: "Rails.application.config.session_store :cookie_store, key: '{name}', httponly: true",
      sameSite: "Rails.application.config.session_store :cookie_store, key: '{name}', same_site: :lax",
      hostOnly: "Rails.application.config.session_store :cookie_store, key: '{host}', secure: true, path: '/', without domain",
      lifetime: "Rails.application.config.session_store :cookie_store, key: '{name}', expire_after: 24.hours",
      deletion: "reset_session; for other cookies cookies.delete('{name}', path: '/', secure: true)",
      complete: "Rails.application.config.session_store :cookie_store, key: '{host}', secure: true, httponly: true, same_site: :lax, path: '/'",
    },
  },
  // SESSION_LIFETIME in minutes.
  laravel: {
    name: 'Laravel',
    own: "Cookie::queue(Cookie::make('{name}', $value, $minutes, '/', null, true, true, false, 'lax'))",
    remedies: {
      secure: "SESSION_SECURE_COOKIE=true in .env ('secure' in config/session.php)",
      httpOnly: "SESSION_HTTP_ONLY=true in .env ('http_only' in config/session.php)",
      sameSite: "SESSION_SAME_SITE=lax in .env ('same_site' in config/session.php)",
      hostOnly: 'SESSION_COOKIE={host}, SESSION_SECURE_COOKIE=true, SESSION_DOMAIN=null and SESSION_PATH=/ in .env',
      lifetime: "SESSION_LIFETIME=1440 in .env, or SESSION_EXPIRE_ON_CLOSE=true ('lifetime' and 'expire_on_close' in config/session.php)",
      deletion: "$request->session()->invalidate(); for other cookies Cookie::queue(Cookie::forget('{name}'))",
      complete: 'SESSION_COOKIE={host}, SESSION_SECURE_COOKIE=true, SESSION_HTTP_ONLY=true, SESSION_SAME_SITE=lax, SESSION_DOMAIN=null and SESSION_PATH=/ in .env',
    },
  },
  symfony: {
    name: 'Symfony',
    own: "$response->headers->setCookie(Cookie::create('{name}', $value, 0, '/', null, true, true, false, 'lax'))",
    remedies: {
      secure: 'framework.session.cookie_secure: true in config/packages/framework.yaml',
      httpOnly: 'framework.session.cookie_httponly: true in config/packages/framework.yaml',
      sameSite: 'framework.session.cookie_samesite: lax in config/packages/framework.yaml',
      hostOnly: 'framework.session: { name: {host}, cookie_secure: true, cookie_path: / }, without cookie_domain',
      lifetime: 'framework.session.cookie_lifetime: 86400 in config/packages/framework.yaml',
      deletion: "$session->invalidate(); for other cookies $response->headers->clearCookie('{name}', '/', null, true, true, 'lax')",
      complete: 'framework.session: { name: {host}, cookie_secure: true, cookie_httponly: true, cookie_samesite: lax, cookie_path: / }',
    },
  },
  // cookie_lifetime in seconds.
  php: {
    name: 'PHP',
    own: "setcookie('{name}', $value, ['path' => '/', 'secure' => true, 'httponly' => true, 'samesite' => 'Lax'])",
    remedies: {
      secure: 'session.cookie_secure = 1 in php.ini',
      httpOnly: 'session.cookie_httponly = 1 in php.ini',
      sameSite: 'session.cookie_samesite = "Lax" in php.ini',
      hostOnly: 'session.name = "{host}", session.cookie_secure = 1, session.cookie_path = "/" and session.cookie_domain = "" in php.ini',
      lifetime: 'session.cookie_lifetime = 86400 in php.ini (0 ends with the browser session)',
      deletion: "session_destroy(); setcookie('{name}', '', ['expires' => 1, 'path' => '/', 'secure' => true, 'httponly' => true, 'samesite' => 'Lax'])",
      complete: 'session.name = "{host}", session.cookie_secure = 1, session.cookie_httponly = 1, session.cookie_samesite = "Lax" and session.use_strict_mode = 1 in php.ini',
    },
  },
  spring: {
    name: 'Spring Boot',
    own: 'ResponseCookie.from("{name}", value).path("/").secure(true).httpOnly(true).sameSite("Lax").build()',
    remedies: {
      secure: 'server.servlet.session.cookie.secure=true',
      httpOnly: 'server.servlet.session.cookie.http-only=true',
      sameSite: 'server.servlet.session.cookie.same-site=lax',
      hostOnly: 'server.servlet.session.cookie.name={host}, .secure=true and .path=/, without .domain',
      lifetime: 'server.servlet.session.cookie.max-age=24h, and server.servlet.session.timeout for idle sessions',
      deletion: 'ResponseCookie.from("{name}", "").maxAge(0).path("/").secure(true).httpOnly(true).sameSite("Lax").build(), and session.invalidate()',
      complete: 'server.servlet.session.cookie.name={host}, .secure=true, .http-only=true, .same-site=lax and .path=/',
    },
  },
  java: {
    name: 'Jakarta Servlet',
    own: 'Cookie c = new Cookie("{name}", value); c.setPath("/"); c.setSecure(true); c.setHttpOnly(true); c.setAttribute("SameSite", "Lax"); response.addCookie(c)',
    remedies: {
      secure: '<session-config><cookie-config><secure>true</secure></cookie-config></session-config> in web.xml',
      httpOnly: '<session-config><cookie-config><http-only>true</http-only></cookie-config></session-config> in web.xml',
      sameSite: '<attribute><attribute-name>SameSite</attribute-name><attribute-value>Lax</attribute-value></attribute> in the cookie-config of web.xml (Servlet 6)',
      hostOnly: '<cookie-config><name>{host}</name><path>/</path><secure>true</secure></cookie-config> in web.xml, without domain',
      lifetime: '<cookie-config><max-age>86400</max-age></cookie-config> in web.xml',
      deletion: 'session.invalidate(); Cookie c = new Cookie("{name}", ""); c.setMaxAge(0); c.setPath("/"); c.setSecure(true); c.setHttpOnly(true); response.addCookie(c)',
      complete: '<cookie-config><name>{host}</name><path>/</path><http-only>true</http-only><secure>true</secure></cookie-config> in web.xml, and SameSite as an attribute',
    },
  },
  'aspnet-core': {
    name: 'ASP.NET Core',
    own: 'Response.Cookies.Append("{name}", value, new CookieOptions { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax })',
    remedies: {
      secure: 'options.Cookie.SecurePolicy = CookieSecurePolicy.Always',
      httpOnly: 'options.Cookie.HttpOnly = true',
      sameSite: 'options.Cookie.SameSite = SameSiteMode.Lax',
      hostOnly: 'options.Cookie.Name = "{host}"; options.Cookie.Path = "/"; options.Cookie.SecurePolicy = CookieSecurePolicy.Always, without Cookie.Domain',
      lifetime: 'options.ExpireTimeSpan = TimeSpan.FromHours(24) for sign-in cookies, options.IdleTimeout for sessions',
      deletion: 'await HttpContext.SignOutAsync(); Response.Cookies.Delete("{name}", new CookieOptions { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax })',
      complete:
        'options.Cookie.Name = "{host}"; options.Cookie.Path = "/"; options.Cookie.SecurePolicy = CookieSecurePolicy.Always; options.Cookie.HttpOnly = true; options.Cookie.SameSite = SameSiteMode.Lax',
    },
  },
  aspnet: {
    name: 'ASP.NET',
    own: 'Response.Cookies.Add(new HttpCookie("{name}", value) { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax })',
    remedies: {
      secure: '<httpCookies requireSSL="true" /> in web.config',
      httpOnly: '<httpCookies httpOnlyCookies="true" /> in web.config',
      sameSite: '<sessionState cookieSameSite="Lax" /> and <httpCookies sameSite="Lax" /> in web.config',
      hostOnly: '<sessionState cookieName="{host}" /> and <httpCookies requireSSL="true" /> in web.config, without domain',
      lifetime: '<sessionState timeout="20" /> in web.config (minutes of idleness)',
      deletion: 'Session.Abandon(); Response.Cookies.Add(new HttpCookie("{name}", "") { Expires = DateTime.UtcNow.AddDays(-1), Path = "/", Secure = true, HttpOnly = true })',
      complete: '<sessionState cookieName="{host}" cookieSameSite="Lax" /> and <httpCookies requireSSL="true" httpOnlyCookies="true" sameSite="Lax" /> in web.config',
    },
  },
  // MaxAge in seconds; a negative one deletes.
  go: {
    name: 'Go net/http',
    own: 'http.SetCookie(w, &http.Cookie{Name: "{name}", Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})',
    remedies: {
      secure: 'http.SetCookie(w, &http.Cookie{Name: "{name}", Value: id, Secure: true})',
      httpOnly: 'http.SetCookie(w, &http.Cookie{Name: "{name}", Value: id, HttpOnly: true})',
      sameSite: 'http.SetCookie(w, &http.Cookie{Name: "{name}", Value: id, SameSite: http.SameSiteLaxMode})',
      hostOnly: 'http.SetCookie(w, &http.Cookie{Name: "{host}", Value: id, Path: "/", Secure: true}), without Domain',
      lifetime: 'http.SetCookie(w, &http.Cookie{Name: "{name}", Value: id, MaxAge: 24 * 60 * 60})',
      deletion: 'http.SetCookie(w, &http.Cookie{Name: "{name}", Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})',
      complete: 'http.SetCookie(w, &http.Cookie{Name: "{host}", Value: id, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})',
    },
  },
  // For cookies of the application behind it, since nginx 1.19.3. Names and lifetimes are the application's.
  nginx: {
    name: 'nginx',
    remedies: {
      secure: 'proxy_cookie_flags {name} secure;',
      httpOnly: 'proxy_cookie_flags {name} httponly;',
      sameSite: 'proxy_cookie_flags {name} samesite=lax;',
      deletion: 'add_header Set-Cookie "{name}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax" always;',
    },
  },
  // Only where the application did not say it already: a second attribute of the same name would override the first.
  apache: {
    name: 'Apache httpd (mod_headers)',
    remedies: {
      secure: 'Header edit Set-Cookie "(?i)^({name}=(?!.*; *secure).*)$" "$1; Secure"',
      httpOnly: 'Header edit Set-Cookie "(?i)^({name}=(?!.*; *httponly).*)$" "$1; HttpOnly"',
      sameSite: 'Header edit Set-Cookie "(?i)^({name}=(?!.*; *samesite).*)$" "$1; SameSite=Lax"',
      deletion: 'Header always add Set-Cookie "{name}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"',
    },
  },
}

/** Keys for `--framework`. */
export const frameworks: readonly string[] = Object.keys(table)

/** `Express (express-session)` for `express`; undefined for what is not known. */
export const frameworkName = (framework: string): string | undefined => frameworkNamed(framework)?.name

/** Names that may stand in code of any language; others are replaced by an example. */
const harmlessName = /^[\w.-]{1,64}$/

/**
 * The setting of a framework that mends one aspect of its session cookie, as a line to copy; undefined when the framework is
 * not known or cannot do it. Safe to print whatever the cookie is called.
 */
export function remedy(framework: string, aspect: RemedyAspect, cookieName: string): string | undefined {
  const known = frameworkNamed(framework)
  const snippet = known?.remedies[aspect]
  if (snippet === undefined) return undefined
  return named(known?.adapt?.(snippet, cookieName) ?? snippet, cookieName)
}

/** How an application sends a cookie of its own there, with all flags; undefined where only a server in front could. */
export function ownCookie(framework: string, cookieName: string): string | undefined {
  const snippet = frameworkNamed(framework)?.own
  return snippet === undefined ? undefined : named(snippet, cookieName)
}

const frameworkNamed = (framework: string): Framework | undefined => (Object.hasOwn(table, framework) ? table[framework] : undefined)

function named(snippet: string, cookieName: string): string {
  const name = harmlessName.test(cookieName) ? cookieName : 'sid'
  const host = `__Host-${name.replace(/^__(?:Host-Http|Host|Http|Secure)-/i, '')}`
  return snippet.replaceAll('{name}', () => name).replaceAll('{host}', () => host)
}
