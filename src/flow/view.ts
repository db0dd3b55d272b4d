import { utf8 } from '../cookie/cookie.ts'
import type { StoredCookie } from '../cookie/jar.ts'
import { cookieRole } from '../cookie/role.ts'
import { parseSetCookie } from '../cookie/parse.ts'
import { Excerpt, Source } from '../core/location.ts'
import type { SubjectView, ViewOptions } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import type { FlowCookie, FlowDetail, FlowStep } from '../core/view.ts'
import { shownUrl } from '../http/url-secrets.ts'
import type { Carried } from './credentials.ts'
import type { Flow } from './flow.ts'
import type { Step } from './step.ts'

/** A flow as reports show it: who sent what to whom and what became of it, no value anywhere. */
export function flowView(flow: Flow, _options: ViewOptions): SubjectView {
  const { input, line, column } = flow.locate()
  const telling = flow.steps.filter((step) => tells(flow, step))
  return {
    id: flow.id,
    kind: 'flow',
    source: { input, line, column },
    flow: {
      exchanges: flow.steps.length,
      design: flow.design,
      events: flow.events,
      steps: telling.slice(0, mostSteps).map((step) => shownStep(flow, step)),
      jar: flow.jar.map(shownCookie),
    } satisfies FlowDetail,
  }
}

/** A picture of more than these is none. */
const mostSteps = 500

/** Something happens here: a credential appears, is sent or dies, or it is an event. */
const tells = (flow: Flow, step: Step): boolean => step.sent.length + step.received.length + step.outcomes.length > 0 || flow.events.some((event) => event.step === step.number)

function shownStep(flow: Flow, step: Step): FlowStep {
  const { number, method, url, status, sent, received, outcomes } = step
  return {
    number,
    ...(method === undefined ? {} : { method: visible(method, 20) }),
    ...(url ? { url: shownUrl(url.href) } : {}),
    ...(status === undefined ? {} : { status }),
    events: flow.events.filter((event) => event.step === number).map(({ name }) => name),
    sent: labels(flow, sent),
    received: labels(flow, received.filter(({ place }) => place !== 'cookie')),
    cookies: outcomes.map(({ name, role, did, reasons, stored }) => ({
      name: visible(utf8(name), 60),
      role,
      did,
      ...(reasons.length > 0 ? { reasons } : {}),
      ...labelOf(flow, received.find((carried) => carried.place === 'cookie' && carried.name === name && carried.value === stored?.value)),
    })),
  }
}

const labelOf = (flow: Flow, carried: Carried | undefined): { label?: string } => {
  const label = carried && flow.credentialOf(carried)?.label
  return label === undefined ? {} : { label: visible(utf8(label), 100) }
}

/** Each once, with the place where that is not plain. */
const labels = (flow: Flow, carried: readonly Carried[]): readonly string[] => [
  ...new Set(carried.map((one) => `${visible(utf8(flow.credentialOf(one)?.label ?? one.kind), 100)}${one.place === 'url' ? ' in the URL' : ''}`)),
]

const shownCookie = ({ name, domain, hostOnly, path, secure, httpOnly, sameSite, persistent, expires, partitioned }: StoredCookie): FlowCookie => ({
  name: visible(utf8(name), 60),
  role: cookieRole(parseSetCookie(Excerpt.of(new Source('jar', `${name}=x`)))).role,
  domain,
  hostOnly,
  path,
  secure,
  httpOnly,
  sameSite,
  persistent,
  expires,
  partitioned,
})
