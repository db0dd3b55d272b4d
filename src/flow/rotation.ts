import type { Carried } from './credentials.ts'
import type { Flow } from './flow.ts'
import type { Step } from './step.ts'

/** A session id that an event did not change. */
export interface UnchangedId {
  readonly id: Carried
  /** Where it is sent again. */
  readonly used: Step
}

/** Session cookies sent with a request and again after it, where its answer hands out no other credential: another one may open the door from then on. */
export function unchangedIds(flow: Flow, step: Step): readonly UnchangedId[] {
  return step.sent
    .filter(({ kind, place }) => kind === 'session' && place === 'cookie')
    .flatMap((id) => {
      const again = flow.credentialOf(id)?.sent.find(({ step: number }) => number > step.number && flow.step(number)?.url?.host === step.url?.host)
      const used = again && flow.step(again.step)
      const renewed = step.received.some(({ kind, value }) => kind !== 'remember' && value !== id.value)
      return used && !renewed ? [{ id, used }] : []
    })
}
