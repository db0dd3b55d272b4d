import { expect, it } from 'vitest'
import type { Cookie } from '../../src/cookie/cookie.ts'
import { correctedHeader, type Wanted } from '../../src/cookie/corrected.ts'
import { parseSetCookie } from '../../src/cookie/parse.ts'
import { judgeStorage } from '../../src/cookie/storage.ts'
import { Excerpt, Source } from '../../src/core/location.ts'
import { cookieSubject, testNow, type CookieCase } from '../subjects.ts'

const url = 'https://app.example.com/login'
const corrected = (header: string, options: CookieCase = { url }, wanted?: Wanted) => correctedHeader(cookieSubject(header, options) as Cookie, wanted).replace('Set-Cookie: ', '')

it.each<[string, string]>([
  ['sid=v', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['sid=v; SameSite=Strict; Secure; Path=/', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Strict'],
  ['__Host-sid=v; Domain=example.com', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['__host-sid=v', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['__Host-Http-sid=v', '__Host-Http-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['sid=v; Domain=.example.com', '__Secure-sid=(value); Path=/; Domain=example.com; Secure; HttpOnly; SameSite=Lax'],
  ['sid=v; Domain=other.example', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['sid=v; Domain=com', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['refresh_token=v; Path=/auth/refresh', '__Secure-refresh_token=(value); Path=/auth/refresh; Secure; HttpOnly; SameSite=Strict'],
  ['sid=v; SameSite=None; Partitioned', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=None; Partitioned'],
  ['sid=v; Max-Age=3600; Expires=Wed, 21 Oct 2037 07:28:00 GMT', '__Host-sid=(value); Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax'],
  ['sid=v; Max-Age=abc; Expires=Sun, 22-Nov-26 18:00:00 GMT', '__Host-sid=(value); Path=/; Expires=Sun, 22 Nov 2026 18:00:00 GMT; Secure; HttpOnly; SameSite=Lax'],
  ['sid=v; Path=foo; SameSite=bogus; Same-Site=Lax; Version=1', '__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['XSRF-TOKEN=v', 'XSRF-TOKEN=(value); Path=/; Secure; SameSite=Lax'],
  ['csrf=v', '__Host-csrf=(value); Path=/; Secure; SameSite=Lax'],
  ['oauth_state=v', 'oauth_state=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['theme=dark; Path=/shop', 'theme=(value); Path=/shop; Secure; SameSite=Lax'],
  ['secure; httponly', '(name)=(value); Path=/; Secure; HttpOnly; SameSite=Lax'],
  ['__Host-sid=old; Max-Age=0', '__Host-sid=; Path=/; Max-Age=0; Secure'],
  ['sid=abc; Expires=Thu, 20 Feb 2025 04:01:39 GMT', '__Host-sid=(value); Path=/; Max-Age=(seconds); Secure; HttpOnly; SameSite=Lax'],
  ['sid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/app; SameSite=None', 'sid=; Path=/app; Max-Age=0; Secure; SameSite=None'],
])('%s becomes %s', (header, expected) => expect(corrected(header)).toBe(expected))

it('asks for SameSite=None where a login comes back by a cross-site POST', () => {
  expect(corrected('oauth_state=v', { url: 'https://app.example.com/login?response_mode=form_post' })).toContain('SameSite=None')
})

it('does as wanted', () => {
  expect(corrected('sid=v; Domain=example.com; Max-Age=9', { url }, { hostOnly: true, session: true })).toBe('__Host-sid=(value); Path=/; Secure; HttpOnly; SameSite=Lax')
  expect(corrected('rt=v; Path=/', { url, role: 'refresh' }, { path: '/auth/refresh', maxAge: 60 })).toBe('__Secure-rt=(value); Path=/auth/refresh; Max-Age=60; Secure; HttpOnly; SameSite=Strict')
})

it('writes what a browser keeps or deletes, and is stable', () => {
  for (const header of ['sid=v', '__Secure-sid=v', '__Http-x=v', 'a=b; SameSite=None', '__Host-x=; Max-Age=0', 'x=y; Partitioned', 'csrftoken=v; Domain=example.com']) {
    const once = corrected(header)
    const verdict = judgeStorage(parseSetCookie(Excerpt.of(new Source('test', once))), new URL(url), testNow)
    expect([once, verdict.reasons]).toEqual([once, []])
    expect(corrected(once)).toBe(once)
  }
})
