import type { PresetName, Rule } from '../core/rule.ts'
import type { FailOn, RuleSetting } from '../core/severity.ts'

/** What every lint function takes. */
export interface LintOptions {
  /** The time to judge at; the clock when absent. A number is seconds since 1970. */
  readonly now?: Date | number
  /** Rules and severities to start from; `recommended` when absent. */
  readonly preset?: PresetName
  /** Severity of single rules by id, such as `{ 'jwt/missing-jti': 'off' }`. An unknown id throws. */
  readonly rules?: Readonly<Record<string, RuleSetting | readonly [RuleSetting, object]>>
  /** Rules of your own, made with `defineRule`. */
  readonly ownRules?: readonly Rule[]
  /** The least severity that makes `ok` false; that of the preset when absent, which is `error` but for `strict`. */
  readonly failOn?: FailOn
  /** Keep credentials in the subjects. Never do that where the result is logged. */
  readonly showSecrets?: boolean
}
