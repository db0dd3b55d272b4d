import type { Finding } from '../core/finding.ts'
import type { Policy } from '../core/policy.ts'
import type { RuleReport } from '../core/rule.ts'
import { bySeverity, milder, type Severity } from '../core/severity.ts'
import type { Subject } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import type { ActiveRule } from './settings.ts'

export interface LintCircumstances {
  readonly policy: Policy
  /** Seconds since 1970. */
  readonly now: number
}

/** Runs the rules of a subject's kind over it; worst findings first, then in rule order. */
export function lint(subject: Subject, rules: readonly ActiveRule[], { policy, now }: LintCircumstances): Finding[] {
  const findings: Finding[] = []
  let active: ActiveRule
  const report = (reported: RuleReport): void => {
    findings.push(toFinding(subject, active, reported))
  }
  for (active of rules) active.rule.check(subject, { options: active.options, policy, now, report })
  return findings.length > 1 ? findings.sort((a, b) => bySeverity(a.severity, b.severity)) : findings
}

/** What a rule reported, with the caps of severity and confidence applied and its message filled in. */
export function toFinding(subject: Subject, { rule, severity: cap }: ActiveRule, report: RuleReport): Finding {
  const { meta } = rule
  const confidence = report.confidence ?? meta.confidence
  return {
    rule: rule.id,
    severity: capped(report.severity ? milder(report.severity, cap) : cap, confidence),
    confidence,
    subject: subject.id,
    message: fill(meta.messages[report.messageId] ?? report.messageId, report.data),
    evidence: subject.show(report.at),
    fix: report.fix === undefined ? meta.remediation : [report.fix].flat().map((line) => visible(line, 2000)).join('\n'),
    references: meta.references,
    location: subject.locate(report.at),
  }
}

/** A guess never fails a build: tentative findings are warnings at most. */
const capped = (severity: Severity, confidence: Finding['confidence']): Severity => (confidence === 'tentative' ? milder(severity, 'warn') : severity)

/** Puts data into a message; the data may come from an attacker. */
function fill(template: string, data: RuleReport['data']): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = data?.[name]
    return value === undefined ? placeholder : typeof value === 'number' ? String(value) : visible(value)
  })
}
