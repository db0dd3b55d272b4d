import type { Policy } from './policy.ts'
import type { Confidence, RuleSetting, Severity } from './severity.ts'
import type { Subject, SubjectKind } from './subject.ts'

export const presetNames = [
  'recommended',
  'strict',
  'asvs-l1',
  'asvs-l2',
  'asvs-l3',
  'oidc-id-token',
  'rfc9068-access-token',
  'browser-session',
  'api',
] as const
export type PresetName = (typeof presetNames)[number]

/** Everything there is to say about a rule; `explain`, `rules` and the reports print from here. */
export interface RuleMeta<M extends string = string> {
  readonly kind: SubjectKind
  /** Severity in `recommended`. It is a cap: a finding may report less, never more. */
  readonly severity: RuleSetting
  readonly confidence: Confidence
  /** Severity in presets where it differs from `severity`. */
  readonly presets?: Readonly<Partial<Record<Exclude<PresetName, 'recommended'>, RuleSetting>>>
  /** The version that brought it. */
  readonly since: string
  /** The defect, in one sentence. */
  readonly summary: string
  /** Why it matters: what an attacker or a browser does with it. */
  readonly rationale: string
  /** What to change. */
  readonly remediation: string
  /** Standards and weaknesses; `referenceUrl` knows their addresses. */
  readonly references: readonly string[]
  /** Message templates; `{name}` is replaced by data, else by a word of the subject: `{cookie}`, `{response}`. */
  readonly messages: Readonly<Record<M, string>>
  /** Shown by `explain` and run as tests: each `bad` raises this rule with nothing else configured, each `good` does not. */
  readonly examples: { readonly bad: readonly string[]; readonly good: readonly string[] }
  /** When the rule is right not to fire, or fires on something that may be meant. */
  readonly notes?: string
}

export interface RuleReport<M extends string = string> {
  readonly messageId: M
  readonly data?: Readonly<Record<string, string | number>>
  /** Pointer inside the subject, such as `header.alg`; the whole subject when absent. */
  readonly at?: string
  /** Lowers the finding below the configured severity. */
  readonly severity?: Severity
  readonly confidence?: Confidence
  /** A more specific remedy than the rule's own; several are lines of their own. */
  readonly fix?: string | readonly string[]
}

export interface RuleContext<M extends string = string, O extends object = object> {
  readonly options: O
  /** Seconds since 1970; rules never read the clock. */
  readonly now: number
  readonly policy: Policy
  report(report: RuleReport<M>): void
}

export interface Rule<S extends Subject = Subject, M extends string = string, O extends object = object> {
  readonly id: string
  readonly meta: RuleMeta<M>
  readonly defaults: O
  /** Options in presets that want other thresholds than `defaults`. */
  readonly presetOptions?: Readonly<Partial<Record<PresetName, Partial<O>>>>
  check(subject: S, context: RuleContext<M, O>): void
}
