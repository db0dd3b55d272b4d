// Every rule that speaks about real headers of many programs, and why it is right to: a pair that is new has to be argued here.
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import type { Severity } from '../../src/core/severity.ts'
import type { Cookie } from '../../src/cookie/cookie.ts'
import type { RoleName } from '../../src/core/cookie-roles.ts'
import { corpus } from '../corpus.ts'
import { cookieSubject, testNow } from '../subjects.ts'
import { lintCookie } from './judging.ts'

interface RealRow {
  readonly url: string | null
  readonly setCookie: string
  readonly id: string
}

/** Old recordings are judged an hour before they end, so that their flags are judged and not their age. */
function atItsTime(header: string, url: string | null): { cookie: Cookie; found: readonly Finding[] } {
  const options = url && URL.canParse(url) ? { url } : {}
  const today = cookieSubject(header, options) as Cookie
  const end = Date.parse(today.browser.effective.expires ?? '') / 1000
  // Dates before 2001 are deletions.
  const now = today.isDeletion && end > 978_307_200 ? end - 3600 : testNow
  const cookie = now === testNow ? today : (cookieSubject(header, { ...options, now }) as Cookie)
  return { cookie, found: lintCookie(cookie, now) }
}

/** Rule, the worst it says about cookies of each role, and why. */
const review: readonly (readonly [rule: string, worst: Partial<Record<RoleName, Severity>>, why: string])[] = [
  ['already-expired', { other: 'info' }, 'deletes with Expires of 1970 and still sends a value: harmless, so a note'],
  ['authz-flag', { other: 'warn' }, 'admin=true, unsigned: anybody can write that'],
  ['deletion-ineffective', { transaction: 'error' }, 'Keycloak deletes AUTH_SESSION_ID with SameSite=None and no Secure, which Chrome and Firefox drop'],
  ['domain-ignored', { analytics: 'info', other: 'info', preference: 'info', session: 'info' }, 'a leading dot or a Domain that changes nothing: said, never held against anybody'],
  ['domain-invalid', { other: 'warn' }, 'Domain=example.ck below the wildcard suffix *.ck; without a URL the host may be example.ck itself, so no error'],
  ['domain-wide', { session: 'warn' }, 'session ids that every host of the company receives'],
  ['duplicate-attribute', { other: 'warn', preference: 'info' }, 'path=;path=/ and three cookies folded into one: what counts is not what stands first'],
  ['folded-header', { other: 'warn', preference: 'warn' }, 'cookies joined with commas by the program that recorded them; browsers would read one'],
  ['framework-default-name', { session: 'info' }, 'PHPSESSID, JSESSIONID, connect.sid: the framework shows, which is a note'],
  ['invalid-name', { other: 'warn' }, 'spaces and brackets in names'],
  ['invalid-value', { analytics: 'info', other: 'info' }, 'spaces and quotation marks, which browsers keep: a note'],
  ['lifetime-capped', { analytics: 'info', other: 'info', preference: 'info' }, 'two to fifty years, of which browsers make 400 days'],
  ['lifetime-syntax', { csrf: 'info', other: 'error', preference: 'info', session: 'warn' }, 'hyphens of Netscape dates are a note; 29 February 2017 is no date at all; "(CEST)" and an offset are ignored, so the time is another'],
  ['load-balancer-address', { infrastructure: 'warn' }, 'F5, NetScaler and Barracuda cookies that decode to an address of the inner network; a setting of the balancer encrypts them'],
  ['missing-httponly', { other: 'info', remember: 'warn', session: 'error' }, 'session ids without the flag; of the unknown only a note, since scripts may need them'],
  ['missing-prefix', { session: 'info' }, 'sessions that are Secure and could be bound to the host: a note'],
  ['missing-samesite', { csrf: 'warn', other: 'info', remember: 'warn', session: 'warn' }, 'Firefox and Safari send these cross-site'],
  ['missing-secure', { analytics: 'info', csrf: 'error', infrastructure: 'info', other: 'warn', preference: 'info', remember: 'warn', session: 'error' }, 'sent over http as well; what others set or what nobody wants is a note'],
  ['path-invalid', { session: 'warn' }, 'path="/foo": the quotation marks make browsers take the folder of the URL'],
  ['path-missing', { remember: 'info', session: 'info' }, 'no Path and no URL known: where the cookie goes depends on the URL'],
  ['path-not-a-boundary', { session: 'info' }, 'JSESSIONID of an application below a path: hygiene'],
  ['prefix-misspelled', { session: 'warn' }, 'headers of a test suite: __SECURE-SID and __host-SID'],
  ['prefix-violation', { session: 'error' }, 'headers of a test suite that browsers drop'],
  ['samesite-none', { session: 'warn' }, 'an embedded __Host-SID; its author would name it in crossSiteNames'],
  ['samesite-none-insecure', { other: 'error', transaction: 'error' }, 'dropped by Chrome and Firefox'],
  ['serialized-object', { session: 'warn' }, 'Rails sessions in Ruby Marshal: signed, so no error, but one leaked key from code execution'],
  ['session-id-low-entropy', { remember: 'warn', session: 'warn' }, 'Gitea of old with 64 bits, sample ids such as boo123; known forms of 120 and 122 bits are notes'],
  ['session-id-predictable', { session: 'warn' }, 'SID=12345 of a test suite'],
  ['session-lifetime-too-long', { session: 'warn' }, "Django's two weeks"],
  ['session-persistent', { session: 'info' }, 'sessions with a lifetime, as Django and Laravel send by default: a note'],
  ['set-over-http', { session: 'error' }, 'recorded from http URLs'],
  ['third-party-unpartitioned', { analytics: 'info', other: 'info', preference: 'info' }, 'advertising and embedded content with SameSite=None'],
  ['unknown-attribute', { analytics: 'info', other: 'error', session: 'error' }, 'Version=1 is obsolete; "Secure // comment" and "<b>Partitioned" take the protection away that they name'],
  ['value-structured', { session: 'warn' }, 'a JSON session without a signature that is known; with one it is a note'],
]

