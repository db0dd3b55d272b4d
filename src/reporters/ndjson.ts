import { stringifyJson } from '../core/json.ts'
import type { Finding } from '../core/finding.ts'
import { remembering } from '../core/remember.ts'
import type { Judged, Report, Reporter } from '../core/report.ts'
import type { SubjectView } from '../core/subject.ts'
import { asciiSafeJson } from '../core/text.ts'

const safeJson = (value: unknown): string => asciiSafeJson(stringifyJson(value))
const line = (value: unknown): string => `${safeJson(value)}\n`

const subjectLine = ({ subject, findings, suppressed }: Judged): string =>
  `{"subject":${subjectJson(subject)},"findings":[${findings.map(findingJson).join()}]${suppressed.length > 0 ? `,"suppressed":${safeJson(suppressed)}` : ''}}\n`

const subjectJson = (subject: SubjectView): string =>
  subject.kind === 'cookie' ? `{${Object.entries(subject).map(([name, value]) => `"${name}":${name === 'cookie' ? sharedJson(value as object) : safeJson(value)}`).join()}}` : safeJson(subject)

/** Of a million findings most say the same but for what was seen, and where. */
const findingJson = ({ rule, severity, confidence, subject, message, evidence, fix, references, location }: Finding): string =>
  `{"rule":${textJson(rule)},"severity":"${severity}","confidence":"${confidence}","subject":${safeJson(subject)},"message":${textJson(message)},"evidence":${safeJson(evidence)},"fix":${textJson(fix)},"references":${sharedJson(references)},"location":${safeJson(location)}}`

const textJson = remembering(safeJson)

/** What comes again and again as the same object: a transcript shows a few cookies only, a rule refers to the same standards each time. */
const known = new WeakMap<object, string>()

function sharedJson(value: object): string {
  const before = known.get(value)
  if (before !== undefined) return before
  const json = safeJson(value)
  known.set(value, json)
  return json
}

const lastLine = ({ summary, ok, notes, problems, manual }: Report): string =>
  line({ summary, ok, ...(notes.length > 0 ? { notes } : {}), ...(problems.length > 0 ? { problems } : {}), ...(manual ? { manual } : {}) })

/** A line for each subject as it is judged, and one that sums up. */
export const reporter: Reporter = {
  judged: (judged) => judged.map(subjectLine).join(''),
  end: (report) => report.judged.map(subjectLine).join('') + lastLine(report),
}
