import { exitStatus, type ExitStatus } from '../core/errors.ts'
import type { Judged } from '../core/report.ts'
import { atLeast, severities, type FailOn } from '../core/severity.ts'
import { Tally, type Totals } from '../core/tally.ts'

/** Counts what was found and decides the exit status. */
export class Gate {
  readonly #failOn: FailOn
  readonly #tally = new Tally()
  #undone = false

  constructor(failOn: FailOn) {
    this.#failOn = failOn
  }

  count(judged: Judged): void {
    this.#tally.add(judged)
  }

  /** Counts what was judged elsewhere. */
  merge(totals: Totals): void {
    this.#tally.merge(totals)
  }

  /** Something could not be judged: that is never a pass, whatever else was found. */
  countUndone(): void {
    this.#undone = true
  }

  get totals(): Totals {
    return this.#tally.totals
  }

  get status(): ExitStatus {
    if (this.#undone) return exitStatus.notDone
    const { summary } = this.#tally
    return severities.some((severity) => summary[severity] > 0 && atLeast(severity, this.#failOn)) ? exitStatus.findings : exitStatus.pass
  }
}
