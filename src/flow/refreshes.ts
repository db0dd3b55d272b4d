import type { Credential } from './credential-tracks.ts'
import type { CredentialKind } from './credentials.ts'
import type { Flow } from './flow.ts'
import { isSuccess, type Step } from './step.ts'

/** New tokens that were handed out for a refresh token. */
export interface Refresh {
  readonly step: Step
  /** The refresh token that was sent. */
  readonly spent: Credential
  /** The refresh token that came back; undefined when none did, the same as `spent` when it was not replaced. */
  readonly renewed: Credential | undefined
  readonly access: Credential | undefined
  /** The first refresh token of the family that the recording shows. */
  readonly first: Credential
  /** The access token that was handed out before, with the spent refresh token. */
  readonly before: Credential | undefined
}

/** The refreshes of a recording in which the refresh token can be seen, in order. */
export function refreshesOf(flow: Flow): readonly Refresh[] {
  const firsts = new Map<Credential, Credential>()
  return [...new Set(flow.eventsNamed('refresh').map(({ step }) => step))].flatMap((number) => {
    const step = flow.step(number)
    const spent = step && sentRefreshToken(flow, step)
    if (!step || !spent || !isSuccess(step)) return []
    const [renewed, access] = [handedOut(flow, step, 'refresh-token'), handedOut(flow, step, 'access-token')]
    if (!renewed && !access) return []
    const first = firsts.get(spent) ?? spent
    if (renewed && !firsts.has(renewed)) firsts.set(renewed, first)
    const origin = spent.issued.findLast((sighting) => sighting.step < number)
    const before = origin && handedOut(flow, flow.step(origin.step), 'access-token')
    return [{ step, spent, renewed, access, first, before }]
  })
}

/** What is sent in the body is meant; a cookie may come along with anything. */
function sentRefreshToken(flow: Flow, { sent }: Step): Credential | undefined {
  const all = sent.flatMap((carried) => {
    const credential = flow.credentialOf(carried)
    return credential?.kind === 'refresh-token' ? [{ credential, inBody: carried.place === 'body' }] : []
  })
  return (all.find(({ inBody }) => inBody) ?? all[0])?.credential
}

/** What a response hands out; where it stands twice, in cookie and body, it is one credential. */
export const handedOut = (flow: Flow, step: Step | undefined, kind: CredentialKind): Credential | undefined =>
  step?.received.map((carried) => flow.credentialOf(carried)).find((credential) => credential?.kind === kind)
