import type { Cookie } from './cookie.ts'
import { standIn } from './content.ts'
import { setsSecret } from './about.ts'
import { isRedacted } from './value.ts'

/** Kept in all; a suite of statistical tests wants as many of one cookie. */
export const mostSamples = 20_000

interface Collected {
  readonly values: string[]
  readonly issuedAt: (number | undefined)[]
  left: number
  last: { readonly cookie: Cookie; readonly now: number }
}

/** A cookie that is ready to be judged, at its time in seconds since 1970. */
export interface Sampled {
  readonly cookie: Cookie
  readonly now: number
}

/**
 * Collects the values that a run of responses gives to each session id or anti-forgery token, so that the last cookie of each
 * name can be judged with all of them. Holds back one cookie a name and at most `mostSamples` values.
 */
export class SampleCollector {
  readonly #byName = new Map<string, Collected>()
  #kept = 0

  /**
   * Returns what can be judged by now: the cookie itself when it is none to compare, else the one of the same name before it.
   *
   * @param issuedAt seconds since 1970 (the Date header), when known
   */
  take(cookie: Cookie, now: number, issuedAt: number | undefined): readonly Sampled[] {
    if (!isSample(cookie)) return [{ cookie, now }]
    const collected = this.#byName.get(cookie.name)
    if (!collected) {
      if (this.#kept >= mostSamples) return [{ cookie, now }]
      this.#kept++
      this.#byName.set(cookie.name, { values: [cookie.value], issuedAt: [issuedAt], left: 0, last: { cookie, now } })
      return []
    }
    const before = collected.last
    collected.last = { cookie, now }
    if (isRenewal(cookie)) return [before]
    if (this.#kept >= mostSamples) {
      collected.left++
      return [before]
    }
    this.#kept++
    collected.values.push(cookie.value)
    collected.issuedAt.push(issuedAt)
    return [before]
  }

  /** The last cookie of each name, with the samples of its name. */
  rest(): readonly Sampled[] {
    return [...this.#byName.values()].map(({ values, issuedAt, last: { cookie, now } }) => {
      const times = issuedAt.filter((time) => time !== undefined)
      const samples = { values, ...(times.length === values.length ? { issuedAt: times } : {}) }
      return { now, cookie: cookie.with({ samples }) }
    })
  }

  /** How many values of each name are compared, and how many were too many. */
  get counts(): readonly { readonly name: string; readonly samples: number; readonly left: number }[] {
    return [...this.#byName].map(([name, { values, left }]) => ({ name, samples: values.length, left }))
  }
}

function isSample(cookie: Cookie): boolean {
  if (!setsSecret(cookie)) return false
  const { text } = cookie.parsed.decoded
  return text !== '' && !isRedacted(text) && !standIn(text)
}

/** The browser sent this very value: the server keeps a session alive and gives out no new id. */
const isRenewal = ({ name, value, requestHeaders }: Cookie): boolean =>
  requestHeaders['cookie']?.split(';').some((pair) => pair.trim() === `${name}=${value}`) === true
