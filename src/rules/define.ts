import type { Cookie } from '../cookie/cookie.ts'
import type { Rule, RuleContext, RuleMeta } from '../core/rule.ts'
import type { Flow } from '../flow/flow.ts'
import type { HttpResponse } from '../http/exchange.ts'
import type { Jwk } from '../jwt/jwk.ts'
import type { Jwt } from '../jwt/jwt.ts'
import type { TokenSet } from '../jwt/token-set.ts'

/** The subject that each family of rules looks at. */
export interface Subjects {
  jwt: Jwt
  /** Every token of a run; its rules belong to the family jwt. */
  'jwt-set': TokenSet
  jwk: Jwk
  cookie: Cookie
  response: HttpResponse
  /** A whole recording, judged last. */
  flow: Flow
}
export type Family = keyof Subjects

interface Definition<F extends Family, M extends string, O extends object> {
  /** `namespace/name`. The namespaces of authlint are the families; take one of your own. */
  readonly id: `${string}/${string}`
  readonly meta: RuleMeta<M> & { readonly kind: F }
  /** Thresholds and lists a user may change. */
  readonly defaults?: O
  readonly presetOptions?: NonNullable<Rule<Subjects[F], M, O>['presetOptions']>
  check(subject: Subjects[F], context: RuleContext<M, O>): void
}

/** Types a rule: message ids must exist, the subject is that of its kind. */
export function defineRule<F extends Family, const M extends string, O extends object = Record<never, never>>(
  definition: Definition<F, M, O>,
): Rule<Subjects[F], M, O> {
  return { ...definition, defaults: definition.defaults ?? ({} as O) }
}
