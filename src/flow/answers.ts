import type { Confidence } from '../core/severity.ts'
import { credentialKey, type Credential } from './credential-tracks.ts'
import type { Flow } from './flow.ts'
import { isRefusal, isSuccess, type Step } from './step.ts'

/** That a server took a credential, and how that is known. */
export interface Acceptance {
  readonly confidence: Confidence
  /** The earlier answer to the same request, when the recording has one. */
  readonly control?: Step
}

/**
 * Was the credential taken at this step? An answer counts when it is a success that looks like the one to the same request
 * before `event`; without such a control the server may answer everybody so, and the acceptance is tentative unless the
 * recording shows elsewhere that this server refuses. Undefined when it was refused, or when anonymous requests get the same.
 *
 * @param event number of the step (a logout, an expiry) that should have ended the credential
 */
export function acceptance(flow: Flow, step: Step, credential: Credential, event: number): Acceptance | undefined {
  if (!step.requestSeen || !isSuccess(step) || isRefusal(step) || step.body?.reportsFailure || isFileOfPage(step)) return undefined
  // Another credential beside it may have opened the door.
  const others = step.sent.filter((carried) => credentialKey(carried) !== keyOf(credential) && carried.place !== 'url')
  if (others.some((other) => !flow.credentialOf(other)?.sent.some(({ step: number }) => number < event))) return undefined
  const alike = sameResource(flow, step)
  if (alike.some((other) => other.requestSeen && other.sent.length === 0 && looksAlike(step, other))) return undefined
  const control = alike.findLast((other) => other.number < event && carries(other, credential) && isSuccess(other) && !isRefusal(other))
  if (control) return looksAlike(step, control) ? { confidence: 'firm', control } : sameKind(step, control) ? { confidence: 'tentative', control } : undefined
  return { confidence: refusesElsewhere(flow, step) ? 'firm' : 'tentative' }
}

/** Was the same resource refused to somebody in this recording, so that not everybody gets it? */
export function isProtected(flow: Flow, step: Step): boolean {
  const known = refusedIn.get(flow) ?? new Set(flow.steps.filter(isRefusal).map(resourceOf))
  refusedIn.set(flow, known)
  return known.has(resourceOf(step))
}

const refusedIn = new WeakMap<Flow, ReadonlySet<string>>()

/** The method and the path of a host; what stands in the query may change from time to time. */
const resourceOf = ({ method, url }: Step): string => `${method ?? ''} ${url?.host ?? ''}${url?.pathname ?? ''}`

const personalWords = /(?:^|[/-])(?:account|me|my|profile|user-?info|whoami|dashboard|settings|orders|inbox|messages|session|user)(?:$|[/-])/

/** Named like something that a user has, and no file of a page. */
export const isPersonal = (step: Step): boolean => personalWords.test(step.asked) && !isFileOfPage(step)

/** Style sheets, scripts and pictures are there for everybody, whatever credential comes along. */
const isFileOfPage = ({ mediaType = '' }: Step): boolean => /^(?:image|font|audio|video)\/|css|javascript/.test(mediaType)

/** The steps that send a credential, in order. */
export const stepsWith = (flow: Flow, { sent }: Credential): readonly Step[] => [...new Set(sent.map(({ step }) => step))].flatMap((number) => flow.step(number) ?? [])

/** Does a step send this credential? */
export const carries = (step: Step, credential: Credential): boolean => step.sent.some((carried) => credentialKey(carried) === keyOf(credential))

const keyOf = (credential: Credential): string => credentialKey({ name: (credential.sent[0] ?? credential.issued[0])?.name ?? '', value: credential.value })

/** Steps by what they ask for: a long recording is asked about often. */
const byResource = new WeakMap<Flow, ReadonlyMap<string, readonly Step[]>>()

/** The other steps that ask for the same, in order. */
export function sameResource(flow: Flow, step: Step): readonly Step[] {
  let known = byResource.get(flow)
  if (!known) {
    const made = new Map<string, Step[]>()
    for (const each of flow.steps) {
      const key = resourceOf(each)
      const there = made.get(key)
      if (there) there.push(each)
      else made.set(key, [each])
    }
    byResource.set(flow, (known = made))
  }
  return (known.get(resourceOf(step)) ?? []).filter((other) => other !== step)
}

const sameKind = (a: Step, b: Step): boolean => a.status === b.status && a.mediaType === b.mediaType

/** Pages change a little from one time to the next; a login page in place of an account does not look alike. */
function looksAlike(a: Step, b: Step): boolean {
  if (!sameKind(a, b)) return false
  if (!a.body || !b.body) return true
  if (a.body.asksForPassword !== b.body.asksForPassword) return false
  if (a.body.digest === b.body.digest) return true
  const [less, more] = [a.body.octets, b.body.octets].sort((x, y) => x - y) as [number, number]
  return more - less <= Math.max(64, more * 0.2)
}

/** The same host said no to somebody else in this recording, so that its yes means something. */
const refusesElsewhere = (flow: Flow, { url, number }: Step): boolean => flow.steps.some((other) => (other.status === 401 || other.status === 403) && other.number !== number && other.url?.host === url?.host)
