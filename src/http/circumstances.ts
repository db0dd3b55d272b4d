import type { RoleName } from '../cookie/role.ts'
import type { SecretList } from '../cookie/signature-facts.ts'
import type { Policy } from '../core/policy.ts'
import type { KeyRing } from '../jwt/keys.ts'

/** What is known beside a response when its parts are judged. */
export interface Circumstances {
  /** Seconds since 1970. */
  readonly now: number
  readonly policy: Policy
  readonly roles?: ReadonlyMap<string, RoleName> | undefined
  /** Framework that fixes are written for. */
  readonly framework?: string | undefined
  readonly keys?: KeyRing
  /** What is tried on signed cookies; the built-in list when absent. */
  readonly secretLists?: readonly SecretList[] | undefined
  /** Id for the next subject of a kind. */
  nextId(kind: string): string
}
