// One run of a judging command: subjects in, reports out, a status at the end.
import { AuthlintError, exitStatus, type ExitStatus } from '../core/errors.ts'
import { asvsLevel, manualRequirements, type ManualRequirement } from '../core/asvs.ts'
import { defaultPolicy, type Policy } from '../core/policy.ts'
import type { Totals } from '../core/tally.ts'
import { presetSettings } from '../core/presets.ts'
import type { Judged, Problem, ReportContext } from '../core/report.ts'
import type { PresetName, Rule } from '../core/rule.ts'
import type { Subject, SubjectKind, SubjectView } from '../core/subject.ts'
import { Baseline } from '../engine/baseline.ts'
import { Gate } from '../engine/gate.ts'
import { InlineIgnores, type Watcher } from '../engine/inline.ts'
import { judge, type JudgingSettings } from '../engine/judge.ts'
import { idsOfActive, rulesFor } from '../engine/overrides.ts'
import { Suppressions } from '../engine/suppress.ts'
import { ClosedPipe, openReport, type Io, type OutputStream } from './io.ts'
import type { Format } from '../reporters/index.ts'
import type { Setup } from './setup.ts'
import { ruleIds } from '../rules/ids.ts'
import { openSinks } from './sinks.ts'
import { version } from './version.ts'

export interface Run {
  /** Seconds since 1970 that count as now. */
  readonly now: number
  readonly policy: Policy
  /** Hands the pieces of an input on and collects the comments in them that ignore findings. */
  watch(input: string, pieces: Iterable<string>): Iterable<string>
  /**
   * @param now when the subject is judged at another time than the run, in seconds since 1970
   * @param complete adds to the view what only the findings tell
   */
  judge(subject: Subject, now?: number, complete?: (judged: Judged) => SubjectView): Judged
  /** Ids of the rules that run on subjects for which nothing is overridden. */
  readonly activeRules: ReadonlySet<string>
  /** Built-in rules for subjects of a kind that comes up late. */
  add(builtIn: readonly Rule[]): void
  /** How the input was understood. */
  note(text: string): void
  /** Sees the pieces of an input that are handed on otherwise than by `watch`. */
  watcher(input: string): Watcher
  /** The format in which other threads may write about what comes next; undefined where it depends on what came before. */
  readonly divisibleFormat: Format | undefined
  /** What was counted and noticed, for the thread that this one judges parts for. */
  readonly outcome: RunOutcome
  /** Takes over what another thread counted and noticed. */
  absorb(outcome: RunOutcome): void
  /** Passes on what another thread wrote, in UTF-8. */
  passOn(written: Uint8Array): void
  /** A part that could not be judged; the run goes on, its status will be 3. */
  problem(error: AuthlintError): void
  /** Id for the next subject of a kind: `jwt-1`, `jwt-2`. */
  nextId(kind: string): string
  /** Leaves the next ids of a kind to another thread; the number of the first of them. */
  passIds(kind: string, count: number): number
  /** Goes on with this number. */
  startIds(kind: string, first: number): void
  finish(): ExitStatus
  /** The run broke off: nothing half written stays behind. */
  abandon(): void
}

/** Of a part of a run; plain data. */
export interface RunOutcome {
  readonly totals: Totals
  /** Places of the ignores of the configuration that were needed. */
  readonly usedIgnores: readonly number[]
}

/** What each command judges, for the rules of plugins. */
const judgedKinds: Readonly<Record<'jwt' | 'cookie' | 'scan' | 'jwks', readonly SubjectKind[]>> = {
  jwt: ['jwt', 'jwt-set'],
  cookie: ['cookie', 'jwt'],
  scan: ['flow', 'response', 'cookie', 'jwt', 'jwt-set'],
  jwks: ['jwk'],
}

