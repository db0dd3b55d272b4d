import { stringifyJson } from '../core/json.ts'
import type { Judged, Report, Reporter } from '../core/report.ts'
import { asciiSafeJson } from '../core/text.ts'

const line = (value: unknown): string => `${asciiSafeJson(stringifyJson(value))}\n`

const subjectLine = ({ subject, findings, suppressed }: Judged): string =>
  line({ subject, findings, ...(suppressed.length > 0 ? { suppressed } : {}) })

const lastLine = ({ summary, ok, notes, problems, manual }: Report): string =>
  line({ summary, ok, ...(notes.length > 0 ? { notes } : {}), ...(problems.length > 0 ? { problems } : {}), ...(manual ? { manual } : {}) })

/** A line for each subject as it is judged, and one that sums up. */
export const reporter: Reporter = {
  judged: (judged) => judged.map(subjectLine).join(''),
  end: (report) => report.judged.map(subjectLine).join('') + lastLine(report),
}
