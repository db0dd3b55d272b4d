import type { Carried, CredentialKind, Place, TokenContent } from './credentials.ts'
import type { Step } from './step.ts'

/** Where a credential was seen. */
export interface Sighting {
  /** Number of the step. */
  readonly step: number
  readonly place: Place
  /** Of the cookie, field or parameter. */
  readonly name: string
}

/** One credential through a whole recording: where it was handed out, where it was sent. */
export interface Credential {
  /** `session sid (1)`, `access token (2)`: tells credentials apart without showing them. */
  readonly label: string
  readonly kind: CredentialKind
  /** In clear, to be compared and never to be shown. */
  readonly value: string
  readonly token?: TokenContent
  readonly issued: readonly Sighting[]
  readonly sent: readonly Sighting[]
}

interface Track {
  first: Carried
  label: string
  issued: Sighting[]
  sent: Sighting[]
}

/** Short values mean something only together with their name. In characters. */
const tellingLength = 16

export const credentialKey = ({ name, value }: Pick<Carried, 'name' | 'value'>): string => (value.length >= tellingLength ? value : `${name}=${value}`)

/** All credentials of a recording, in order of appearance. A credential is what it was issued as, whatever it is sent as. */
export function trackCredentials(steps: readonly Step[]): ReadonlyMap<string, Credential> {
  const tracks = new Map<string, Track>()
  const counted = new Map<string, number>()
  const track = (carried: Carried): Track => {
    const key = credentialKey(carried)
    const known = tracks.get(key)
    if (known) return known
    const name = nameOf(carried)
    const number = (counted.get(name) ?? 0) + 1
    counted.set(name, number)
    const made = { first: carried, label: `${name} (${number})`, issued: [], sent: [] }
    tracks.set(key, made)
    return made
  }
  for (const { number, sent, received } of steps) {
    for (const carried of sent) track(carried).sent.push({ step: number, place: carried.place, name: carried.name })
    for (const carried of received) track(carried).issued.push({ step: number, place: carried.place, name: carried.name })
  }
  return new Map(
    [...tracks].map(([key, { first, label, issued, sent }]) => [key, { label, kind: first.kind, value: first.value, ...(first.token ? { token: first.token } : {}), issued, sent }]),
  )
}

/** `session sid`, `access token`: what it is, and of a cookie its name. */
const nameOf = ({ kind, place, name }: Carried): string => (kind === 'session' || kind === 'remember' ? `${kind === 'session' ? 'session' : 'remember-me'} ${name}` : `${kind.replace('-', ' ')}${place === 'cookie' ? ` ${name}` : ''}`)
