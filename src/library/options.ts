import { AuthlintError } from '../core/errors.ts'
import { lookUp } from '../core/look-up.ts'
import { nearest } from '../core/nearest.ts'
import { presetNames, type PresetName, type Rule } from '../core/rule.ts'
import { visible } from '../core/text.ts'
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

export const commonOptions = { now: true, preset: true, rules: true, ownRules: true, failOn: true, showSecrets: true } satisfies Record<keyof LintOptions, true>

/** What the same is called elsewhere. */
const otherNames: Readonly<Record<string, string>> = { keys: 'key', jwks: 'key', publicKey: 'key', iss: 'issuer', aud: 'audience', sub: 'subject', alg: 'algorithms', requiredClaims: 'require', leeway: 'clockTolerance' }

/** A misspelt option must not be silently ignored: without its key a token counts as not checked. */
export function refuseUnknownOptions(options: object, known: Readonly<Record<string, true>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (Object.hasOwn(known, name) || value === undefined) continue
    const other = lookUp(otherNames, name)
    const near = other !== undefined && Object.hasOwn(known, other) ? other : nearest(name, Object.keys(known))
    throw new AuthlintError('USAGE', `there is no option "${visible(name, 60)}"`, near === undefined ? `Known here: ${Object.keys(known).join(', ')}.` : `Did you mean ${near}?`)
  }
  const { preset } = options as LintOptions
  if (preset !== undefined && !presetNames.includes(preset)) throw new AuthlintError('USAGE', `there is no preset "${visible(String(preset), 60)}"`, `Known: ${presetNames.join(', ')}.`)
}

/** What `text` is said to be, when it is none; the caller may be JavaScript. */
export function textOnly(text: unknown, what: string): asserts text is string {
  if (typeof text !== 'string') throw new AuthlintError('USAGE', `${what} must be a text, and is ${text === null ? 'null' : Array.isArray(text) ? 'a list' : typeof text}`)
}

/** A URL that an option gives. */
export function urlOf(url: string | URL): URL {
  if (!URL.canParse(String(url))) throw new AuthlintError('USAGE', `the option url is no URL: "${visible(String(url), 80)}"`, 'Write it whole, as in https://app.example.com/login')
  return new URL(url)
}
