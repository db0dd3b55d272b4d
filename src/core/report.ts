import type { ManualRequirement } from './asvs.ts'
import type { Finding } from './finding.ts'
import type { RuleMeta } from './rule.ts'
import type { Severity } from './severity.ts'
import type { SubjectView } from './subject.ts'

/** One subject with what was found on it, as reporters receive it. */
export interface Judged {
  readonly subject: SubjectView
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}

export interface SuppressedFinding extends Finding {
  readonly suppression: { readonly kind: 'ignore' | 'inline' | 'baseline'; readonly reason: string; readonly until?: string }
}

export interface Summary {
  readonly subjects: number
  readonly error: number
  readonly warn: number
  readonly info: number
  readonly suppressed: number
}

/** A part of the input that could not be judged; any of these makes the status 3. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

/** How often a rule fired, and how badly at worst. */
export interface Fired {
  readonly severity: Severity
  readonly times: number
}

export interface ReportContext {
  readonly tool: { readonly name: 'authlint'; readonly version: string }
  readonly command: string
  /** Seconds since 1970 that the run took for now. */
  readonly now: number
  readonly rules: ReadonlyMap<string, RuleMeta>
  /** The folder that the run was started in: services that show findings beside files know these from there. */
  readonly folder?: string
}

/** A whole run. Everything in it is redacted and plain data. */
export interface Report extends ReportContext {
  readonly ok: boolean
  readonly summary: Summary
  /** By rule id, suppressed findings left out. Counts the whole run, also what was streamed before. */
  readonly fired: ReadonlyMap<string, Fired>
  /** Tokens of the whole run whose signature nothing was held against. */
  readonly unverified: number
  /** Subjects that no `judged` has seen. */
  readonly judged: readonly Judged[]
  /** How the input was understood: `curl -i, 2 responses`. */
  readonly notes: readonly string[]
  readonly problems: readonly Problem[]
  /** Requirements of the preset that are left to people; without findings they are not met, only not judged. */
  readonly manual?: readonly ManualRequirement[]
}

/** What the output stream can show. Handed in, so that reporters never look at the environment. */
export interface Terminal {
  readonly color: boolean
  readonly columns: number
  readonly unicode: boolean
  readonly hyperlinks: boolean
}

/**
 * Turns a report into text. A reporter with `judged` streams: it is handed subjects as soon as `batch` of them wait
 * (at once, when it names no number), and those that still wait when the input ends are in the report that `end`
 * gets. A reporter without it gets everything at the end.
 */
export interface Reporter {
  readonly judged?: (judged: readonly Judged[], context: ReportContext, terminal: Terminal) => string
  readonly batch?: number
  readonly end: (report: Report, terminal: Terminal) => string
}
