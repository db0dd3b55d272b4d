import type { RuleChoice } from '../core/choices.ts'
import { AuthlintError } from '../core/errors.ts'
import type { Finding } from '../core/finding.ts'
import { ruleHint } from '../core/nearest.ts'
import { defaultPolicy, type Policy } from '../core/policy.ts'
import { presetSettings } from '../core/presets.ts'
import type { Judged, Summary } from '../core/report.ts'
import type { Rule } from '../core/rule.ts'
import { ruleSettings } from '../core/severity.ts'
import type { Subject, SubjectView } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import { Gate } from '../engine/gate.ts'
import { judge, type JudgingSettings } from '../engine/judge.ts'
import { idsOfActive, rulesFor } from '../engine/overrides.ts'
import { rules as registry } from '../rules/index.ts'
import { oneOf, type Check } from './checks.ts'
import type { LintOptions } from './options.ts'

/** What a lint function found. Plain data, redacted unless `showSecrets` was set. */
export interface LintResult {
  /** No finding at or above `failOn`. */
  readonly ok: boolean
  readonly summary: Summary
  /** Each thing that was judged, as in the JSON report. */
  readonly subjects: readonly SubjectView[]
  /** Worst first within each subject. */
  readonly findings: readonly Finding[]
}

/** Judges subjects one after the other, as a run of the command does, without any of its process state. */
export interface Session {
  /** Seconds since 1970. */
  readonly now: number
  readonly policy: Policy
  /** @param complete adds to the view what only the findings tell */
  judge(subject: Subject, now?: number, complete?: (judged: Judged) => SubjectView): Judged
  /** Ids of the rules that run. */
  readonly activeRules: ReadonlySet<string>
  /** Id for the next subject of a kind: `cookie-1`, `cookie-2`. */
  nextId(kind: string): string
  result(): LintResult
}

export function startSession(options: LintOptions, policy: Partial<Policy> = {}): Session {
  const now = options.now === undefined ? Date.now() / 1000 : typeof options.now === 'number' ? options.now : options.now.getTime() / 1000
  const preset = options.preset ?? 'recommended'
  const rules = [...registry, ...(options.ownRules ?? [])]
  const settings: JudgingSettings = {
    now,
    policy: { ...defaultPolicy, ...presetSettings[preset].policy, ...policy },
    showSecrets: options.showSecrets ?? false,
    rulesFor: rulesFor(rules, preset, choices(options, rules), [], new Map()),
  }
  const gate = new Gate(options.failOn ?? presetSettings[preset].failOn)
  const subjects: SubjectView[] = []
  const findings: Finding[] = []
  const ids = new Map<string, number>()
  return {
    now,
    policy: settings.policy,
    get activeRules() {
      return idsOfActive(settings.rulesFor)
    },
    judge(subject, at = now, complete) {
      const found = judge(subject, { ...settings, now: at })
      const judged = complete ? { ...found, subject: complete(found) } : found
      gate.count(judged)
      subjects.push(judged.subject)
      findings.push(...judged.findings)
      return judged
    },
    nextId(kind) {
      const number = (ids.get(kind) ?? 0) + 1
      ids.set(kind, number)
      return `${kind}-${number}`
    },
    result: () => ({ ok: gate.status === 0, summary: gate.totals.summary, subjects, findings }),
  }
}

const knownSetting: Check = oneOf(ruleSettings)

function choices({ rules: chosen = {} }: LintOptions, rules: readonly Rule[]): ReadonlyMap<string, RuleChoice> {
  const ids = rules.map(({ id }) => id)
  return new Map(
    Object.entries(chosen).map(([id, setting]) => {
      if (!ids.includes(id)) throw new AuthlintError('CONFIG_INVALID', `there is no rule "${visible(id, 80)}"`, ruleHint(id, ids))
      const [severity, ruleOptions] = typeof setting === 'string' ? [setting] : setting
      knownSetting(severity, `rules.${id}`)
      return [id, { severity, ...(ruleOptions ? { options: ruleOptions } : {}) }]
    }),
  )
}
