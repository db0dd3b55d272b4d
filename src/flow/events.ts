import type { Confidence } from '../core/severity.ts'
import { isLoginPath, leadsToLogin, type Step } from './step.ts'

/** What can happen in a recording that rules want to know of. */
export const eventNames = ['login', 'logout', 'refresh', 'password-change', 'role-change', 'step-up', 'mfa-change', 'action'] as const
export type EventName = (typeof eventNames)[number]

/** Events after which the session has to be another one. */
export const privilegeChanges: readonly EventName[] = ['password-change', 'role-change', 'step-up', 'mfa-change']

export interface FlowEvent {
  readonly name: EventName
  /** Number of its step. */
  readonly step: number
  /** `certain` when the user named it. */
  readonly confidence: Confidence
  /** Why it was taken for that. */
  readonly why: string
}

/** An event that the user named: by the number of its exchange or by the path of its URL, `*` standing for anything. */
export interface NamedEvent {
  readonly name: EventName
  readonly at: number | string
}

export const eventName = (text: string): EventName | undefined => eventNames.find((name) => name === text)

/** Events that a step shows by itself; a user's word for the same name takes their place. */
export function eventsOf(step: Step): readonly FlowEvent[] {
  const found: FlowEvent[] = []
  const event = (name: EventName, confidence: Confidence, why: string) => found.push({ name, step: step.number, confidence, why })
  const { status = 0, url, oauth } = step
  if (status >= 400 || status < 200) return found

  const request = `${step.method ?? 'a request'}`
  if (oauth?.kind === 'token-request') {
    if (!step.received.some(({ kind }) => kind === 'access-token')) return found
    if (oauth.grantType === 'refresh_token') event('refresh', 'certain', 'grant_type is refresh_token')
    else if (oauth.grantType === 'authorization_code' || oauth.grantType === 'password') event('login', 'firm', `grant_type is ${oauth.grantType} and the answer holds tokens`)
    return found
  }
  if (url && logoutWords.test(url.pathname)) {
    event('logout', step.method === 'GET' && !isAnswered(step) ? 'tentative' : 'firm', `${request} to a path that names it`)
    return found
  }
  if (step.sentPassword && step.method !== 'GET' && url && passwordWords.test(url.pathname)) {
    event('password-change', 'firm', `${request} with a password to a path that names it`)
    return found
  }
  if (step.sentPassword && step.method !== 'GET' && !leadsToLogin(step) && !(url && otherForms.test(url.pathname))) {
    event('login', 'firm', `${request} with a password, answered ${answer(step)}`)
    return found
  }
  if (oauth?.kind === 'authorization-response' && oauth.code && step.outcomes.some(({ did, role }) => role === 'session' && did !== 'deleted')) {
    event('login', 'firm', 'an authorization code came back and a session cookie was set')
    return found
  }
  if (url && refreshWords.test(url.pathname) && step.method !== 'GET' && step.received.some(({ kind }) => kind === 'access-token' || kind === 'refresh-token')) {
    event('refresh', 'firm', `${request} to a path that names it, answered with tokens`)
    return found
  }
  if (url && step.method === 'POST' && isLoginPath(url) && !leadsToLogin(step) && step.received.some(({ kind }) => kind !== 'remember')) {
    event('login', 'firm', 'POST to a path that names it, answered with a credential')
  }
  return found
}

/** RFC 7009 names revoke, OpenID Connect RP-Initiated Logout end_session. */
const logoutWords = /(?:^|[/_-])(?:log-?out|sign-?out|log-?off|sign-?off|revoke|revocation|end_?session)(?:$|[/_.-])/i
const refreshWords = /(?:^|[/_-])(?:refresh|renew)(?:[_-]?(?:tokens?|sessions?|access))?(?:$|[/_.-])/i
const passwordWords = /(?:^|[/_-])(?:change|update|reset|set|new)[_-]?password|password[_/-]?(?:change|update|reset)|\/account\/password|\/me\/password|\/settings\/password/i
/** Forms with a password in them that log nobody in by themselves. */
const otherForms = /(?:^|[/_-])(?:register|registration|sign-?up|forgot|invite|users?\/new)(?:$|[/_.-])/i

/** Did something: deleted cookies, or led somewhere. */
const isAnswered = (step: Step): boolean => step.redirect !== undefined || step.outcomes.some(({ did }) => did === 'deleted') || step.clearSiteData !== undefined

const answer = (step: Step): string => {
  const { status, redirect, received } = step
  const handed = received.some(({ place }) => place === 'cookie') ? ' and a session cookie' : received.length > 0 ? ' and a token' : ''
  return `${status}${redirect ? ' (a redirect elsewhere)' : ''}${handed}`
}
