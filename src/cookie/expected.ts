import type { CookieExpectation } from '../core/policy.ts'
import { matchesAny, matchesPattern } from '../core/pattern.ts'
import { utf8, type Cookie } from './cookie.ts'
import { withoutPrefix } from './role.ts'

type Expectations = Readonly<Record<string, CookieExpectation>>

/** What is expected of a cookie: what its own name says, else the first pattern that fits; undefined when nothing does. */
export function expectationOf(name: string, expectations: Expectations): CookieExpectation | undefined {
  if (Object.hasOwn(expectations, name)) return expectations[name]
  return Object.entries(expectations).find(([pattern]) => matchesPattern(pattern, name))?.[1]
}

/** Cookies that must have been set by the end of a run, and those that were. */
export interface ExpectedCookies {
  /** Names, or patterns with `*`. */
  readonly names: readonly string[]
  /** Of the cookies that came, those that have to do with the expected ones. */
  readonly received: readonly Cookie[]
}

/** What all responses of a run set together: an expected cookie may come in any of them, such as the first of a redirect chain. */
export class CookieExpectations {
  readonly #names: readonly string[]
  readonly #withoutPrefix: ReadonlySet<string>
  /** One of each name and fate: the input may be of any length. */
  readonly #received = new Map<string, Cookie>()

  constructor(expectations: Expectations = {}) {
    this.#names = Object.entries(expectations).flatMap(([name, { optional }]) => (optional ? [] : [name]))
    this.#withoutPrefix = new Set(this.#names.map(withoutPrefix))
  }

  get isEmpty(): boolean {
    return this.#names.length === 0
  }

  take(cookies: readonly Cookie[]): void {
    if (this.isEmpty) return
    for (const cookie of cookies) {
      const name = utf8(cookie.name)
      if (this.#withoutPrefix.has(withoutPrefix(name)) || matchesAny(this.#names, name)) this.#received.set(`${cookie.browser.stored} ${cookie.isDeletion} ${name}`, cookie)
    }
  }

  /** Undefined when no cookie must come. */
  get expected(): ExpectedCookies | undefined {
    return this.isEmpty ? undefined : { names: this.#names, received: [...this.#received.values()] }
  }
}
