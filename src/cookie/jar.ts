import type { ParsedCookie } from './cookie.ts'
import { domainMatches, isSameSite, isTrustworthy, pathMatches, reaches, requestPath } from './domain.ts'
import { judgeStorage, type EffectiveCookie, type RejectionReason, type StorageVerdict } from './storage.ts'

/** A cookie that a jar keeps. */
export interface StoredCookie extends EffectiveCookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  /** Seconds since 1970; kept when a newer cookie replaces an older one. */
  readonly created: number
}

/** What a Set-Cookie header did to a jar. */
export interface JarDecision {
  readonly verdict: StorageVerdict
  /** The verdict's reasons, and those that only the jar's contents give. */
  readonly reasons: readonly RejectionReason[]
  readonly stored?: StoredCookie
  /** The cookie that was replaced, or deleted when nothing is stored. */
  readonly removed?: StoredCookie
}

/** Replays responses as Chromium would take them (RFC 6265bis sections 5.7 and 5.8). Keeps everything that has not expired: no eviction. */
export class CookieJar {
  // In order of creation; replacing a cookie leaves it at its place.
  readonly #cookies = new Map<string, StoredCookie>()

  /** @param now seconds since 1970 */
  set(parsed: ParsedCookie, url: URL, now: number): JarDecision {
    this.#expire(now)
    const verdict = judgeStorage(parsed, url, now)
    const { effective } = verdict
    const { domain, path } = effective
    if (verdict.reasons.length > 0 || domain === null || path === null) return { verdict, reasons: verdict.reasons }
    const cookie = { name: parsed.name, value: parsed.value, created: now, ...effective, domain, path }
    if (!isTrustworthy(url) && this.#hidesSecure(cookie)) return { verdict, reasons: ['EXCLUDE_OVERWRITE_SECURE'] }

    const key = identity(cookie)
    const removed = this.#cookies.get(key)
    const outcome = { verdict, reasons: [], ...(removed ? { removed } : {}) }
    if (verdict.deletes) {
      this.#cookies.delete(key)
      return outcome
    }
    const stored = { ...cookie, created: removed?.created ?? now }
    this.#cookies.set(key, stored)
    return { stored, ...outcome }
  }

  /** Clear-Site-Data: everything of the site of this URL goes (Clear Site Data section 4.2.3), but for what the same answer set. */
  clear(url: URL, except: readonly StoredCookie[] = []): void {
    const kept = new Set(except.map(identity))
    for (const [key, { domain }] of this.#cookies) if (!kept.has(key) && isSameSite(domain, url.hostname)) this.#cookies.delete(key)
  }

  /** Cookies that a same-site request to this URL carries, longest path first, then oldest first. */
  cookiesFor(url: URL, now: number): StoredCookie[] {
    this.#expire(now)
    return [...this.#cookies.values()]
      .filter((cookie) => reaches(cookie, url.hostname) && pathMatches(requestPath(url), cookie.path) && (!cookie.secure || isTrustworthy(url)))
      .sort((a, b) => b.path.length - a.path.length)
  }

  /** Everything that is kept, oldest first. */
  all(now: number): StoredCookie[] {
    this.#expire(now)
    return [...this.#cookies.values()]
  }

  /** Would this cookie from an insecure connection stand before or in place of a Secure one (section 5.7, step 16)? */
  #hidesSecure({ name, domain, path, partitioned }: StoredCookie): boolean {
    return [...this.#cookies.values()].some(
      (old) =>
        old.secure &&
        old.name === name &&
        old.partitioned === partitioned &&
        (domainMatches(old.domain, domain) || domainMatches(domain, old.domain)) &&
        pathMatches(path, old.path),
    )
  }

  #expire(now: number): void {
    for (const [key, { expires }] of this.#cookies) if (expires !== null && Date.parse(expires) <= now * 1000) this.#cookies.delete(key)
  }
}

/** Two cookies with the same are one, and the later wins. */
export const identity = ({ name, domain, hostOnly, path, partitioned }: Pick<StoredCookie, 'name' | 'domain' | 'hostOnly' | 'path' | 'partitioned'>): string => JSON.stringify([name, domain, hostOnly, path, partitioned])
