// What Firefox 153 ESR kept and dropped of 1,952 sets of headers, against the verdict of Chromium with the differences laid over it.
import { describe, expect, it } from 'vitest'
import { judgeStorage, type EffectiveCookie } from '../../src/cookie/storage.ts'
import { corpus } from '../corpus.ts'
import { octets, parse, type SeenCookie, type StorageRow } from './headers.ts'

const rows = corpus<StorageRow>('cookie-storage-firefox.ndjson') ?? []

// The rows were observed over two hours and carry one time.
const toleranceSeconds = 7200

// Firefox shows names as octets, and values and paths as text.
const seen = (c: SeenCookie) =>
  [[...c.name].some((letter) => letter > 'ÿ') ? octets(c.name) : c.name, octets(c.value), c.domain, octets(c.path), c.secure, c.httpOnly, c.sameSite ?? null, c.persistent] as const

interface Kept extends EffectiveCookie {
  readonly name: string
  readonly value: string
}
const kept = (c: Kept) => [c.name, c.value, `${c.hostOnly ? '' : '.'}${c.domain}`, c.path, c.secure, c.httpOnly, c.sameSite, c.persistent] as const

const sorted = (cookies: readonly (readonly unknown[])[]) => cookies.map((cookie) => JSON.stringify(cookie)).sort()

/** A header over HTTP ends at a line feed, before the cookie parser sees it. */
const asReceived = (header: string) => header.replace(/\n.*$/s, '')

/** Firefox's part of the verdict, replayed over all headers of a response. */
function replay({ url, setCookie, observedAt }: StorageRow): Kept[] {
  const cookies = new Map<string, Kept>()
  for (const header of setCookie) {
    const parsed = parse(asReceived(header))
    const verdict = judgeStorage(parsed, new URL(url), Date.parse(observedAt) / 1000)
    const firefox = verdict.differs.find(({ browser }) => browser === 'firefox')
    const effective = { ...verdict.effective, ...firefox?.effective }
    // A pair without an equals sign is a name with an empty value to Firefox.
    const named = parsed.hasEquals ? { name: parsed.name, value: parsed.value } : { name: parsed.value, value: '' }
    const identity = JSON.stringify([named.name, effective.domain, effective.hostOnly, effective.path, effective.partitioned])
    if (firefox?.stored ?? verdict.stored) cookies.set(identity, { ...effective, ...named })
    else if (verdict.deletes && verdict.reasons.length === 0 && !firefox) cookies.delete(identity)
  }
  return [...cookies.values()]
}

const disagreement = (row: StorageRow): string | undefined => {
  const cookies = replay(row)
  try {
    expect(sorted(cookies.map(kept))).toEqual(sorted(row.stored.map(seen)))
    for (const { name, expires } of row.stored) {
      if (expires === undefined) continue
      const mine = cookies.find((cookie) => cookie.name === name)
      expect(Math.abs(Date.parse(mine?.expires ?? '') / 1000 - expires)).toBeLessThanOrEqual(toleranceSeconds)
    }
    return undefined
  } catch (error) {
    return String(error)
  }
}

describe.skipIf(rows.length === 0)('where Firefox differs', () => {
  it('is where Firefox did, every time', () => {
    const wrong = rows.map((row) => [row.id, disagreement(row)] as const).filter(([, why]) => why !== undefined)
    expect(wrong).toEqual([])
  })

  it('was asked often enough to mean something', () => {
    expect(rows.length).toBeGreaterThan(1900)
    expect(rows.flatMap(({ url, setCookie, observedAt }) => setCookie.flatMap((header) => judgeStorage(parse(header), new URL(url), Date.parse(observedAt) / 1000).differs)).length).toBeGreaterThan(60)
  })
})
