import type { Finding } from '../core/finding.ts'
import { fingerprinter } from '../core/fingerprint.ts'
import { stringifyJson } from '../core/json.ts'
import type { Location } from '../core/location.ts'
import { referenceUrl } from '../core/reference.ts'
import type { Judged, Report, Reporter, SuppressedFinding } from '../core/report.ts'
import type { RuleMeta } from '../core/rule.ts'
import type { Confidence, RuleSetting } from '../core/severity.ts'
import { asciiSafeJson } from '../core/text.ts'
import { artifactUri } from './artifact.ts'
import { safe, title } from './describe.ts'

/** SARIF 2.1.0 (OASIS Standard, errata 01), in the form that GitHub code scanning takes. */
export const reporter: Reporter = {
  end: (report) => `${asciiSafeJson(stringifyJson(log(report), 2))}\n`,
}

const log = (report: Report) => {
  const ruleIds = [...new Set([...report.rules.keys(), ...report.fired.keys()])].toSorted()
  const ruleIndex = new Map(ruleIds.map((id, i) => [id, i]))
  const fingerprint = fingerprinter()
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, rules: ruleIds.map((id) => descriptor(id, report.rules.get(id))) } },
        // The category: what ends in a slash tells runs of one commit apart.
        automationDetails: { id: `authlint/${report.command}/` },
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: report.problems.map(({ code, message, hint }) => ({
              level: 'error',
              descriptor: { id: code },
              message: { text: messageText(hint === undefined ? message : `${message}\n${hint}`) },
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: report.judged.flatMap((judged) =>
          [...judged.findings, ...judged.suppressed].map((finding) => ({
            ruleId: finding.rule,
            ...(ruleIndex.has(finding.rule) ? { ruleIndex: ruleIndex.get(finding.rule) } : {}),
            ...result(finding, judged, report.folder),
            partialFingerprints: { 'authlintFingerprint/v1': fingerprint(finding, judged.subject) },
          })),
        ),
      },
    ],
  }
}

const levels: Record<RuleSetting, 'error' | 'warning' | 'note'> = { error: 'error', warn: 'warning', info: 'note', off: 'note' }
/** As CVSS scores are read: from 7.0 high, from 4.0 medium, below low. */
const securitySeverity: Record<RuleSetting, string> = { error: '8.0', warn: '5.0', info: '2.0', off: '2.0' }
const precision: Record<Confidence, string> = { certain: 'very-high', firm: 'high', tentative: 'medium' }

const descriptor = (id: string, meta: RuleMeta | undefined) =>
  meta === undefined
    ? { id }
    : {
        id,
        shortDescription: { text: meta.summary },
        fullDescription: { text: meta.rationale },
        ...helpUri(meta.references),
        help: { text: helpText(meta), markdown: helpMarkdown(meta) },
        defaultConfiguration: { level: levels[meta.severity], enabled: meta.severity !== 'off' },
        properties: {
          tags: ['security', ...meta.references.flatMap((reference) => (reference.startsWith('CWE-') ? [`external/cwe/${reference.toLowerCase()}`] : []))],
          precision: precision[meta.confidence],
          'security-severity': securitySeverity[meta.severity],
        },
      }

function helpUri(references: readonly string[]): { helpUri?: string } {
  const url = references.map(referenceUrl).find((address) => address !== undefined)
  return url === undefined ? {} : { helpUri: url }
}

const helpText = ({ summary, rationale, remediation, references }: RuleMeta): string =>
  `${summary}\n\n${rationale}\n\nFix: ${remediation}\n\nReferences: ${references.join(', ')}`

const helpMarkdown = ({ summary, rationale, remediation, references, notes }: RuleMeta): string =>
  [
    summary,
    rationale,
    `**Fix**: ${remediation}`,
    ...(notes === undefined ? [] : [notes]),
    references
      .map((reference) => {
        const url = referenceUrl(reference)
        return `- ${url === undefined ? reference : `[${reference}](${url})`}`
      })
      .join('\n'),
  ].join('\n\n')

const result = (finding: Finding | SuppressedFinding, { subject }: Judged, folder: string | undefined) => ({
  level: levels[finding.severity],
  message: { text: messageText(`${finding.message}\nFix: ${finding.fix}`) },
  locations: [
    {
      physicalLocation: { artifactLocation: { uri: artifactUri(finding.location.input, folder) }, region: region(finding.location) },
      logicalLocations: [{ fullyQualifiedName: [title(subject), finding.location.pointer ?? ''].map(safe).join(' ').trim(), kind: 'member' }],
    },
  ],
  properties: { subject: finding.subject, confidence: finding.confidence, evidence: finding.evidence } satisfies Record<string, string>,
  ...('suppression' in finding ? { suppressions: [suppression(finding.suppression)] } : {}),
})

const region = ({ line, column, endLine = line, endColumn }: Location) => ({ startLine: line, startColumn: column, endLine, endColumn })

const suppression = ({ kind, reason }: SuppressedFinding['suppression']) => ({
  kind: kind === 'inline' ? 'inSource' : 'external',
  status: 'accepted',
  justification: reason,
})

/** What reads as a link (SARIF section 3.11.6) must not come out of a token. */
const messageText = (text: string): string => text.split('\n').map(safe).join('\n').replaceAll('](', '] (')
