// What Chromium 156 kept and dropped of 2,115 sets of headers that it was really given: every attribute, every reason it shows.
import { describe, expect, it } from 'vitest'
import { CookieJar, type StoredCookie } from '../../src/cookie/jar.ts'
import { corpus } from '../corpus.ts'
import { octets, parse, type SeenCookie, type StorageRow } from './headers.ts'

const rows = corpus<StorageRow>('cookie-storage-chromium.ndjson') ?? []

/** The reasons that DevTools shows; a cookie that goes for another one vanishes without a word. */
const shown: Readonly<Record<string, string>> = {
  SecureOnly: 'EXCLUDE_SECURE_ONLY',
  DisallowedCharacter: 'EXCLUDE_DISALLOWED_CHARACTER',
  InvalidPrefix: 'EXCLUDE_INVALID_PREFIX',
  NameValuePairExceedsMaxSize: 'EXCLUDE_NAME_VALUE_PAIR_EXCEEDS_MAX_SIZE',
  InvalidDomain: 'EXCLUDE_INVALID_DOMAIN',
  NoCookieContent: 'EXCLUDE_NO_COOKIE_CONTENT',
  SameSiteNoneInsecure: 'EXCLUDE_SAMESITE_NONE_INSECURE',
}

// The rows were observed over an hour and a half and carry one time.
const toleranceSeconds = 5400

const sameForm = (cookies: readonly (readonly [string, ...unknown[]])[]) => cookies.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const seen = (c: SeenCookie) =>
  [octets(c.name), octets(c.value), c.domain, octets(c.path), c.secure, c.httpOnly, c.sameSite ?? null, c.persistent, c.partitionKey !== undefined] as const
const kept = (c: StoredCookie) =>
  [c.name, c.value, `${c.hostOnly ? '' : '.'}${c.domain}`, c.path, c.secure, c.httpOnly, c.sameSite, c.persistent, c.partitioned] as const

/** A header over HTTP ends at a line break, before the cookie parser sees it. */
const asReceived = (header: string) => header.replace(/[\r\n].*$/s, '')

const disagreement = ({ url, setCookie, stored, blockedReasons, observedAt }: StorageRow): string | undefined => {
  const now = Date.parse(observedAt) / 1000
  const jar = new CookieJar()
  const reasons = setCookie.flatMap((header) => jar.set(parse(asReceived(header)), new URL(url), now).reasons)
  const cookies = jar.all(now)
  try {
    expect(sameForm(cookies.map(kept))).toEqual(sameForm(stored.map(seen)))
    expect(reasons.filter((reason) => Object.values(shown).includes(reason)).sort()).toEqual(blockedReasons.map((reason) => shown[reason]).sort())
    for (const { name, domain, path, expires } of stored) {
      if (expires === undefined) continue
      const mine = cookies.find((c) => c.name === octets(name) && c.path === octets(path) && domain.endsWith(c.domain))
      expect(Math.abs(Date.parse(mine?.expires ?? '') / 1000 - expires)).toBeLessThanOrEqual(toleranceSeconds)
    }
    return undefined
  } catch (error) {
    return String(error)
  }
}

describe.skipIf(rows.length === 0)('the verdict of Chromium', () => {
  it('is what Chromium did, every time', () => {
    const wrong = rows.map((row) => [row.id, disagreement(row)] as const).filter(([, why]) => why !== undefined)
    expect(wrong).toEqual([])
  })

  it('was asked often enough to mean something', () => {
    expect(rows.length).toBeGreaterThan(2000)
    expect(new Set(rows.flatMap((row) => row.blockedReasons))).toEqual(new Set(Object.keys(shown)))
    expect(rows.flatMap((row) => row.stored).filter((cookie) => cookie.expires !== undefined).length).toBeGreaterThan(50)
  })
})
