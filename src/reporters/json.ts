import { stringifyJson } from '../core/json.ts'
import type { Report, Reporter } from '../core/report.ts'
import { asciiSafeJson } from '../core/text.ts'

/** Version of the JSON report and of the lines of ndjson. It grows when a member goes or changes its meaning, not when one comes. */
export const schemaVersion = 1

const document = ({ tool, command, ok, summary, judged, notes, problems, manual }: Report) => ({
  schemaVersion,
  tool,
  command,
  ok,
  summary,
  subjects: judged.map(({ subject }) => subject),
  findings: judged.flatMap(({ findings }) => findings),
  suppressed: judged.flatMap(({ suppressed }) => suppressed),
  notes,
  problems,
  ...(manual ? { manual } : {}),
})

/** One document, described by report.schema.json. Numbers are written as the input wrote them. */
export const reporter: Reporter = {
  end: (report) => `${asciiSafeJson(stringifyJson(document(report), 2))}\n`,
}
