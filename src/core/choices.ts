import type { RuleSetting } from './severity.ts'

/** What somebody decided for a rule: its severity, other options, or both. */
export interface RuleChoice {
  readonly severity?: RuleSetting
  readonly options?: object
}

/** Rules that apply only to subjects that fit every condition given. Patterns may hold `*`. */
export interface RuleOverride {
  readonly inputs?: readonly string[]
  readonly hosts?: readonly string[]
  readonly cookies?: readonly string[]
  readonly issuers?: readonly string[]
  readonly rules: ReadonlyMap<string, RuleChoice>
}
