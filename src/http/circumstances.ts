import type { RoleName } from '../core/cookie-roles.ts'
import type { SecretList } from '../cookie/signature-facts.ts'
import type { Policy } from '../core/policy.ts'
import type { FoundToken } from '../jwt/find.ts'
import type { KeyRing } from '../jwt/keys.ts'
import type { Exchange } from './exchange.ts'

/** What is known beside a response when its parts are judged. */
export interface Circumstances {
  /** Seconds since 1970. */
  readonly now: number
  /** When it took place by each clock that says so, in seconds since 1970; tokens are judged between them. */
  readonly times?: readonly number[]
  readonly policy: Policy
  readonly roles?: ReadonlyMap<string, RoleName> | undefined
  /** Framework that fixes are written for. */
  readonly framework?: string | undefined
  readonly keys?: KeyRing
  /** Which tokens of the request are wanted, too; none when absent. */
  readonly sentTokens?: (found: FoundToken) => boolean
  /** What is tried on signed cookies; the built-in list when absent. */
  readonly secretLists?: readonly SecretList[] | undefined
  /** Id for the next subject of a kind. */
  nextId(kind: string): string
}

/**
 * The clocks that an exchange is judged by. What browsers make of it is decided by that of the server, for that is what expiry is
 * counted from; a saved response is judged at its own time, and at that of the run only when it does not tell, or when the user
 * fixed it.
 */
export function clocksOf({ date, sentAt }: Exchange, now: number, isFixed: boolean): Required<Pick<Circumstances, 'now' | 'times'>> {
  const times = isFixed ? [] : [date, sentAt].filter((time) => time !== undefined)
  return { now: times[0] ?? now, times: times.length > 0 ? times : [now] }
}