const rows = corpus<RealRow>('cookies-realworld.ndjson')
const rank: Record<Severity, number> = { info: 1, warn: 2, error: 3 }

describe.skipIf(!rows)('real headers', () => {
  const headers = (rows ?? []).flatMap(({ id, url, setCookie }) => setCookie.split('\n').map((header) => ({ id, ...atItsTime(header, url) })))
  const worst = new Map<string, { severity: Severity; example: string }>()
  const broken: string[] = []
  for (const { id, cookie, found } of headers) {
    for (const { rule, severity, message, fix } of found) {
      const key = `${rule.replace('cookie/', '')} ${cookie.role.role}`
      const before = worst.get(key)
      if (!before || rank[before.severity] < rank[severity]) worst.set(key, { severity, example: `${id}: ${message}` })
      if (/\{\w+\}|undefined|NaN|\[object/.test(`${message} ${fix}`)) broken.push(`${id}: ${message} ${fix}`)
    }
  }
  const argued = new Map(review.flatMap(([rule, roles]) => Object.entries(roles).map(([role, severity]) => [`${rule} ${role}` as string, severity] as const)))

  it('are many', () => expect(headers.length).toBeGreaterThan(240))

  it('raise nothing that was not argued', () => {
    const unargued = [...worst].filter(([key, { severity }]) => rank[severity] > rank[argued.get(key) ?? 'info'] || !argued.has(key))
    expect(unargued.map(([key, { severity, example }]) => `${severity} ${key}: ${example}`)).toEqual([])
  })

  it('raise all that was argued', () => {
    const stale = [...argued].filter(([key, severity]) => worst.get(key)?.severity !== severity)
    expect(stale.map(([key, severity]) => `${severity} ${key}`)).toEqual([])
  })

  it('are told apart: nothing above a note on what load balancers, analytics and preferences set, but an inner address and a folded header', () => {
    const noisy = headers.flatMap(({ id, cookie, found }) => {
      if (!['infrastructure', 'analytics', 'preference'].includes(cookie.role.role)) return []
      return found.filter(({ rule, severity }) => severity !== 'info' && rule !== 'cookie/load-balancer-address' && rule !== 'cookie/folded-header').map(({ rule }) => `${id} ${rule}`)
    })
    expect(noisy).toEqual([])
  })

  it('are never said anything half-finished about', () => expect(broken).toEqual([]))
})
