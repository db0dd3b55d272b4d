import type { Finding } from '../core/finding.ts'
import type { Policy } from '../core/policy.ts'
import { remembering } from '../core/remember.ts'
import type { Rule, RuleContext, RuleReport } from '../core/rule.ts'
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
  const run = runOf(rules)
  const findings: Finding[] = []
  run.subject = subject
  run.findings = findings
  for (const { rule, context } of run.checks) {
    context.policy = policy
    context.now = now
    rule.check(subject, context)
  }
  return findings.length > 1 ? findings.sort((a, b) => bySeverity(a.severity, b.severity)) : findings
}

/** What a set of rules needs to run, made once: there may be a million subjects. */
interface RulesRun {
  readonly checks: readonly { readonly rule: Rule; readonly context: Mutable<RuleContext> }[]
  /** What is looked at, and what was found on it so far. */
  subject: Subject | undefined
  findings: Finding[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const runs = new WeakMap<readonly ActiveRule[], RulesRun>()

function runOf(rules: readonly ActiveRule[]): RulesRun {
  const known = runs.get(rules)
  if (known) return known
  const checks = rules.map((active) => {
    const report = (reported: RuleReport): void => {
      if (run.subject) run.findings.push(toFinding(run.subject, active, reported))
    }
    return { rule: active.rule, context: { options: active.options, policy: noPolicy, now: 0, report } }
  })
  const run: RulesRun = { checks, subject: undefined, findings: [] }
  runs.set(rules, run)
  return run
}

const noPolicy: Policy = { clockTolerance: 0 }

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
  const pieces = piecesOf(template)
  if (pieces.length === 1) return template
  let text = ''
  pieces.forEach((piece, i) => {
    if (i % 2 === 0) text += piece
    else {
      const value = data?.[piece]
      text += value === undefined ? `{${piece}}` : typeof value === 'number' ? String(value) : visible(value)
    }
  })
  return text
}

/** Text and names in turn. */
const piecesOf = remembering((template) => template.split(/\{(\w+)\}/), { most: 1000 })
