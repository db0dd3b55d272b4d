import type { Flow } from './flow.ts'
import type { Step } from './step.ts'

/** Logouts that are judged: more of them in one recording say nothing new. */
export const mostLogouts = 20

/** A step and those that its redirects lead to. */
export function redirectChain(flow: Flow, step: Step): readonly Step[] {
  const chain = [step]
  let last = step
  // Other requests may stand between the two.
  for (const next of flow.steps.slice(step.number, step.number + 20)) {
    if (!last.redirect || chain.length > 10) break
    if (next.url && withoutFragment(next.url) === withoutFragment(last.redirect)) chain.push((last = next))
  }
  return chain
}

const withoutFragment = ({ origin, pathname, search }: URL): string => origin + pathname + search

/** Steps after this one on its host, until somebody logs in again. */
export function untilNextLogin(flow: Flow, step: Step): readonly Step[] {
  const host = step.url?.host
  const login = flow.eventsNamed('login').find(({ step: number }) => number > step.number && flow.step(number)?.url?.host === host)
  return flow.steps.slice(step.number, login ? login.step - 1 : undefined).filter(({ url }) => url?.host === host)
}
