import { describe, expect, it } from 'vitest'
import { frameworkName, frameworks, remedy, remedyAspects, type RemedyAspect } from '../../src/cookie/remedies.ts'

/** Servers in front of an application change flags, not names and lifetimes. */
const proxies = ['nginx', 'apache']

/** Names of settings, from the documentation of each framework. */
const settings: Readonly<Record<string, Readonly<Partial<Record<RemedyAspect, readonly string[]>>>>> = {
  express: { secure: ['trust proxy', 'secure: true'], sameSite: ["sameSite: 'lax'"], deletion: ['clearCookie', "path: '/'", 'secure: true'], lifetime: ['60 * 1000'] },
  'express-cookie': { secure: ['res.cookie', 'secure: true'], lifetime: ['60 * 1000'], deletion: ['clearCookie', 'secure: true'] },
  'cookie-session': { secure: ['cookieSession', 'secure: true'], deletion: ['req.session = null'] },
  koa: { hostOnly: ['key:'], deletion: ['ctx.session = null'] },
  fastify: { secure: ['cookieName', 'secure: true'], deletion: ['clearCookie', 'secure: true'] },
  // By the options of the packages: @fastify/secure-session 8.4, @hapi/cookie 12.0, iron-session 8.0, better-auth 1.6.
  'fastify-secure-session': { secure: ['secureSession', 'secure: true'], lifetime: ['expiry: 24 * 60 * 60,', 'maxAge: 24 * 60 * 60 }'], deletion: ['session.delete()'] },
  hapi: { secure: ['isSecure: true'], httpOnly: ['isHttpOnly: true'], sameSite: ["isSameSite: 'Lax'"], lifetime: ['ttl: 24 * 60 * 60 * 1000'], deletion: ['cookieAuth.clear()'] },
  'iron-session': { secure: ['cookieOptions: { secure: true }'], hostOnly: ['cookieName'], lifetime: ['ttl: 24 * 60 * 60 }'], deletion: ['session.destroy()'] },
  'better-auth': { secure: ['useSecureCookies: true'], sameSite: ['defaultCookieAttributes'], hostOnly: ['useSecureCookies: false', 'session_token'], lifetime: ['expiresIn: 24 * 60 * 60 }'], deletion: ['signOut'] },
  nestjs: { secure: ['main.ts', 'secure: true'], deletion: ['passthrough', 'clearCookie'] },
  nextjs: { secure: ['await cookies()'], lifetime: ['maxAge: 24 * 60 * 60 }'], deletion: ['maxAge: 0', 'secure: true', "path: '/'"] },
  nextauth: { secure: ['useSecureCookies'], hostOnly: ['sessionToken'], lifetime: ['session: { maxAge'] },
  django: { secure: ['SESSION_COOKIE_SECURE = True'], httpOnly: ['SESSION_COOKIE_HTTPONLY'], sameSite: ['SESSION_COOKIE_SAMESITE'], lifetime: ['SESSION_COOKIE_AGE'], deletion: ['delete_cookie'] },
  flask: { secure: ['SESSION_COOKIE_SECURE'], lifetime: ['PERMANENT_SESSION_LIFETIME'], deletion: ['delete_cookie', 'secure=True'] },
  fastapi: { secure: ['https_only=True'], sameSite: ["same_site='lax'"], lifetime: ['max_age'], deletion: ['delete_cookie', 'secure=True'] },
  rails: { secure: ['session_store', 'secure: true'], sameSite: ['same_site: :lax'], lifetime: ['expire_after'], deletion: ['reset_session'] },
  laravel: { secure: ['SESSION_SECURE_COOKIE=true'], httpOnly: ['SESSION_HTTP_ONLY'], sameSite: ['SESSION_SAME_SITE=lax'], hostOnly: ['SESSION_DOMAIN=null'], lifetime: ['SESSION_LIFETIME=1440'] },
  symfony: { secure: ['cookie_secure'], sameSite: ['cookie_samesite'], lifetime: ['cookie_lifetime'] },
  php: { secure: ['session.cookie_secure'], httpOnly: ['session.cookie_httponly'], sameSite: ['session.cookie_samesite'], lifetime: ['session.cookie_lifetime'], deletion: ['setcookie', "'secure' => true"] },
  spring: { secure: ['server.servlet.session.cookie.secure=true'], sameSite: ['same-site=lax'], lifetime: ['cookie.max-age'], deletion: ['maxAge(0)', 'secure(true)'] },
  java: { secure: ['<secure>true</secure>'], httpOnly: ['<http-only>true</http-only>'], sameSite: ['SameSite'], deletion: ['setMaxAge(0)', 'setSecure(true)'] },
  'aspnet-core': { secure: ['CookieSecurePolicy.Always'], sameSite: ['SameSiteMode.Lax'], lifetime: ['ExpireTimeSpan'], deletion: ['Cookies.Delete', 'Secure = true'] },
  aspnet: { secure: ['requireSSL="true"'], httpOnly: ['httpOnlyCookies="true"'], sameSite: ['cookieSameSite="Lax"'], deletion: ['Session.Abandon()'] },
  go: { secure: ['Secure: true'], sameSite: ['http.SameSiteLaxMode'], lifetime: ['MaxAge: 24 * 60 * 60'], deletion: ['MaxAge: -1', 'Path: "/"', 'Secure: true'] },
  nginx: { secure: ['proxy_cookie_flags sid secure;'], httpOnly: ['httponly;'], sameSite: ['samesite=lax;'], deletion: ['add_header Set-Cookie', 'Max-Age=0'] },
  apache: { secure: ['Header edit Set-Cookie'], sameSite: ['SameSite=Lax'], deletion: ['Max-Age=0'] },
}

