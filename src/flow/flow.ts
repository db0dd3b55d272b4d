import type { StoredCookie } from '../cookie/jar.ts'
import { utf8 } from '../cookie/cookie.ts'
import type { EventName } from '../core/event-names.ts'
import type { Location } from '../core/location.ts'
import type { Subject, SubjectView, ViewOptions } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import { shownUrl } from '../core/url-secrets.ts'
import { credentialKey, trackCredentials, type Credential } from './credential-tracks.ts'
import type { Carried, CredentialKind } from './credentials.ts'
import { designOf, type Design } from './design.ts'
import type { FlowEvent } from './events.ts'
import type { CookieOutcome, Step } from './step.ts'
import { flowView } from './view.ts'

/** A whole recording: what was sent, what came back, what the browser kept of it, in order. */
export class Flow implements Subject {
  readonly kind = 'flow'
  readonly id: string
  readonly steps: readonly Step[]
  /** In order of their steps. */
  readonly events: readonly FlowEvent[]
  /** What a browser keeps at the end. */
  readonly jar: readonly StoredCookie[]
  /** In order of appearance. */
  readonly credentials: readonly Credential[]
  readonly design: Design
  readonly #byKey: ReadonlyMap<string, Credential>

  constructor(id: string, recorded: { readonly steps: readonly Step[]; readonly events: readonly FlowEvent[]; readonly jar: readonly StoredCookie[] }) {
    this.id = id
    this.steps = recorded.steps
    this.events = recorded.events
    this.jar = recorded.jar
    this.#byKey = trackCredentials(recorded.steps)
    this.credentials = [...this.#byKey.values()]
    this.design = designOf(this)
  }

  step(number: number): Step | undefined {
    return this.steps[number - 1]
  }

  eventsNamed(...names: readonly EventName[]): readonly FlowEvent[] {
    return this.events.filter(({ name }) => names.includes(name))
  }

  /** Steps behind this one. */
  after(step: Pick<Step, 'number'>): readonly Step[] {
    return this.steps.slice(step.number)
  }

  before(step: Pick<Step, 'number'>): readonly Step[] {
    return this.steps.slice(0, step.number - 1)
  }

  /** The credential that a cookie, a field or a parameter of this name and value is. */
  credentialOf(carried: Pick<Carried, 'name' | 'value'>): Credential | undefined {
    return this.#byKey.get(credentialKey(carried))
  }

  credentialsOf(...kinds: readonly CredentialKind[]): readonly Credential[] {
    return this.credentials.filter(({ kind }) => kinds.includes(kind))
  }

  /** `step[5]`, `step[5].set-cookie[0]`. */
  locate(pointer?: string): Location {
    const { step, outcome } = this.#at(pointer)
    const { pointer: _, ...location } = outcome?.location ?? step?.location ?? this.steps[0]?.location ?? { input: 'recording', line: 1, column: 1, endColumn: 1 }
    return pointer === undefined ? location : { ...location, pointer }
  }

  show(pointer?: string): string {
    const { step, outcome } = this.#at(pointer)
    if (!step) return `${this.steps.length} exchanges`
    return `${stepLine(step)}${outcome ? `, cookie ${visible(utf8(outcome.name), 60)} ${outcome.did}` : ''}`
  }

  view(options: ViewOptions): SubjectView {
    return flowView(this, options)
  }

  #at(pointer = ''): { step: Step | undefined; outcome: CookieOutcome | undefined } {
    const match = /^step\[(\d+)\](?:\.(.*))?$/.exec(pointer)
    const step = match ? this.step(Number(match[1])) : undefined
    return { step, outcome: step?.outcomes.find(({ at }) => at === match?.[2]) }
  }
}

/** Somebody logged in, and yet nothing that opens anything was sent or set: the recording was cleaned of it. */
export const isSanitised = ({ steps, events, credentials }: Flow): boolean =>
  events.some(({ name }) => name === 'login') && credentials.length === 0 && steps.every(({ cookieNames, outcomes, requestFields }) => cookieNames.length + outcomes.length === 0 && !requestFields.includes('authorization'))

/** Is there anything to follow? Pages without a login and without a credential tell nothing. */
export const isTelling = ({ credentials, events, steps }: Flow): boolean =>
  credentials.length + events.length > 0 || steps.some(({ oauth, outcomes, sentPassword }) => oauth !== undefined || outcomes.length > 0 || sentPassword)

/** Pointer to a step, or to a cookie that it sets. */
export const at = ({ number }: Pick<Step, 'number'>, outcome?: CookieOutcome): string => `step[${number}]${outcome ? `.${outcome.at}` : ''}`

/** `#5 POST https://app.example.com/login: status 302`. */
function stepLine({ number, method, url, status }: Step): string {
  const request = [method, url && shownUrl(url.href)].filter(Boolean).join(' ')
  return `#${number} ${request === '' ? '' : `${visible(request, 300)}: `}${status === undefined ? 'status not known' : `status ${status}`}`
}

/** `#5 POST /login`, for messages. */
export const stepName = ({ number, method, url }: Step): string => `#${number}${method === undefined ? '' : ` ${method}`}${url ? ` ${shownUrl(url.pathname, 80)}` : ''}`
