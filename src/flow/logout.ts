import type { FlowEvent } from './events.ts'
import type { Flow } from './flow.ts'
import type { Step } from './step.ts'

/** Logouts that are judged: more of them in one recording say nothing new. */
const mostLogouts = 20

const revocation = /(?:^|[/-])(?:revoke|revocation)(?:$|[/-])/

/** A client has a token revoked (RFC 7009), which ends that token: whoever is logged in at the authorization server stays so. */
export const revokesToken = ({ asked, sent }: Pick<Step, 'asked' | 'sent'>): boolean =>
  revocation.test(asked) && (sent.some(({ place }) => place === 'body') || /(?:^|[/-])(?:tokens?|oauth2?|oidc|connect)(?:$|[/-])/.test(asked))

/** Logouts that end what a cookie opened. */
export const sessionLogouts = (flow: Flow): readonly FlowEvent[] =>
  flow.eventsNamed('logout').filter(({ step, confidence }) => confidence === 'certain' || !revokesToken(flow.step(step) ?? { asked: '', sent: [] })).slice(0, mostLogouts)

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
