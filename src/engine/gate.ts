import { exitStatus, type ExitStatus } from '../core/errors.ts'
import type { Judged } from '../core/report.ts'
import { atLeast, severities, type FailOn } from '../core/severity.ts'
import { Tally, type Totals } from '../core/tally.ts'

/** Counts what was found and decides the exit status. */
export class Gate {
  readonly #failOn: FailOn
  readonly #tally = new Tally()
  #failed = false
  #undone = false

  constructor(failOn: FailOn) {
    this.#failOn = failOn
  }

  count(judged: Judged): void {
    this.#tally.add(judged)
    const failOn = this.#failOn
    if (failOn !== 'never' && judged.findings.some(({ severity }) => atLeast(severity, failOn))) this.#failed = true
  }

  /** Counts what was judged elsewhere. */
  merge(totals: Totals): void {
    this.#tally.merge(totals)
    const failOn = this.#failOn
    if (failOn !== 'never' && severities.some((severity) => totals.summary[severity] > 0 && atLeast(severity, failOn))) this.#failed = true
  }

  /** Something could not be judged: that is never a pass, whatever else was found. */
  countUndone(): void {
    this.#undone = true
  }

  get totals(): Totals {
    return this.#tally.totals
  }

  get status(): ExitStatus {
    return this.#undone ? exitStatus.notDone : this.#failed ? exitStatus.findings : exitStatus.pass
  }
}
