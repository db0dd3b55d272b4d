// One run of a judging command: subjects in, reports out, a status at the end.
import { AuthlintError, type ExitStatus } from '../core/errors.ts'
import { defaultPolicy, type Policy } from '../core/policy.ts'
import type { Judged, Problem, Report, ReportContext, Reporter, Terminal } from '../core/report.ts'
import { presetNames, type PresetName, type Rule } from '../core/rule.ts'
import { failOnLevels, severities, type FailOn, type RuleSetting } from '../core/severity.ts'
import type { Subject } from '../core/subject.ts'
import { Gate } from '../engine/gate.ts'
import { judge, type JudgingSettings } from '../engine/judge.ts'
import { activeRules, type RuleChoice } from '../engine/settings.ts'
import { ruleIds } from '../rules/ids.ts'
import { formats, reporters, type Format } from '../reporters/index.ts'
import { unknownValue, type Arguments, type Options } from './arguments.ts'
import { openReport, type Io } from './io.ts'
import { terminalOf } from './terminal.ts'
import { instant, pair } from './values.ts'
import { version } from './version.ts'

/** A report on its way out. */
interface Sink {
  readonly reporter: Reporter
  readonly terminal: Terminal
  /** Judged, but not yet handed to the reporter. */
  waiting: Judged[]
  write(text: string): void
  finish(): void
}

export interface Run {
  /** Seconds since 1970 that count as now. */
  readonly now: number
  readonly policy: Policy
  /** @param now when the subject is judged at another time than the run, in seconds since 1970 */
  judge(subject: Subject, now?: number): void
  /** How the input was understood. */
  note(text: string): void
  /** A part that could not be judged; the run goes on, its status will be 3. */
  problem(error: AuthlintError): void
  /** The number of subjects judged so far. */
  readonly judged: number
  finish(): ExitStatus
}

export async function startRun(command: string, { options }: Arguments, io: Io, rules: readonly Rule[], policy: Partial<Policy> = {}): Promise<Run> {
  const now = options.one('now') === undefined ? io.clock() : instant('--now', options.one('now') ?? '')
  const settings: JudgingSettings = {
    now,
    policy: { ...defaultPolicy, ...policy },
    showSecrets: options.flag('show-secrets'),
    rules: activeRules(rules, preset(options), ruleChoices(options)),
  }
  const context: ReportContext = { tool: { name: 'authlint', version }, command, now, rules: new Map(rules.map(({ id, meta }) => [id, meta])) }
  const gate = new Gate(oneOf('--fail-on', options.one('fail-on') ?? 'error', failOnLevels) as FailOn)
  const sinks = await openSinks(options, io)
  const quiet = options.flag('quiet')
  const notes: string[] = []
  const problems: Problem[] = []

  return {
    now,
    policy: settings.policy,
    judge(subject, at = now) {
      const judged = judge(subject, at === now ? settings : { ...settings, now: at })
      gate.count(judged)
      const shown = quiet ? { ...judged, findings: judged.findings.filter(({ severity }) => severity === 'error') } : judged
      for (const sink of sinks) {
        sink.waiting.push(shown)
        if (!sink.reporter.judged || sink.waiting.length < (sink.reporter.batch ?? 1)) continue
        sink.write(sink.reporter.judged(sink.waiting, context, sink.terminal))
        sink.waiting = []
      }
    },
    note: (text) => notes.push(text),
    problem({ code, message, hint }) {
      gate.countUndone()
      problems.push({ code, message, ...(hint === undefined ? {} : { hint }) })
      io.stderr.write(`authlint: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`)
    },
    get judged() {
      return gate.totals.summary.subjects
    },
    finish() {
      for (const sink of sinks) {
        const report: Report = { ...context, ok: gate.status === 0, ...gate.totals, judged: sink.waiting, notes, problems }
        sink.write(sink.reporter.end(report, sink.terminal))
        sink.finish()
      }
      return gate.status
    },
  }
}

function oneOf<T extends string>(option: string, value: string, accepted: readonly T[]): T {
  const found = accepted.find((candidate) => candidate === value)
  if (found === undefined) throw unknownValue(option, value, accepted)
  return found
}

const preset = (options: Options): PresetName => oneOf('--preset', options.one('preset') ?? 'recommended', presetNames)

const ruleSettings: readonly RuleSetting[] = [...severities, 'off']

/** `--rule ID=SEVERITY`, checked against the registry: a misspelt rule must not be silently ignored. */
function ruleChoices(options: Options): ReadonlyMap<string, RuleChoice> {
  return new Map(
    options.all('rule').map((text) => {
      const [id, severity] = pair('--rule', text, 'ID=SEVERITY, such as jwt/missing-jti=off')
      return [oneOf('--rule', id, ruleIds), { severity: oneOf(`--rule ${id}`, severity, ruleSettings) }]
    }),
  )
}

/** Where each report goes: `--format json=out.json` into a file, one format at most onto standard output. */
async function openSinks(options: Options, io: Io): Promise<readonly Sink[]> {
  const wanted = options.all('format').map((text): { format: Format; file: string | undefined } => {
    const equals = text.indexOf('=')
    const [name, file] = equals === -1 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)]
    return { format: oneOf('--format', name, formats), file }
  })
  if (!wanted.some(({ file }) => file === undefined)) wanted.push({ format: 'pretty', file: undefined })
  const toOutput = wanted.filter(({ file }) => file === undefined)
  if (toOutput.length > 1) {
    throw new AuthlintError('USAGE', `only one format can go to standard output, not ${toOutput.length}`, `Give the others a file: --format ${toOutput[1]?.format}=report.${toOutput[1]?.format}`)
  }
  const sinks: Sink[] = []
  for (const { format, file = options.one('output') } of wanted) {
    const { reporter } = await reporters[format]()
    if (file === undefined) {
      sinks.push({ reporter, waiting: [], terminal: terminalOf(io.stdout, options.one('color'), io.env), write: (text) => io.stdout.write(text), finish: () => undefined })
    } else {
      const report = openReport(file)
      sinks.push({ reporter, waiting: [], terminal: { color: false, columns: 100, unicode: true, hyperlinks: false }, ...report })
    }
  }
  return sinks
}
