import { fingerprinter } from '../core/fingerprint.ts'
import type { Finding } from '../core/finding.ts'
import type { SuppressedFinding } from '../core/report.ts'
import type { SubjectView } from '../core/subject.ts'
import { subjectNames } from './suppress.ts'

/** A finding that was there when the gate was switched on. Names what it is for people; the fingerprint decides. */
export interface BaselineEntry {
  readonly fingerprint: string
  readonly rule: string
  readonly subject: string
}

/** A file of known findings: no line numbers and no values, so that it neither goes stale with every edit nor leaks. */
export interface BaselineFile {
  readonly version: 1
  readonly findings: readonly BaselineEntry[]
}

/** Holds findings against those that are known; the file itself is read and written elsewhere. */
export class Baseline {
  readonly #known: ReadonlyMap<string, BaselineEntry>
  readonly #seen = new Map<string, BaselineEntry>()
  readonly #fingerprint = fingerprinter()
  readonly #update: boolean

  /** @param update everything found in this run becomes known */
  constructor(file: BaselineFile, update = false) {
    this.#update = update
    this.#known = new Map(file.findings.map((entry) => [entry.fingerprint, entry]))
  }

  apply(findings: readonly Finding[], view: SubjectView): { findings: readonly Finding[]; suppressed: readonly SuppressedFinding[] } {
    const standing: Finding[] = []
    const suppressed: SuppressedFinding[] = []
    for (const finding of findings) {
      const fingerprint = this.#fingerprint(finding, view)
      this.#seen.set(fingerprint, { fingerprint, rule: finding.rule, subject: `${view.kind} ${subjectNames(view)[0] ?? ''}`.trim() })
      if (this.#update || this.#known.has(fingerprint)) suppressed.push({ ...finding, suppression: { kind: 'baseline', reason: 'known when the baseline was written' } })
      else standing.push(finding)
    }
    return { findings: standing, suppressed }
  }

  /** Known findings that did not come again: the baseline can shrink. */
  get stale(): readonly BaselineEntry[] {
    return [...this.#known.values()].filter(({ fingerprint }) => !this.#seen.has(fingerprint))
  }

  /** What `--update-baseline` writes: everything that was found in this run, sorted. */
  get updated(): BaselineFile {
    const order = (a: BaselineEntry, b: BaselineEntry) => (a.rule + a.subject + a.fingerprint < b.rule + b.subject + b.fingerprint ? -1 : 1)
    return { version: 1, findings: [...this.#seen.values()].sort(order) }
  }
}
