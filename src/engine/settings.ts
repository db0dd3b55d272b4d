import type { RuleChoice } from '../core/choices.ts'
import { AuthlintError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import type { PresetName, Rule } from '../core/rule.ts'
import type { RuleSetting, Severity } from '../core/severity.ts'
import { list, visible } from '../core/text.ts'

/** A rule that is switched on, with what was decided for it. */
export interface ActiveRule {
  readonly rule: Rule
  readonly severity: Severity
  readonly options: object
}

/** Rules that run, grouped by the kind of subject they look at: preset first, then the user's choices. */
export function activeRules(
  rules: readonly Rule[],
  preset: PresetName = 'recommended',
  choices: ReadonlyMap<string, RuleChoice> = new Map(),
): ReadonlyMap<string, readonly ActiveRule[]> {
  const active = new Map<string, ActiveRule[]>()
  for (const rule of rules) {
    const choice = choices.get(rule.id)
    const severity = choice?.severity ?? presetSeverity(rule, preset)
    if (severity === 'off') continue
    const options = { ...rule.defaults, ...rule.presetOptions?.[preset], ...choice?.options }
    const group = active.get(rule.meta.kind) ?? []
    group.push({ rule, severity, options })
    active.set(rule.meta.kind, group)
  }
  return active
}

/** An option that a rule does not have, or cannot read, would change nothing, and nobody would notice. */
export function checkRuleOptions(rules: readonly Rule[], choices: readonly (readonly [id: string, choice: RuleChoice])[]): void {
  for (const [id, { options = {} }] of choices) {
    const rule = rules.find((candidate) => candidate.id === id)
    if (!rule) continue
    const defaults: object = rule.defaults
    for (const [name, value] of Object.entries(options)) {
      const [problem, hint] = optionProblem(name, value, defaults) ?? []
      if (problem !== undefined) throw new AuthlintError('CONFIG_INVALID', `${id}: ${problem}`, hint)
    }
  }
}

function optionProblem(name: string, value: unknown, defaults: object): readonly [problem: string, hint: string] | undefined {
  const known = Object.keys(defaults)
  if (!known.includes(name)) {
    const near = nearest(name, known)
    return [`there is no option "${visible(name, 80)}"`, near !== undefined ? `Did you mean ${near}?` : known.length > 0 ? `Its options are ${list(known)}.` : 'It has no options.']
  }
  const wanted = typeOf((defaults as Readonly<Record<string, unknown>>)[name])
  return typeOf(value) === wanted ? undefined : [`the option ${name} must be ${wanted}, and is ${typeOf(value)}`, 'authlint explain shows its default.']
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`)

/** What a preset makes of a rule. */
export const presetSeverity = ({ meta }: Rule, preset: PresetName): RuleSetting =>
  (preset === 'recommended' ? undefined : meta.presets?.[preset]) ?? meta.severity
