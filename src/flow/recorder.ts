import type { StoredCookie } from '../cookie/jar.ts'
import { CookieJar } from '../cookie/jar.ts'
import type { CookieRole } from '../cookie/role.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import { matchesPattern } from '../core/pattern.ts'
import { isAnswer } from '../http/about.ts'
import type { HttpResponse } from '../http/exchange.ts'
import { eventsIn, type FlowEvent, type NamedEvent } from './events.ts'
import { Flow } from './flow.ts'
import { replayed } from './replay.ts'
import { changesState, stepOf, type Step } from './step.ts'

/** Nobody looks through more, and a flow of these takes some tens of megabytes and some seconds. */
const mostSteps = 10_000

/** What a flow is made of while a recording is read. Holds a line about each exchange, never a whole one. */
export class FlowRecorder {
  readonly #steps: Step[] = []
  readonly #jar = new CookieJar()
  readonly #roles = new Map<string, CookieRole>()
  readonly #wanted: ReadonlyMap<string, RoleName>
  #now = 0
  #left = 0

  /** @param roles names or patterns with `*` that the user gave roles to */
  constructor(roles: ReadonlyMap<string, RoleName>) {
    this.#wanted = roles
  }

  /** @param now seconds since 1970, for recordings that do not say when they were made */
  take(response: HttpResponse, now: number): void {
    if (!isAnswer(response) && response.exchange.kind !== 'not-modified') return
    if (this.#steps.length >= mostSteps) {
      this.#left++
      return
    }
    this.#now = response.exchange.sentAt ?? response.exchange.date ?? now
    // Roles as they were when the request was sent: what this response sets comes later.
    const outcomes = replayed(this.#jar, response, this.#now)
    this.#steps.push(stepOf(this.#steps.length + 1, response, outcomes, this.#roles, this.#wanted))
    // A deletion has no value to tell what the cookie was for.
    for (const { name, role, isDeletion } of response.cookies) if (!isDeletion || !this.#roles.has(name)) this.#roles.set(name, role)
  }

  /** The whole recording; undefined when it is one exchange or none. Named events take the place of those found under their name. */
  flow(id: string, named: readonly NamedEvent[]): { readonly flow: Flow | undefined; readonly unmatched: readonly NamedEvent[]; readonly notes: readonly string[] } {
    const jar: readonly StoredCookie[] = this.#jar.all(this.#now)
    const said = named.map((event) => ({ event, steps: stepsAt(event, this.#steps) }))
    const unmatched = said.filter(({ event, steps }) => steps.length === 0 && !event.mayMiss).map(({ event }) => event)
    const notes = this.#left > 0 ? [`only the first ${mostSteps} exchanges were judged as a flow, ${this.#left} more came after them`] : []
    if (this.#steps.length < 2) return { flow: undefined, unmatched, notes }
    const names = new Set(said.filter(({ event, steps }) => steps.length > 0 || !event.mayMiss).map(({ event }) => event.name))
    const found = eventsIn(this.#steps).filter(({ name }) => !names.has(name))
    const events: FlowEvent[] = [...found, ...said.flatMap(({ event, steps }) => steps.map((step): FlowEvent => ({ name: event.name, step: step.number, confidence: 'certain', why: 'you said so' })))]
    return { flow: new Flow(id, { steps: this.#steps, events: events.sort((a, b) => a.step - b.step), jar }), unmatched, notes }
  }
}

/** By number, or by path: of the requests to a path those that change something, when there are such. */
function stepsAt({ at }: NamedEvent, steps: readonly Step[]): readonly Step[] {
  if (typeof at === 'number') return steps.slice(at - 1, at)
  const there = steps.filter(({ url }) => url !== undefined && matchesPattern(at, at.includes('://') ? url.origin + url.pathname : url.pathname))
  const changing = there.filter(changesState)
  return changing.length > 0 ? changing : there
}
