import { AuthlintError } from '../core/errors.ts'
import { presetNames, type PresetName, type Rule } from '../core/rule.ts'
import { failOnLevels, type FailOn, type RuleSetting } from '../core/severity.ts'
import * as check from './checks.ts'

/** What every lint function takes. */
export interface LintOptions {
  /** The time to judge at; the clock when absent. A number is seconds since 1970. */
  readonly now?: Date | number
  /** Rules and severities to start from; `recommended` when absent. */
  readonly preset?: PresetName
  /** Severity of single rules by id, such as `{ 'jwt/missing-jti': 'off' }`, with options as `['warn', { ... }]`. An unknown id throws. */
  readonly rules?: Readonly<Record<string, RuleSetting | readonly [RuleSetting, object]>>
  /** Rules of your own, made with `defineRule`. */
  readonly ownRules?: readonly Rule[]
  /** The least severity that makes `ok` false; that of the preset when absent, which is `error` but for `strict`. */
  readonly failOn?: FailOn
  /** Keep credentials in the subjects. Never do that where the result is logged. */
  readonly showSecrets?: boolean
}

export type OptionChecks = Readonly<Record<string, check.Check>>

export const commonOptions = {
  now: check.moment,
  preset: check.oneOf(presetNames),
  rules: check.tableOf(check.anything),
  ownRules: check.aList,
  failOn: check.oneOf(failOnLevels),
  showSecrets: check.flag,
} satisfies Record<keyof LintOptions, check.Check>

/** A misspelt option must not be silently ignored: without its key a token counts as not checked. */
export const checkOptions = (options: unknown, checks: OptionChecks): void => check.membersOf(checks)(options, '')

/** What `text` is said to be, when it is none; the caller may be JavaScript. */
export function textOnly(text: unknown, what: string): asserts text is string {
  if (typeof text !== 'string') throw new AuthlintError('USAGE', `${what} must be a text, and is ${text === null ? 'null' : Array.isArray(text) ? 'a list' : typeof text}`)
}
