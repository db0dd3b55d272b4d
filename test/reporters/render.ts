import type { Judged, Report, Terminal } from '../../src/core/report.ts'
import { loadReporter, type Format } from '../../src/reporters/index.ts'
import { plain, report as sample } from './sample.ts'

export const render = async (format: Format, report: Report = sample, terminal: Terminal = plain): Promise<string> => (await loadReporter(format)).end(report, terminal)

/** As a run does it: subjects in batches, and the rest with the end. */
export async function stream(format: Format, report: Report, terminal: Terminal = plain): Promise<string> {
  const reporter = await loadReporter(format)
  let text = ''
  let waiting: Judged[] = []
  for (const one of report.judged) {
    waiting.push(one)
    if (!reporter.judged || waiting.length < (reporter.batch ?? 1)) continue
    text += reporter.judged(waiting, report, terminal)
    waiting = []
  }
  return text + reporter.end({ ...report, judged: waiting }, terminal)
}
