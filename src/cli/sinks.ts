import { appendFileSync } from 'node:fs'
import { AuthlintError } from '../core/errors.ts'
import { visible } from '../core/text.ts'
import type { Judged, Report, ReportContext, Reporter, Terminal } from '../core/report.ts'
import { formats, reporters, type Format } from '../reporters/index.ts'
import { oneOf, type Options } from './arguments.ts'
import { openReport, type Io } from './io.ts'
import { terminalOf } from './terminal.ts'

/** A report on its way out. */
class Sink {
  readonly #reporter: Reporter
  readonly #terminal: Terminal
  readonly #target: Target
  readonly #format: Format | undefined
  /** Judged, but not yet handed to the reporter; a format that is written in one piece keeps everything. */
  #waiting: Judged[] = []

  constructor(reporter: Reporter, terminal: Terminal, target: Target, format?: Format) {
    this.#format = format
    this.#reporter = reporter
    this.#terminal = terminal
    this.#target = target
  }

  take(judged: Judged, context: ReportContext): void {
    this.#waiting.push(judged)
    if (!this.#reporter.judged || this.#waiting.length < (this.#reporter.batch ?? 1)) return
    this.#target.write(this.#reporter.judged(this.#waiting, context, this.#terminal))
    this.#waiting = []
  }

  /** Its format, where what it says of a subject depends on that subject alone, so that others may write a part of it. */
  get divisibleFormat(): Format | undefined {
    return this.#reporter.judged !== undefined && this.#reporter.batch === undefined ? this.#format : undefined
  }

  /** A part that was written elsewhere, in UTF-8. */
  takeWritten(octets: Uint8Array): void {
    this.#target.write(octets)
  }

  finish(report: Omit<Report, 'judged'>): void {
    this.#target.write(this.#reporter.end({ ...report, judged: this.#waiting }, this.#terminal))
    this.#target.finish()
  }

  abandon(): void {
    this.#target.abandon()
  }
}

interface Target {
  write(text: string | Uint8Array): void
  finish(): void
  abandon(): void
}

/** Where each report goes: `--format json=out.json` into a file, one format at most onto standard output. */
export async function openSinks(options: Options, io: Io): Promise<readonly Sink[]> {
  const wanted = options.all('format').map((text): { format: Format; file: string | undefined } => {
    const equals = text.indexOf('=')
    const [name, file] = equals === -1 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)]
    return { format: formatNamed(name), file }
  })
  const output = options.one('output')
  if (!wanted.some(({ file }) => file === undefined)) wanted.push({ format: formatOf(output) ?? 'pretty', file: undefined })
  const [, second] = wanted.filter(({ file }) => file === undefined)
  if (second) throw new AuthlintError('USAGE', 'only one format can go to standard output', `Give the others a file: --format ${second.format}=report.${second.format}`)
  const sinks: Sink[] = []
  for (const { format, file = output } of wanted) {
    const { reporter } = await reporters[format]()
    sinks.push(
      file === undefined
        ? new Sink(reporter, terminalOf(io.stdout, options.one('color'), io.env), { write: (text) => io.stdout.write(text), finish: () => undefined, abandon: () => undefined }, format)
        : new Sink(reporter, fileTerminal, openReport(file), format),
    )
  }
  const summary = io.env['GITHUB_STEP_SUMMARY']
  if (summary && wanted.some(({ format }) => format === 'github')) {
    const { jobSummary } = await import('../reporters/github.ts')
    sinks.push(new Sink({ end: jobSummary }, fileTerminal, appended(summary, io)))
  }
  return sinks
}

/** The format that the ending of a file stands for. */
const formatOf = (file = ''): Format | undefined => endings.get(/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '')

const endings: ReadonlyMap<string, Format> = new Map([['json', 'json'], ['ndjson', 'ndjson'], ['jsonl', 'ndjson'], ['sarif', 'sarif'], ['html', 'html'], ['md', 'markdown'], ['xml', 'junit']])

/** `json,sarif=x` and `json:x` are what other tools take. */
function formatNamed(name: string): Format {
  const [first = '', ...more] = name.split(/[,:]/)
  if (more.length > 0 && formats.some((format) => format === first)) {
    const meant = name.includes(',') ? `Give each its own: --format ${first} --format ${more[0] ?? ''}=FILE` : `Write --format ${first}=FILE`
    throw new AuthlintError('USAGE', `--format does not know "${visible(name, 60)}"`, meant)
  }
  return oneOf('--format', name, formats)
}

/** A file that other steps have written to. What is wrong with it is no reason to fail a check. */
const appended = (path: string, io: Io): Target => ({
  write: (text) => {
    try {
      appendFileSync(path, text)
    } catch (error) {
      io.stderr.write(`authlint: warning: the job summary could not be written: ${String((error as NodeJS.ErrnoException).code)}\n`)
    }
  },
  finish: () => undefined,
  abandon: () => undefined,
})

const fileTerminal: Terminal = { color: false, columns: 100, unicode: true, hyperlinks: false }
