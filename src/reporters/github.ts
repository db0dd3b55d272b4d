import type { Finding } from '../core/finding.ts'
import type { Report, Reporter } from '../core/report.ts'
import { bySeverity, severities, type Severity } from '../core/severity.ts'
import { artifactPath } from './artifact.ts'
import { linesOf, safe, verdict } from './describe.ts'
import { foldOf } from './fold.ts'
import { markdown } from './markdown.ts'

/** GitHub shows this many annotations of each level in a step; the rest would silently be gone. */
const shownOfEach = 10

/** Workflow commands, worst first, and one plain line that says what GitHub does not show. */
export const reporter: Reporter = {
  end(report) {
    const problems = report.problems.map(({ message }) => `::error title=${property('authlint: not judged')}::${data(safe(message))}`)
    const all = report.judged.flatMap((judged) => judged.findings)
    const fold = foldOf(report.judged)
    const findings = all.filter((finding) => !fold.isEcho(finding)).toSorted((a, b) => bySeverity(a.severity, b.severity))
    const shown = severities.flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity).slice(0, shownOfEach - (severity === 'error' ? Math.min(shownOfEach, problems.length) : 0)),
    )
    const hidden = findings.length - shown.length
    const last = `authlint: ${verdict(report)}${hidden > 0 ? ` ${hidden} not shown as annotations; the job summary has all.` : ''}`
    return [...problems.slice(0, shownOfEach), ...shown.map((finding) => annotation(finding, fold.echoes(finding), report.folder)), last].map((line) => `${line}\n`).join('')
  },
}

/** The same run as Markdown, for the file that GITHUB_STEP_SUMMARY names; at most a mebibyte is taken there. */
export const jobSummary = (report: Report): string => markdown(report, 900_000)

const commands: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'notice' }

function annotation({ severity, rule, message, fix, location: { input, line, column, endLine = line, endColumn } }: Finding, echoes: string, folder: string | undefined): string {
  const properties = {
    file: artifactPath(input, folder),
    line,
    endLine,
    // Columns are taken only within one line.
    ...(endLine === line ? { col: column, endColumn } : {}),
    title: rule,
  }
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  return `::${commands[severity]} ${written.join(',')}::${data(`${[safe(message), echoes].filter(Boolean).join(' ')}\nFix: ${linesOf(fix).join('\n')}`)}`
}

/** Escapes of the runner's command syntax. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
