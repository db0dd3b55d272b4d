// What a test does with a server, and how it is recorded: by curl, as a HAR file, or by a browser.
import type { Site } from '../servers/serve.ts'

export type EventName = 'login' | 'refresh' | 'logout' | 'role-change'

export interface Answer {
  readonly status: number
  /** As sent, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Sent in place of what the jar holds, and the jar learns nothing from the answer: another client than before. */
  readonly cookie?: string
  /** What a person would call this exchange. */
  readonly event?: EventName
}

/** Keeps cookies and remembers what went over the wire. It follows no redirects by itself. */
export interface Client {
  readonly site: Site
  get(url: string, ask?: Ask): Promise<Answer>
  post(url: string, ask?: Ask): Promise<Answer>
}

/** Plays a story with a client and gives the recording: the text of a file. */
export interface Recorder {
  readonly name: string
  record(site: Site, story: (client: Client) => Promise<void>): Promise<Recording>
}

export interface Recording {
  readonly text: string
  /** Which exchange of the recording was what, the first being 1. */
  readonly events: readonly (readonly [EventName, number])[]
}

export const header = ({ headers }: Answer, wanted: string): string | undefined => headers.find(([name]) => name.toLowerCase() === wanted)?.[1]

/** `name=value` of a cookie that the answer sets. */
export function cookieOf({ headers }: Answer, wanted: string): string {
  const found = headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value.split(';')[0] ?? '').find((pair) => pair.startsWith(`${wanted}=`))
  if (found === undefined) throw new Error(`the answer sets no cookie ${wanted}`)
  return found
}

export const json = <T>({ body }: Answer): T => JSON.parse(body) as T

/** The value of a hidden field of a form. */
export const hidden = ({ body }: Answer, name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? ''

/** The octets of a request body and the type they are sent as. */
export function payload({ form, json }: Ask): { readonly type: string; readonly text: string } | undefined {
  if (form) return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() }
  return json === undefined ? undefined : { type: 'application/json', text: JSON.stringify(json) }
}

/** Numbers the exchanges and keeps the events among them. */
export class Counted {
  readonly events: [EventName, number][] = []
  #count = 0

  next(event: EventName | undefined): void {
    this.#count++
    if (event) this.events.push([event, this.#count])
  }
}
