import type { Finding } from '../core/finding.ts'
import { fingerprinter, hash64 } from '../core/fingerprint.ts'
import { stringifyJson } from '../core/json.ts'
import type { Report, Reporter } from '../core/report.ts'
import type { Severity } from '../core/severity.ts'
import { asciiSafeJson } from '../core/text.ts'
import { artifactPath } from './artifact.ts'
import { linesOf, safe } from './describe.ts'

/** A GitLab code quality report. Fingerprints are unique: of two equal ones GitLab would show only the first. */
export const reporter: Reporter = {
  end: (report) => `${asciiSafeJson(stringifyJson(issues(report), 2))}\n`,
}

const severities: Record<Severity, string> = { error: 'critical', warn: 'major', info: 'info' }

function issues({ judged, problems, folder }: Report) {
  const fingerprint = fingerprinter()
  return [
    ...judged.flatMap(({ subject, findings }) => findings.map((finding) => issue(finding, fingerprint(finding, subject), folder))),
    // An empty list would read as a clean one.
    ...problems.map(({ code, message }, i) => ({
      description: safe(message),
      check_name: `authlint/${code.toLowerCase().replaceAll('_', '-')}`,
      fingerprint: hash64(`problem ${i} ${code}`),
      severity: 'blocker',
      location: { path: 'authlint', lines: { begin: 1 } },
    })),
  ]
}

const issue = ({ rule, severity, message, fix, location: { input, line, endLine = line } }: Finding, fingerprint: string, folder: string | undefined) => ({
  description: `${safe(message)} Fix: ${linesOf(fix).join(' ')}`,
  check_name: rule,
  fingerprint,
  severity: severities[severity],
  categories: ['Security'],
  location: { path: artifactPath(input, folder), lines: { begin: line, end: endLine } },
})
