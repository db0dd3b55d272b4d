import type { RuleChoice } from '../core/choices.ts'
import type { PresetName, Rule } from '../core/rule.ts'
import type { RuleSetting, Severity } from '../core/severity.ts'

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

/** What a preset makes of a rule. */
export const presetSeverity = ({ meta }: Rule, preset: PresetName): RuleSetting =>
  (preset === 'recommended' ? undefined : meta.presets?.[preset]) ?? meta.severity
