import type { Judged } from '../core/report.ts'
import type { Subject, ViewOptions } from '../core/subject.ts'
import { lint, type LintCircumstances } from './lint.ts'
import type { ActiveRule } from './settings.ts'

export interface JudgingSettings extends LintCircumstances, ViewOptions {
  /** Active rules by the kind of subject they look at. */
  readonly rules: ReadonlyMap<string, readonly ActiveRule[]>
}

/** Lints a subject and turns it into plain, redacted data. */
export function judge(subject: Subject, settings: JudgingSettings): Judged {
  return {
    subject: subject.view(settings),
    findings: lint(subject, settings.rules.get(subject.kind) ?? [], settings),
    suppressed: [],
  }
}