describe('remedies', () => {
  it('has every framework of this list, and no other', () => {
    expect([...frameworks].sort()).toEqual(Object.keys(settings).sort())
    for (const framework of frameworks) expect(frameworkName(framework)?.length).toBeGreaterThan(1)
  })

  it.each(frameworks)('%s: one line for each aspect it can do', (framework) => {
    for (const aspect of remedyAspects) {
      const snippet = remedy(framework, aspect, 'sid')
      const possible = !proxies.includes(framework) || !['hostOnly', 'lifetime', 'complete'].includes(aspect)
      expect(snippet !== undefined, aspect).toBe(possible)
      expect(snippet ?? '', aspect).not.toMatch(/[\n\r]|\{name\}|\{host\}|undefined/)
      expect((snippet ?? '').length, aspect).toBeLessThan(260)
    }
    for (const aspect of ['hostOnly', 'complete'] as const) if (!proxies.includes(framework)) expect(remedy(framework, aspect, 'sid')).toContain('__Host-sid')
  })

  it.each(Object.entries(settings))('%s: the settings as they are called there', (framework, aspects) => {
    for (const [aspect, parts] of Object.entries(aspects)) for (const part of parts) expect(remedy(framework, aspect as RemedyAspect, 'sid'), aspect).toContain(part)
  })

  it('puts the prefix on once', () => {
    expect(remedy('express', 'hostOnly', '__Secure-sid')).toContain("'__Host-sid'")
    expect(remedy('express', 'hostOnly', '__host-sid')).toContain("'__Host-sid'")
    expect(remedy('express', 'deletion', '__Host-sid')).toContain("'__Host-sid'")
  })

  it('speaks of the settings of the CSRF cookie for the CSRF cookie', () => {
    expect(remedy('django', 'secure', 'csrftoken')).toBe('CSRF_COOKIE_SECURE = True')
    expect(remedy('django', 'secure', 'sessionid')).toBe('SESSION_COOKIE_SECURE = True')
  })

  it.each(["x'; alert(1); '", '$&', '\u001b[31m', 'a b', '', 'x'.repeat(65)])('does not let the name %j into code', (name) => {
    for (const framework of frameworks) expect(remedy(framework, 'secure', name)).toBe(remedy(framework, 'secure', 'sid'))
  })

  it.each(['perl', '', '__proto__', 'constructor', 'Express'])('knows no framework %j', (framework) => {
    expect(remedy(framework, 'secure', 'sid')).toBeUndefined()
    expect(frameworkName(framework)).toBeUndefined()
  })

  it('gives Apache patterns that leave alone what is there already', () => {
    const pattern = /"(\(\?i\).*)" "\$1/.exec(remedy('apache', 'secure', 'sid') ?? '')?.[1]?.replace('(?i)', '') ?? ''
    const edit = (header: string) => header.replace(new RegExp(pattern, 'i'), '$1; Secure')
    expect(edit('sid=abc; Path=/')).toBe('sid=abc; Path=/; Secure')
    expect(edit('sid=abc; secure; Path=/')).toBe('sid=abc; secure; Path=/')
    expect(edit('other=abc; Path=/')).toBe('other=abc; Path=/')
  })
})
