import type { Fired, Judged, Report, Summary } from './report.ts'
import { atLeast, severities, type Severity } from './severity.ts'

/** What a run, or a part of one, came to. */
export type Totals = Pick<Report, 'summary' | 'fired' | 'unverified'>

/** Counts what a run finds as it goes, so that a million subjects can be summed up without keeping them. */
export class Tally {
  readonly #counts: Record<Severity, number> = { error: 0, warn: 0, info: 0 }
  readonly #fired = new Map<string, Fired>()
  #subjects = 0
  #suppressed = 0
  #unverified = 0

  add({ subject, findings, suppressed }: Judged): void {
    this.#subjects++
    this.#suppressed += suppressed.length
    if (subject.jwt?.signature.status === 'not-checked') this.#unverified++
    for (const { rule, severity } of findings) {
      this.#counts[severity]++
      this.#count(rule, severity, 1)
    }
  }

  /** Adds what another counted. */
  merge({ summary, fired, unverified }: Totals): void {
    this.#subjects += summary.subjects
    this.#suppressed += summary.suppressed
    this.#unverified += unverified
    for (const severity of severities) this.#counts[severity] += summary[severity]
    for (const [rule, { severity, times }] of fired) this.#count(rule, severity, times)
  }

  #count(rule: string, severity: Severity, times: number): void {
    const before = this.#fired.get(rule)
    const worst = before && atLeast(before.severity, severity) ? before.severity : severity
    this.#fired.set(rule, { severity: worst, times: (before?.times ?? 0) + times })
  }

  get summary(): Summary {
    return { subjects: this.#subjects, ...this.#counts, suppressed: this.#suppressed }
  }

  /** The counts of a report; spread them into it. */
  get totals(): Totals {
    return { summary: this.summary, fired: this.#fired, unverified: this.#unverified }
  }
}
