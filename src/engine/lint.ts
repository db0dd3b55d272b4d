import type { Finding } from '../core/finding.ts'
import { individual, individualReads } from '../core/individual.ts'
import type { Policy } from '../core/policy.ts'
import { remembering } from '../core/remember.ts'
import type { RuleContext, RuleReport } from '../core/rule.ts'
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
  const { checks, plans } = runOf(rules, policy)
  const { likeness } = subject
  const plan = likeness && plans.get(likeness)
  const findings: Finding[] = []
  if (plan) for (const step of plan) for (const one of step instanceof Check ? step.conclude(subject, now).said : step) findings.push(placed(subject, one))
  else {
    const fresh: Step[] = []
    for (const check of checks) {
      const { said: all, isShared } = check.conclude(subject, now)
      for (const one of all) findings.push(placed(subject, one))
      if (!isShared) fresh.push(check)
      else if (all.length > 0) fresh.push(all)
    }
    if (likeness) plans.set(likeness, fresh)
  }
  return findings.sort((a, b) => bySeverity(a.severity, b.severity))
}

/** What a rule says of a subject, before it is said where. */
interface Said {
  readonly at: string | undefined
  readonly part: Pick<Finding, 'rule' | 'severity' | 'confidence' | 'message' | 'fix' | 'references'>
}

interface Conclusion {
  readonly said: readonly Said[]
  /** It holds for every subject of the same likeness: the rule read no individual part, and not the time. */
  readonly isShared: boolean
}

/** A rule with what it needs to run, made once: there may be a million subjects. */
class Check {
  readonly #active: ActiveRule
  readonly #context: RuleContext
  #now = 0
  #said: Said[] = []
  #subject: Subject | undefined

  constructor(active: ActiveRule, policy: Policy) {
    const { options } = active
    const now = () => individual(this.#now)
    this.#active = active
    this.#context = {
      options,
      policy,
      get now() {
        return now()
      },
      report: (reported) => this.#said.push(said(this.#subject, active, reported)),
    }
  }

  conclude(subject: Subject, now: number): Conclusion {
    this.#now = now
    this.#said = []
    this.#subject = subject
    const before = individualReads()
    this.#active.rule.check(subject, this.#context)
    return { said: this.#said, isShared: individualReads() === before }
  }
}

/** What is left to do for a subject of a known likeness: rules that look at its individual parts, and what the others said. */
type Step = Check | readonly Said[]

interface RulesRun {
  readonly policy: Policy
  readonly checks: readonly Check[]
  readonly plans: WeakMap<object, readonly Step[]>
}

const runs = new WeakMap<readonly ActiveRule[], RulesRun>()

function runOf(rules: readonly ActiveRule[], policy: Policy): RulesRun {
  const known = runs.get(rules)
  if (known?.policy === policy) return known
  const run = { policy, checks: rules.map((active) => new Check(active, policy)), plans: new WeakMap() }
  runs.set(rules, run)
  return run
}

/** What a rule reported, with the caps of severity and confidence applied and its message filled in. */
export const toFinding = (subject: Subject, active: ActiveRule, report: RuleReport): Finding => placed(subject, said(subject, active, report))

function said(subject: Subject | undefined, { rule, severity: cap }: ActiveRule, report: RuleReport): Said {
  const { meta } = rule
  const confidence = report.confidence ?? meta.confidence
  return {
    at: report.at,
    part: {
      rule: rule.id,
      severity: capped(milder(report.severity ?? cap, cap), confidence),
      confidence,
      message: fill(meta.messages[report.messageId] ?? report.messageId, report.data, subject),
      fix: report.fix === undefined ? meta.remediation : [report.fix].flat().map((line) => visible(line, 2000)).join('\n'),
      references: meta.references,
    },
  }
}

const placed = (subject: Subject, { at, part: { rule, severity, confidence, message, fix, references } }: Said): Finding => ({
  rule,
  severity,
  confidence,
  subject: subject.id,
  message,
  evidence: subject.show(at),
  fix,
  references,
  location: subject.locate(at),
})

/** A guess never fails a build: tentative findings are warnings at most. */
const capped = (severity: Severity, confidence: Finding['confidence']): Severity => (confidence === 'tentative' ? milder(severity, 'warn') : severity)

/** Puts data into a message; the data may come from an attacker. */
function fill(template: string, data: RuleReport['data'], subject: Subject | undefined): string {
  const worded = (name: string): string => {
    const value = data?.[name] ?? subject?.words?.[name]
    return value === undefined ? `{${name}}` : typeof value === 'number' ? String(value) : visible(value)
  }
  return piecesOf(template).map((piece, i) => (i % 2 === 0 ? piece : worded(piece))).join('')
}

/** Text and names in turn. */
const piecesOf = remembering((template) => template.split(/\{(\w+)\}/), { most: 1000 })
