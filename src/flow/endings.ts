import type { Credential } from './credential-tracks.ts'
import { carries } from './answers.ts'
import type { FlowEvent } from './events.ts'
import type { Flow } from './flow.ts'
import { revokesToken } from './logout.ts'
import type { Step } from './step.ts'

/** A logout, and how sure it is that it was one and that a credential had to end with it. */
export interface Ending {
  readonly event: FlowEvent
  readonly step: Step
  /** The logout named the credential itself. */
  readonly named: boolean
}

/** The logouts that should have ended a credential, in order: it was there before, and it is the session of the same person that ended. */
export function endingsOf(flow: Flow, credential: Credential): readonly Ending[] {
  const firstSeen = Math.min(...[...credential.issued, ...credential.sent].map(({ step }) => step))
  return flow.eventsNamed('logout').flatMap((event) => {
    const step = flow.step(event.step)
    if (!step || firstSeen > step.number) return []
    const named = carries(step, credential)
    return named || belongs(flow, credential, step, firstSeen) ? [{ event, step, named }] : []
  })
}

function belongs(flow: Flow, credential: Credential, logout: Step, firstSeen: number): boolean {
  const sent = logout.sent.flatMap((carried) => flow.credentialOf(carried) ?? [])
  // A revocation ends what it names, and with a refresh token the access tokens that were handed out for it.
  if (revokesToken(logout) && !(credential.kind === 'access-token' && sent.some(({ kind }) => kind === 'refresh-token'))) return false
  const subject = credential.token?.claims['sub']
  const subjects = sent.flatMap(({ token }) => (token?.claims['sub'] === undefined ? [] : [token.claims['sub']]))
  if (subject !== undefined && subjects.length > 0) return subjects.includes(subject)
  // Who logged in since then has a session of their own, and that one ended.
  return !flow.eventsNamed('login').some(({ step, confidence }) => confidence !== 'tentative' && step > firstSeen && step < logout.number)
}
