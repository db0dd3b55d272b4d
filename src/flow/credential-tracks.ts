import { timeClaim } from '../core/lifetime.ts'
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
  /** By its own `exp`, else by what was said where it was first handed out; seconds since 1970. */
  readonly expiresAt?: number
  /** By what was said where it was first handed out. */
  readonly scope?: string
  readonly issued: readonly Sighting[]
  readonly sent: readonly Sighting[]
}

interface Track {
  first: Carried
  /** Where it was first handed out. */
  said?: Carried
  label: string
  issued: Sighting[]
  sent: Sighting[]
}

/** Short values mean something only together with their name. In characters. */
const tellingLength = 16

/** The same for the same credential, wherever it stands and however it is written there. */
export function credentialKey({ name, value }: Pick<Carried, 'name' | 'value'>): string {
  const plain = withoutCoding(value)
  return plain.length >= tellingLength ? plain : `${name}=${plain}`
}

/** Cookies and URLs hold in percent-encoding, and cookies in quotes or behind `Bearer`, what a body or a field holds as it is. */
function withoutCoding(value: string): string {
  let plain = value
  if (value.includes('%')) {
    try {
      plain = decodeURIComponent(value)
    } catch {
      // Not in percent-encoding: the sign stands for itself.
    }
  }
  return plain.replace(/^"(.*)"$/s, '$1').replace(/^bearer[ +]/i, '')
}

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
    for (const carried of received) {
      const known = track(carried)
      known.said ??= carried
      known.issued.push({ step: number, place: carried.place, name: carried.name })
    }
  }
  return new Map(
    [...tracks].map(([key, { first, said, label, issued, sent }]) => {
      const expiresAt = timeClaim(first.token?.claims ?? {}, 'exp') ?? said?.expiresAt
      return [
        key,
        {
          label,
          kind: first.kind,
          value: first.value,
          ...(first.token ? { token: first.token } : {}),
          ...(expiresAt === undefined ? {} : { expiresAt }),
          ...(said?.scope === undefined ? {} : { scope: said.scope }),
          issued,
          sent,
        },
      ]
    }),
  )
}

/** `session sid`, `access token`: what it is, and of a cookie its name. */
const nameOf = ({ kind, place, name }: Carried): string => (kind === 'session' || kind === 'remember' ? `${kind === 'session' ? 'session' : 'remember-me'} ${name}` : `${kind.replace('-', ' ').replace('id token', 'ID token')}${place === 'cookie' ? ` ${name}` : ''}`)
