import { stringifyJson } from '../core/json.ts'
import type { Judged, Report, Reporter } from '../core/report.ts'
import type { SubjectView } from '../core/subject.ts'
import { asciiSafeJson } from '../core/text.ts'

const safeJson = (value: unknown): string => asciiSafeJson(stringifyJson(value))
const line = (value: unknown): string => `${safeJson(value)}\n`

const subjectLine = ({ subject, findings, suppressed }: Judged): string =>
  `{"subject":${subjectJson(subject)},"findings":${findings.length === 0 ? '[]' : safeJson(findings)}${suppressed.length > 0 ? `,"suppressed":${safeJson(suppressed)}` : ''}}\n`

const subjectJson = (subject: SubjectView): string =>
  subject.kind === 'cookie' ? `{${Object.entries(subject).map(([name, value]) => `"${name}":${name === 'cookie' ? detailJson(value as object) : safeJson(value)}`).join()}}` : safeJson(subject)

/** A transcript shows the same few cookies again and again, and says of them the same. */
const details = new WeakMap<object, string>()

function detailJson(detail: object): string {
  const known = details.get(detail)
  if (known !== undefined) return known
  const json = safeJson(detail)
  details.set(detail, json)
  return json
}

const lastLine = ({ summary, ok, notes, problems, manual }: Report): string =>
  line({ summary, ok, ...(notes.length > 0 ? { notes } : {}), ...(problems.length > 0 ? { problems } : {}), ...(manual ? { manual } : {}) })

/** A line for each subject as it is judged, and one that sums up. */
export const reporter: Reporter = {
  judged: (judged) => judged.map(subjectLine).join(''),
  end: (report) => report.judged.map(subjectLine).join('') + lastLine(report),
}
