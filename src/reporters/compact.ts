import type { Finding } from '../core/finding.ts'
import type { Reporter } from '../core/report.ts'
import { visible } from '../core/text.ts'

/** `input:line:column: severity rule message`, the form that editors and grep understand. */
const line = ({ location: { input, line, column }, severity, rule, message }: Finding): string =>
  `${visible(input, Infinity)}:${line}:${column}: ${severity} ${rule} ${visible(message, Infinity)}\n`

export const reporter: Reporter = {
  judged: (judged) => judged.flatMap(({ findings }) => findings.map(line)).join(''),
  end: ({ judged, problems }) =>
    judged.flatMap(({ findings }) => findings.map(line)).join('') + problems.map(({ message }) => `authlint: ${visible(message, Infinity)}\n`).join(''),
}
