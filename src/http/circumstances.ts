import type { RoleName } from '../cookie/role.ts'
import type { SecretList } from '../cookie/signature-facts.ts'
import type { Policy } from '../core/policy.ts'
import type { FoundToken } from '../jwt/find.ts'
import type { KeyRing } from '../jwt/keys.ts'

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