/** @param policy expectations from options, laid over those of the configuration */
export async function startRun(command: keyof typeof judgedKinds, setup: Setup, io: Io, builtIn: readonly Rule[], policy: Partial<Policy> = {}): Promise<Run> {
  const ownRules = setup.ownRules.filter(({ meta }) => judgedKinds[command].includes(meta.kind))
  const { now, config, options } = setup
  const metaOf = (rules: readonly Rule[]) => new Map(rules.map(({ id, meta }) => [id, meta]))
  const chosenFrom = (rules: readonly Rule[]) => rulesFor(rules, setup.preset, config.rules, config.overrides, setup.ruleOptions)
  let rules = [...builtIn, ...ownRules]
  let settings: JudgingSettings = {
    now,
    policy: { ...defaultPolicy, ...presetSettings[setup.preset].policy, ...config.policy, ...policy },
    showSecrets: options.flag('show-secrets'),
    rulesFor: chosenFrom(rules),
  }
  let context: ReportContext = { tool: { name: 'authlint', version }, command, now, rules: metaOf(rules), folder: io.cwd }
  const gate = new Gate(setup.failOn)
  const manual = await leftToPeople(setup.preset)
  const sinks = await openSinks(options, io)
  const suppressions = new Suppressions(config.ignore, now)
  const inline = new InlineIgnores()
  const baseline = setup.baseline && new Baseline(setup.baseline.file, setup.baseline.update)
  const quiet = options.flag('quiet')
  // Who has both on the screen reads of a problem in the report, and need not read of it twice.
  const reportIsSeen = io.stdout.isTerminal && io.stderr.isTerminal && options.one('output') === undefined && options.all('format').every((format) => format === 'pretty' || format.includes('='))
  const ids = new Map<string, number>()
  const notes: string[] = []
  const problems: Problem[] = []

  /** Takes out what was accepted, in the file, in a comment or in the baseline. */
  const accepted = (judged: Judged): Judged => {
    if (judged.findings.length === 0) return judged
    const { subject } = judged
    const first = suppressions.apply(judged.findings, subject)
    const second = inline.apply(first.findings)
    const third = baseline?.apply(second.findings, subject) ?? { findings: second.findings, suppressed: [] }
    return { subject, findings: third.findings, suppressed: [...first.suppressed, ...second.suppressed, ...third.suppressed] }
  }

  function passIds(kind: string, count: number): number {
    const first = (ids.get(kind) ?? 0) + 1
    ids.set(kind, first + count - 1)
    return first
  }

  return {
    now,
    policy: settings.policy,
    watch: (input, pieces) => inline.watch(input, flushedBefore(pieces, io.stdout)),
    get activeRules() {
      return idsOfActive(settings.rulesFor)
    },
    judge(subject, at = now, complete) {
      const found = accepted(judge(subject, at === now ? settings : { ...settings, now: at }))
      const judged = complete ? { ...found, subject: complete(found) } : found
      gate.count(judged)
      const shown = quiet ? { ...judged, findings: judged.findings.filter(({ severity }) => severity === 'error') } : judged
      for (const sink of sinks) sink.take(shown, context)
      return judged
    },
    add(late) {
      // In the order in which they would stand, had they been there from the start: findings come in it.
      rules = [...late, ...rules]
      settings = { ...settings, rulesFor: chosenFrom(rules) }
      context = { ...context, rules: metaOf(rules) }
    },
    note: (text) => notes.push(text),
    watcher: (input) => inline.watcher(input),
    get divisibleFormat() {
      const [sink, another] = sinks
      return baseline === undefined && ownRules.length === 0 && inline.isEmpty && !another ? sink?.divisibleFormat : undefined
    },
    get outcome() {
      return { totals: gate.totals, usedIgnores: suppressions.used }
    },
    absorb({ totals, usedIgnores }) {
      gate.merge(totals)
      suppressions.markUsed(usedIgnores)
    },
    passOn(written) {
      for (const sink of sinks) sink.takeWritten(written)
    },
    problem({ code, message, hint }) {
      gate.countUndone()
      problems.push({ code, message, ...(hint === undefined ? {} : { hint }) })
      if (!reportIsSeen) io.stderr.write(`authlint: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`)
    },
    nextId: (kind) => `${kind}-${passIds(kind, 1)}`,
    passIds,
    startIds: (kind, first) => ids.set(kind, first - 1),
    finish() {
      const told = [...suppressions.notes(), ...inline.notes([...ruleIds, ...ownRules.map(({ id }) => id)]), ...baselineNotes(setup, baseline)]
      for (const text of told) io.stderr.write(`authlint: ${text}\n`)
      for (const sink of sinks) sink.finish({ ...context, ok: gate.status === 0, ...gate.totals, ...(quiet ? { fired: errorsOf(gate.totals.fired) } : {}), notes: [...notes, ...told], problems, ...(manual ? { manual } : {}) })
      return gate.status
    },
    abandon() {
      for (const sink of sinks) sink.abandon()
    },
  }
}

/** For a preset that is a list of requirements, those that no rule decides; every rule counts, whichever command runs it. */
async function leftToPeople(preset: PresetName): Promise<readonly ManualRequirement[] | undefined> {
  const level = asvsLevel(preset)
  if (level === undefined) return undefined
  const { decidedReferences } = await import('../rules/requirements.ts')
  return manualRequirements(level, new Set(decidedReferences[preset]))
}

/** What is waiting to be read may be long in coming: until then, everything judged so far is shown. */
function* flushedBefore(pieces: Iterable<string>, { flush }: OutputStream): Generator<string> {
  for (const piece of pieces) {
    yield piece
    flush()
  }
}

/** Does the work of a run and ends it; whatever goes wrong, nothing half written stays behind. A run that nobody waited for was not done. */
export async function conduct(run: Run, work: () => Promise<void> | void): Promise<ExitStatus> {
  try {
    await work()
    return run.finish()
  } catch (error) {
    run.abandon()
    if (error instanceof ClosedPipe) return exitStatus.notDone
    throw error
  }
}

/** What `--quiet` leaves, so that the last line names no rule of which nothing was shown. */
const errorsOf = (fired: Totals['fired']): Totals['fired'] => new Map([...fired].filter(([, { severity }]) => severity === 'error'))

/** Writes the baseline when asked to, else says which of its entries are no longer needed. */
function baselineNotes({ baseline: wanted }: Setup, baseline: Baseline | undefined): readonly string[] {
  if (!wanted || !baseline) return []
  if (wanted.update) {
    const { updated } = baseline
    const file = openReport(wanted.path)
    file.write(`${JSON.stringify(updated, null, 2)}\n`)
    file.finish()
    return [`baseline ${wanted.path} written: ${updated.findings.length} known findings`]
  }
  const { stale } = baseline
  return stale.length === 0 ? [] : [`${stale.length} of the findings in ${wanted.path} did not come again; --update-baseline drops them`]
}
