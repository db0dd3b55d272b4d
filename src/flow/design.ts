import type { Credential } from './credential-tracks.ts'
import type { Flow } from './flow.ts'

/** Which design of keeping people logged in a recording shows. */
export interface Design {
  readonly name: 'session' | 'jwt-in-header' | 'jwt-in-cookie' | 'hybrid-a' | 'hybrid-b' | 'unknown'
  readonly title: string
  readonly evidence: readonly string[]
}

const titles: Readonly<Record<Design['name'], string>> = {
  session: 'server session: a cookie with an opaque id',
  'jwt-in-header': 'tokens that the client sends in a header',
  'jwt-in-cookie': 'a JWT in a cookie',
  'hybrid-a': 'hybrid: a session cookie for the web, tokens for everything else',
  'hybrid-b': 'hybrid: a session that hands out short-lived tokens',
  unknown: 'no login state seen',
}

/** What the requests of a recording authenticate with, and how that came about. */
export function designOf(flow: Pick<Flow, 'steps' | 'credentials'>): Design {
  const sentIn = (credential: Credential, ...places: readonly string[]) => credential.sent.some(({ place }) => places.includes(place))
  const sessions = flow.credentials.filter(({ kind, sent, token }) => kind === 'session' && !token && sent.length > 0)
  const inHeader = flow.credentials.filter((credential) => credential.kind === 'access-token' && sentIn(credential, 'authorization', 'header'))
  const inCookie = flow.credentials.filter((credential) => credential.token && sentIn(credential, 'cookie'))
  const minted = inHeader.filter((credential) => credential.issued.some(({ step }) => flow.steps[step - 1]?.sent.some(({ kind, place, token }) => kind === 'session' && place === 'cookie' && !token)))
  const words = (label: string, credentials: readonly Credential[]) => (credentials.length === 0 ? [] : [`${label}: ${credentials.slice(0, 3).map((credential) => credential.label).join(', ')}`])
  const evidence = [...words('session id in a cookie', sessions), ...words('token in a header', inHeader), ...words('JWT in a cookie', inCookie), ...words('token handed out to a session', minted)]
  const made = (name: Design['name']): Design => ({ name, title: titles[name], evidence })
  if (sessions.length > 0 && minted.length > 0) return made('hybrid-b')
  if (sessions.length > 0 && inHeader.length > 0) return made('hybrid-a')
  if (inHeader.length > 0) return made('jwt-in-header')
  if (inCookie.length > 0) return made('jwt-in-cookie')
  return made(sessions.length > 0 ? 'session' : 'unknown')
}
