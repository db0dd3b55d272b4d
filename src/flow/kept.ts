import { isSameSite, reaches } from '../cookie/domain.ts'
import { identity, type StoredCookie } from '../cookie/jar.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import type { EffectiveCookie } from '../cookie/storage.ts'
import { list, visible } from '../core/text.ts'
import { clearsCookies, type Step } from './step.ts'

/** A cookie that the browser keeps at some moment of a recording. */
export interface KeptCookie {
  readonly cookie: StoredCookie
  readonly role: RoleName
  /** Number of the step that set it last. */
  readonly step: number
}

/**
 * What the browser keeps while a recording is gone through, one step after another. Cookies that it brought along from
 * before the recording are not among them: their scope is not known, so that nothing is to be said of it.
 */
export class KeptCookies {
  readonly #byName = new Map<string, Map<string, KeptCookie>>()

  take(step: Step): void {
    for (const { name, role, did, stored, before } of step.outcomes) {
      const known = this.#byName.get(name) ?? new Map<string, KeptCookie>()
      if (stored) this.#byName.set(name, known.set(identity(stored), { cookie: stored, role, step: step.number }))
      else if (did === 'deleted' && before) known.delete(identity(before))
    }
    const { url } = step
    if (!url || !clearsCookies(step)) return
    for (const known of this.#byName.values()) for (const [key, { cookie, step: set }] of known) if (set !== step.number && isSameSite(cookie.domain, url.hostname)) known.delete(key)
  }

  /** Cookies of that name that this host gets, whatever the path. */
  named(name: string, { hostname }: URL, time: number | undefined): readonly KeptCookie[] {
    return [...(this.#byName.get(name)?.values() ?? [])].filter((kept) => reaches(kept.cookie, hostname) && isAlive(kept, time))
  }

  /** Every cookie that this host gets, whatever the path. */
  of({ hostname }: URL, time: number | undefined): readonly KeptCookie[] {
    return [...this.#byName.values()].flatMap((known) => [...known.values()].filter((kept) => reaches(kept.cookie, hostname) && isAlive(kept, time)))
  }
}

const isAlive = ({ cookie: { expires } }: KeptCookie, time: number | undefined): boolean => expires === null || time === undefined || Date.parse(expires) > time * 1000

/** Whom a cookie goes to: `the host app.example.com alone with Path=/app`, `Domain=example.com with Path=/ and Partitioned`. */
export const scopeInWords = ({ domain, hostOnly, path, partitioned }: Pick<EffectiveCookie, 'domain' | 'hostOnly' | 'path' | 'partitioned'>): string =>
  `${hostOnly ? `the host ${visible(domain ?? '', 80)} only` : `Domain=${visible(domain ?? '', 80)}`} with ${list([`Path=${visible(path ?? '/', 80)}`, ...(partitioned ? ['Partitioned'] : [])])}`
