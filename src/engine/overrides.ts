import type { RuleChoice, RuleOverride } from '../core/choices.ts'
import { matchesAny, matchesPath } from '../core/pattern.ts'
import type { PresetName, Rule } from '../core/rule.ts'
import { subjectKinds, type SubjectView } from '../core/subject.ts'
import { activeRules, checkRuleOptions, type ActiveRule } from './settings.ts'

export type RulesFor = (view: SubjectView) => readonly ActiveRule[]

/** Which rules run on a subject. The choices of each combination of overrides are made once. */
export function rulesFor(rules: readonly Rule[], preset: PresetName, choices: ReadonlyMap<string, RuleChoice>, overrides: readonly RuleOverride[], last: ReadonlyMap<string, RuleChoice>): RulesFor {
  checkRuleOptions(rules, [...choices, ...overrides.flatMap((override) => [...override.rules]), ...last])
  const made = new Map<string, ReadonlyMap<string, readonly ActiveRule[]>>()
  const ruleset = (fitting: readonly RuleOverride[], key: string) => {
    const known = made.get(key)
    if (known) return known
    const fresh = activeRules(rules, preset, new Map([...choices, ...fitting.flatMap((override) => [...override.rules]), ...last]))
    made.set(key, fresh)
    return fresh
  }
  return (view) => {
    const fitting = overrides.filter((override) => fits(override, view))
    return ruleset(fitting, fitting.map((override) => overrides.indexOf(override)).join()).get(view.kind) ?? []
  }
}

/** Ids of the rules that run on subjects for which nothing is overridden. */
export const idsOfActive = (chosen: RulesFor): ReadonlySet<string> => new Set(subjectKinds.flatMap((kind) => chosen({ id: '', kind, source: { input: '', line: 1, column: 1 } })).map(({ rule }) => rule.id))

function fits({ inputs, hosts, cookies, issuers }: RuleOverride, view: SubjectView): boolean {
  const { jwt, cookie, response, flow } = view
  const holds = (patterns: readonly string[] | undefined, value: unknown) => patterns === undefined || (typeof value === 'string' && matchesAny(patterns, value))
  const url = cookie?.url ?? response?.url ?? flow?.url
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined
  const fromInput = inputs === undefined || inputs.some((pattern) => matchesPath(pattern, view.source.input))
  return fromInput && holds(hosts, host) && holds(cookies, cookie?.name) && holds(issuers, jwt?.claims?.['iss'])
}
