import type { Finding } from '../core/finding.ts'
import { matchesPath, matchesPattern } from '../core/pattern.ts'
import type { SuppressedFinding } from '../core/report.ts'
import type { SubjectView } from '../core/subject.ts'
import { visible } from '../core/text.ts'

/** A known finding that is accepted for a reason. */
export interface Ignore {
  /** Id of the rule, or a family such as `cookie/*`. */
  readonly rule: string
  readonly subject?: string | undefined
  readonly input?: string | undefined
  readonly reason: string
  /** Last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly until?: string | undefined
}

/** What names a subject to people: a cookie's name; a token's issuer, key id or kind; a key's id; a URL. */
export const subjectNames = ({ jwt, cookie, jwk, response, flow }: SubjectView): readonly string[] =>
  [cookie?.name, jwt?.claims?.['iss'], jwt?.header?.['kid'], jwk?.kid, cookie?.url ?? response?.url ?? flow?.url, jwt?.type].filter((name): name is string => typeof name === 'string')

/** Takes accepted findings out, and knows afterwards which acceptances nothing needed. */
export class Suppressions {
  readonly #ignores: readonly Ignore[]
  readonly #now: number
  readonly #used = new Set<Ignore>()
  /** On what the rule of an ignore found something that the ignore does not cover. */
  readonly #others = new Map<Ignore, Set<string>>()

  /** @param now seconds since 1970 */
  constructor(ignores: readonly Ignore[], now: number) {
    this.#ignores = ignores
    this.#now = now
  }

  /** Splits findings into those that stand and those that an ignore takes out. */
  apply(findings: readonly Finding[], view: SubjectView): { findings: readonly Finding[]; suppressed: readonly SuppressedFinding[] } {
    if (this.#ignores.length === 0) return { findings, suppressed: [] }
    const names = subjectNames(view)
    const standing: Finding[] = []
    const suppressed: SuppressedFinding[] = []
    for (const finding of findings) {
      const ignore = this.#ignores.find((candidate) => covers(candidate, finding, names))
      if (ignore) this.#used.add(ignore)
      else this.#missed(finding, names)
      if (!ignore) standing.push(finding)
      else if (this.#isOver(ignore)) standing.push({ ...finding, message: `${finding.message} (Ignored until ${ignore.until}; that day has passed.)` })
      else suppressed.push({ ...finding, suppression: { kind: 'ignore', reason: ignore.reason, ...(ignore.until ? { until: ignore.until } : {}) } })
    }
    return { findings: standing, suppressed }
  }

  #missed({ rule, location }: Finding, names: readonly string[]): void {
    for (const ignore of this.#ignores) {
      if (!matchesPattern(ignore.rule, rule)) continue
      const others = this.#others.get(ignore) ?? new Set()
      const other = isOn(ignore, names) ? location.input : (names[0] ?? location.input)
      if (others.size < mostOthers) this.#others.set(ignore, others.add(other))
    }
  }

  /** Places in the list of those that were needed; `markUsed` takes them from where another part of the input was judged. */
  get used(): readonly number[] {
    return this.#ignores.flatMap((ignore, i) => (this.#used.has(ignore) ? [i] : []))
  }

  markUsed(places: readonly number[]): void {
    for (const [i, ignore] of this.#ignores.entries()) if (places.includes(i)) this.#used.add(ignore)
  }

  /** What to tell about ignores after a run: those that are over, and those that nothing needed. */
  notes(): readonly string[] {
    return this.#ignores.flatMap((ignore) => {
      const what = `ignore of ${ignore.rule}${ignore.subject ? ` on ${ignore.subject}` : ''}`
      if (this.#isOver(ignore)) return [`${what} ended on ${ignore.until}: mend the cause, or give it a new date`]
      const others = [...(this.#others.get(ignore) ?? [])].map((name) => visible(name, 60)).join(', ')
      return this.#used.has(ignore) ? [] : [`${what} was not needed: ${others === '' ? 'nothing of that kind was found' : `what was found is on ${others}`}`]
    })
  }

  /** The day named still counts; the next one does not. */
  #isOver({ until }: Ignore): boolean {
    return until !== undefined && this.#now >= Date.parse(`${until}T00:00:00Z`) / 1000 + 86_400
  }
}

/** More than these are not named. */
const mostOthers = 3

const isOn = ({ subject }: Ignore, names: readonly string[]): boolean => subject === undefined || names.some((name) => matchesPattern(subject, name))

const covers = (ignore: Ignore, { rule, location }: Finding, names: readonly string[]): boolean =>
  matchesPattern(ignore.rule, rule) && isOn(ignore, names) && (ignore.input === undefined || matchesPath(ignore.input, location.input))
