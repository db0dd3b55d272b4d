import { describe, expect, it } from 'vitest'
import type { Cookie } from '../../src/cookie/cookie.ts'
import { fixFor } from '../../src/cookie/fix.ts'
import { frameworks } from '../../src/cookie/remedies.ts'
import { reporters } from '../../src/reporters/index.ts'
import { cookieSubject, testNow } from '../subjects.ts'
import { findings } from './judging.ts'

const random = 'k7Qx2mPz9RtL4vWn8YbC3dFg5HjK6sTq'
const fix = (header: string, aspect: Parameters<typeof fixFor>[1], options: Parameters<typeof cookieSubject>[1] = {}, said?: Parameters<typeof fixFor>[2]) => fixFor(cookieSubject(header, options) as Cookie, aspect, said)

describe('what to send instead', () => {
  it('is the header alone where no framework is known', () => {
    expect(fix(`sid=${random}; Path=/`, 'secure')).toEqual(['Send Set-Cookie: __Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'])
  })

  it.each([
    ['by its name', 'connect.sid', {}],
    ['by what the user says', 'sid', { framework: 'express' }],
  ])('comes with the setting of a framework that is known %s', (_, name, options) => {
    const [header, setting] = fix(`${name}=${random}; Path=/; HttpOnly`, 'secure', options)
    expect(header).toBe(`Send Set-Cookie: __Host-${name}=(value); Path=/; Secure; HttpOnly; SameSite=Lax`)
    expect(setting).toBe(
      `Express (express-session): app.use(session({ name: '__Host-${name}', secret, resave: false, saveUninitialized: false, cookie: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } }))`,
    )
  })

  it.each<[what: string, header: string, aspect: Parameters<typeof fixFor>[1], framework: string, setting: string | undefined]>([
    ['only the name is missing', `sid=${random}; Path=/; Secure; HttpOnly; SameSite=Lax`, 'hostOnly', 'express', "cookie: { secure: true, path: '/' }"],
    ['SameSite stays what it is', `sid=${random}; Path=/; HttpOnly; SameSite=Strict`, 'secure', 'express', "sameSite: 'strict'"],
    ['in the spelling of the framework', `sid=${random}; Path=/; HttpOnly; SameSite=Strict`, 'secure', 'aspnet-core', 'SameSiteMode.Strict'],
    ['and of another', `refresh_token=${random}; Path=/`, 'secure', 'go', 'http.SameSiteStrictMode'],
    ['a Domain stays, so the flag alone is set', `sid=${random}; Path=/; Domain=example.com; HttpOnly`, 'secure', 'django', 'SESSION_COOKIE_SECURE = True'],
    ['and no setting would make that host-only', `sid=${random}; Domain=example.com; HttpOnly`, 'hostOnly', 'django', undefined],
    ['a token is not the session of the framework', `access_token=${random}; Path=/`, 'httpOnly', 'express', "res.cookie('__Host-access_token', value"],
    ['nor has it its settings', `access_token=${random}; Path=/`, 'httpOnly', 'django', "response.set_cookie('__Host-access_token', value"],
    ['scripts read a preference', 'theme=dark; Path=/', 'secure', 'express', undefined],
    ['an anti-forgery cookie has settings of its own', `csrftoken=${random}${random}; Path=/`, 'secure', 'django', 'CSRF_COOKIE_SECURE = True'],
    ['a lifetime', `sid=${random}; Path=/; Max-Age=999999`, 'lifetime', 'laravel', 'SESSION_LIFETIME=1440'],
    ['a deletion stays one', '__Host-sid=; Max-Age=0', 'hostOnly', 'php', "setcookie('__Host-sid', '', ['expires' => 1"],
    ['a lifetime leaves the name alone', `sid=${random}; Path=/; Max-Age=999999`, 'lifetime', 'express', "session({ name: 'sid', cookie: { maxAge"],
    ['a deletion for a Domain is none for the host', 'sid=; Max-Age=0; SameSite=None; Domain=example.com', 'secure', 'express', undefined],
    ['nor one for a Path for another', 'sid=; Max-Age=0; SameSite=None; Path=/app', 'secure', 'php', undefined],
    ['but the framework may know the scope by itself', 'sid=; Max-Age=0; SameSite=None; Path=/app', 'secure', 'koa', 'ctx.session = null'],
    ['a proxy sets flags', `sid=${random}; Path=/`, 'secure', 'nginx', 'proxy_cookie_flags sid secure;'],
    ['nobody knows it', `sid=${random}; Path=/`, 'secure', 'cobol', undefined],
  ])('%s', (_, header, aspect, framework, setting) => {
    const [, second] = fix(header, aspect, { framework })
    if (setting === undefined) expect(second).toBeUndefined()
    else expect(second).toContain(setting)
  })

  it('is one line each, whatever the header holds', () => {
    for (const framework of frameworks) {
      for (const line of fix(`si\nd\u001b[2J=${random}; Path=/a\r\nb`, 'secure', { framework })) expect(line).not.toMatch(/[\n\r\u001b]|undefined/)
    }
  })
})

it('is said once for a cookie with several faults, and in lines', async () => {
  const subject = cookieSubject(`connect.sid=${random}; Path=/`)
  const found = findings(`connect.sid=${random}; Path=/`)
  expect(found.filter(({ fix: said }) => said.includes('\nExpress (express-session): ')).length).toBeGreaterThan(2)
  const { reporter } = await reporters.pretty()
  const view = { judged: [{ subject: subject.view({ showSecrets: false }), findings: found, suppressed: [] }] }
  const context = { tool: { name: 'authlint', version: '0' }, command: 'cookie', now: testNow, rules: new Map() } as const
  const page = reporter.judged?.(view.judged, context, { color: false, columns: 100, unicode: true, hyperlinks: false }) ?? ''
  expect(page.match(/Fix: Send Set-Cookie: __Host-connect\.sid/g)).toHaveLength(1)
  expect(page.match(/ {9}Express \(express-session\): /g)).toHaveLength(1)
  expect(page).toContain('Fix: as above.')
})
