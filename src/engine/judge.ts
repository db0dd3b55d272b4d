import type { Judged } from '../core/report.ts'
import type { Subject, ViewOptions } from '../core/subject.ts'
import { lint, type LintCircumstances } from './lint.ts'
import type { RulesFor } from './overrides.ts'

export interface JudgingSettings extends LintCircumstances, ViewOptions {
  readonly rulesFor: RulesFor
}

/** Lints a subject and turns it into plain, redacted data. */
export function judge(subject: Subject, settings: JudgingSettings): Judged {
  const view = subject.view(settings)
  return { subject: view, findings: lint(subject, settings.rulesFor(view), settings), suppressed: [] }
}
