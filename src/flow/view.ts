import { utf8 } from '../cookie/cookie.ts'
import { identity, type StoredCookie } from '../cookie/jar.ts'
import type { RoleName } from '../core/cookie-roles.ts'
import type { SubjectView, ViewOptions } from '../core/subject.ts'
import { visible } from '../core/text.ts'
import type { FlowCookie, FlowDetail, FlowPractice, FlowStep } from '../core/view.ts'
import { shownUrl } from '../core/url-secrets.ts'
import type { Carried } from './credentials.ts'
import type { Flow } from './flow.ts'
import type { Step } from './step.ts'

/** A flow as reports show it: who sent what to whom and what became of it, no value anywhere. */
export function flowView(flow: Flow, _options: ViewOptions): SubjectView {
  const { input, line, column } = flow.locate()
  const telling = flow.steps.filter((step) => tells(flow, step))
  const roles = new Map(flow.steps.flatMap(({ outcomes }) => outcomes.flatMap(({ stored, role }) => (stored ? [[identity(stored), role] as const] : []))))
  return {
    id: flow.id,
    kind: 'flow',
    source: { input, line, column },
    flow: {
      ...(flow.steps[0]?.url ? { url: flow.steps[0].url.origin } : {}),
      exchanges: flow.steps.length,
      design: flow.design,
      events: flow.events,
      steps: telling.slice(0, mostSteps).map((step) => shownStep(flow, step)),
      jar: flow.jar.map((cookie) => shownCookie(cookie, roles.get(identity(cookie)) ?? 'other')),
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
    sent: each(sent.map((carried) => ({ ...placed(flow, carried), ...endedBefore(flow, carried, step) }))),
    received: each(received.filter(({ place }) => place !== 'cookie').map((carried) => placed(flow, carried))),
    cookies: outcomes.map(({ name, role, did, reasons, stored, before }) => ({
      name: visible(utf8(name), 60),
      role,
      did,
      ...(reasons.length > 0 ? { reasons } : {}),
      ...labelled('label', flow, stored),
      ...labelled('before', flow, before),
    })),
  }
}

const placed = (flow: Flow, carried: Carried): { label: string; place: string } => ({ label: visible(utf8(flow.credentialOf(carried)?.label ?? carried.kind), 100), place: carried.place })

/** Each label once. */
const each = <T extends { readonly label: string }>(shown: readonly T[]): readonly T[] => [...new Map(shown.map((one) => [one.label, one])).values()]

function labelled(member: 'label' | 'before', flow: Flow, cookie: StoredCookie | undefined): { label?: string; before?: string } {
  const label = cookie && flow.credentialOf(cookie)?.label
  return label === undefined ? {} : { [member]: visible(utf8(label), 100) }
}

/** The last step before this one that took the credential away, unless it was handed out again since. */
function endedBefore(flow: Flow, carried: Carried, { number }: Step): { ended?: number } {
  if (carried.place !== 'cookie') return {}
  const touched = flow.steps.slice(0, number - 1).findLast(({ outcomes }) => outcomes.some(({ before, stored }) => [before, stored].some((cookie) => cookie?.name === carried.name && cookie.value === carried.value)))
  const last = touched?.outcomes.findLast(({ before, stored }) => [before, stored].some((cookie) => cookie?.name === carried.name && cookie.value === carried.value))
  return touched && last && last.stored?.value !== carried.value ? { ended: touched.number } : {}
}

/** The same view, with the checklist that takes all findings of a run to be filled in. */
export const withPractices = (view: SubjectView, practices: readonly FlowPractice[]): SubjectView => ({ ...view, ...(view.flow ? { flow: { ...view.flow, practices } } : {}) })

const shownCookie = ({ name, domain, hostOnly, path, secure, httpOnly, sameSite, persistent, expires, partitioned }: StoredCookie, role: RoleName): FlowCookie => ({
  name: visible(utf8(name), 60),
  role,
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
