import { eventNames, type EventName } from '../core/event-names.ts'
import type { Confidence } from '../core/severity.ts'
import { inWords } from './asked.ts'
import { isLoginPath, isRefusal, isSuccess, leadsToFailure, leadsToLogin, type Step } from './step.ts'

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
  /** Said once for many recordings: not each of them has it. */
  readonly mayMiss?: boolean
}

/** `#5` and `5` are numbers, anything with a slash is a path; undefined for everything else. */
export function exchangeNamed(text: string): number | string | undefined {
  const number = /^#?(\d{1,6})$/.exec(text.trim())?.[1]
  return number !== undefined ? Number(number) : text.includes('/') ? text.trim() : undefined
}

export const eventName = (text: string): EventName | undefined => eventNames.find((name) => name === text)

interface Found extends Pick<FlowEvent, 'name' | 'confidence' | 'why'> {
  /** Counts only when nothing later in the recording speaks against it. */
  readonly doubt?: 'confirmation-page' | 'password-again'
}

/** How many events before and after one have a say in what it is. */
const near = 100

/** What the exchanges of a recording show by themselves, in order; a user's word for the same name takes its place. */
export function eventsIn(steps: readonly Step[]): readonly FlowEvent[] {
  const found = steps.flatMap((step) => recognised(step).map((event) => ({ ...event, step })))
  const opened = openedDoors(steps)
  return found.flatMap(({ name, confidence, why, doubt, step }, i): FlowEvent[] => {
    const host = step.url?.host
    const around = (events: typeof found, other: EventName) => events.find((event) => event.name === other && event.step.url?.host === host)
    const later = found.slice(i + 1, i + near)
    // The page that asks whether to log out, and then the form on it.
    if (doubt === 'confirmation-page' && around(later, 'logout')) return []
    const last = around(found.slice(Math.max(0, i - near), i).reverse(), 'login')
    // Somebody who is logged in gives the password once more, for something else than to log in.
    if (doubt === 'password-again' && last && last.step.received.some((carried) => step.sent.some(({ value }) => value === carried.value))) return []
    const event = (sure: Confidence, reason = why): FlowEvent => ({ name, step: step.number, confidence: sure, why: reason })
    if (name !== 'login' || confidence === 'certain') return [event(confidence)]
    if (confidence === 'tentative' && opened(step)) return [event('firm', `${why}, and what was refused before it is answered after it`)]
    // Trying again is a sign that it did not work.
    const next = around(later, 'login')
    const again = step.sentPassword && next?.step.url?.pathname === step.url?.pathname && !later.some((other) => other.name === 'logout' && other.step.number < (next?.step.number ?? 0))
    return [event(again && !opened(step) && confidence === 'firm' && step.redirect === undefined ? 'tentative' : confidence)]
  })
}

/** Was something refused before a step and given after it, on the same host? */
function openedDoors(steps: readonly Step[]): (step: Step) => boolean {
  const doors = new Map<string, { refused: number; given: number; host: string }>()
  for (const step of steps) {
    const { url, number } = step
    if (!url || isLoginPath(url)) continue
    const key = `${step.method ?? ''} ${url.host}${url.pathname}`
    const door = doors.get(key)
    if (door && isSuccess(step) && !isRefusal(step)) door.given = number
    if (!door && isRefusal(step)) doors.set(key, { refused: number, given: 0, host: url.host })
  }
  const given = [...doors.values()].filter((door) => door.given > 0).slice(0, 1000)
  return ({ number, url }) => given.some((door) => door.host === url?.host && door.refused < number && door.given > number)
}

/** The first recogniser that says something. */
function recognised(step: Step): readonly Found[] {
  const { status = 0, method } = step
  if (status >= 400 || status < 200 || (method !== undefined && !['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method))) return []
  for (const recogniser of recognisers) {
    const found = recogniser(step)
    if (found === 'nothing') return []
    if (found) return [found]
  }
  return []
}

type Recogniser = (step: Step) => Found | 'nothing' | undefined

/** Grants by which a user logs in; the others renew, or are for programs. Supabase and Auth0 have their own. */
const loginGrants = new Set(['authorization_code', 'password', 'pkce', 'id_token', 'urn:ietf:params:oauth:grant-type:device_code', 'http://auth0.com/oauth/grant-type/password-realm', 'http://auth0.com/oauth/grant-type/mfa-otp', 'http://auth0.com/oauth/grant-type/passwordless/otp'])

const tokenRequest: Recogniser = ({ oauth, received }) => {
  if (oauth?.kind !== 'token-request') return undefined
  if (!received.some(({ kind }) => kind === 'access-token')) return 'nothing'
  if (oauth.grantType === 'refresh_token') return { name: 'refresh', confidence: 'certain', why: 'grant_type is refresh_token' }
  return loginGrants.has(oauth.grantType) ? { name: 'login', confidence: 'firm', why: `grant_type is ${oauth.grantType} and the answer holds tokens` } : 'nothing'
}

const logout: Recogniser = (step) => {
  const { asked, url, meantMethod } = step
  if (!url || step.body?.reportsFailure) return undefined
  const byGet = meantMethod === 'GET'
  if (meantMethod === 'DELETE' && /\/(?:sessions?|log-?in|auth)$|\/sessions\/(?:current|me)$/.test(inWords(url.pathname))) return { name: 'logout', confidence: 'firm', why: 'DELETE of a session' }
  // One of a list of sessions, which may be somebody's other one.
  if (meantMethod === 'DELETE' && /\/sessions?\/[^/]+$/.test(inWords(url.pathname))) return { name: 'logout', confidence: 'tentative', why: 'DELETE of a session by its number' }
  const why = `${meantMethod ?? 'a request'} to a path that names it`
  if (revocationWords.test(asked)) {
    if (byGet || otherRevocations.test(asked)) return 'nothing'
    return { name: 'logout', confidence: step.sent.some(({ place }) => place === 'body') ? 'firm' : 'tentative', why: `${why}, with a token to be revoked` }
  }
  if (!logoutWords.test(asked)) return undefined
  if (afterLogout.test(asked) || /\.(?:js|css|png|svg|ico|gif|woff2?)$/i.test(url.pathname)) return 'nothing'
  if (!byGet) return { name: 'logout', confidence: 'firm', why }
  const passedOn = step.redirect?.hostname === url.hostname && logoutWords.test(inWords(step.redirect.pathname)) && !afterLogout.test(inWords(step.redirect.pathname))
  if (passedOn && !deletes(step)) return 'nothing'
  if (isAnswered(step)) return { name: 'logout', confidence: 'firm', why }
  // An article may have it in its name.
  return !logoutSegment.test(asked) ? 'nothing' : { name: 'logout', confidence: 'tentative', why, doubt: 'confirmation-page' }
}

const passwordChange: Recogniser = (step) => {
  if (!step.sentPassword || step.method === 'GET' || leadsToLogin(step) || leadsToFailure(step) || step.body?.reportsFailure) return undefined
  // Whoever forgot a password proves who they are by mail and was not logged in.
  if (resetWords.test(step.asked)) return 'nothing'
  return changeWords.test(step.asked) || step.newPassword === 'changed' ? { name: 'password-change', confidence: 'firm', why: `${step.method ?? 'a request'} with ${step.newPassword === 'changed' ? 'an old and a new password' : 'a password to a path that names it'}` } : undefined
}

const passwordLogin: Recogniser = (step) => {
  const { asked, method, redirect, url, received } = step
  if (!step.sentPassword) return undefined
  if (leadsToLogin(step) || leadsToFailure(step) || step.body?.reportsFailure || step.newPassword || otherForms.test(asked)) return 'nothing'
  const named = loginWords.test(asked)
  if (method !== 'POST' && !(method === 'GET' && named)) return 'nothing'
  const why = `${method ?? 'a request'} with a password, answered ${answer(step)}`
  // The second factor is still to come.
  if (redirect && secondFactor.test(inWords(redirect.pathname))) return 'nothing'
  const opens = received.some(({ kind }) => kind !== 'remember')
  const elsewhere = redirect !== undefined && redirect.pathname !== url?.pathname
  // A token that comes along says that somebody is logged in already.
  const already = step.sent.some(({ place, token }) => (place === 'authorization' || place === 'body') && token?.claims['role'] !== 'anon')
  if (!named && already) return 'nothing'
  return { name: 'login', confidence: opens || elsewhere ? 'firm' : 'tentative', why, ...(named ? {} : { doubt: 'password-again' as const }) }
}

/** Back from an identity provider, by redirect or by form. */
const federatedLogin: Recogniser = (step) => {
  const { oauth, samlResponse, outcomes } = step
  const returned = (oauth?.kind === 'authorization-response' && oauth.code) || samlResponse
  if (!returned || leadsToLogin(step) || leadsToFailure(step)) return undefined
  const what = samlResponse ? 'a SAML response' : 'an authorization code'
  if (outcomes.some(({ did, role }) => (role === 'session' || role === 'auth') && (did === 'set' || did === 'replaced' || did === 'renewed'))) return { name: 'login', confidence: 'firm', why: `${what} came back and a session cookie was set` }
  if (step.redirect && step.sent.some(({ kind, place }) => kind === 'session' && place === 'cookie')) return { name: 'login', confidence: 'tentative', why: `${what} came back and led on with the session cookie there was` }
  return undefined
}

const refresh: Recogniser = ({ asked, meantMethod, received }) =>
  refreshWords.test(asked) && meantMethod !== 'GET' && received.some(({ kind }) => kind === 'access-token' || kind === 'refresh-token')
    ? { name: 'refresh', confidence: 'firm', why: `${meantMethod ?? 'a request'} to a path that names it, answered with tokens` }
    : undefined

/** A passkey, a code by mail, the second factor: no password, and a door opens all the same. */
const otherLogin: Recogniser = (step) => {
  const { asked, method, redirect, url, sentPassword, requestBodySeen, received, sent } = step
  if (method !== 'POST' || sentPassword || otherForms.test(asked) || !(loginWords.test(asked) || secondFactor.test(asked))) return undefined
  if (leadsToLogin(step) || leadsToFailure(step) || step.body?.reportsFailure) return undefined
  if (received.some(({ kind }) => kind !== 'remember')) return { name: 'login', confidence: 'firm', why: 'POST to a path that names it, answered with a credential' }
  // Recordings without the bodies of requests do not show the password.
  const elsewhere = redirect !== undefined && redirect.pathname !== url?.pathname && !secondFactor.test(inWords(redirect.pathname))
  return !requestBodySeen && elsewhere && sent.some(({ place }) => place === 'cookie') ? { name: 'login', confidence: 'tentative', why: 'POST to a path that names it, answered by a redirect elsewhere' } : undefined
}

const recognisers: readonly Recogniser[] = [tokenRequest, logout, passwordChange, passwordLogin, federatedLogin, refresh, otherLogin]

/** All of these are looked for in the words of `Step.asked`. OpenID Connect RP-Initiated Logout names end_session, oidc-provider has it at /session/end. */
const words = (alternatives: string): RegExp => new RegExp(`(?:^|[/-])(?:${alternatives})(?:$|[/-])`)

const loginWords = words('log-?in|log-?on|sign-?in|sessions?|authenticate|token-auth|token-create|access-token-create|customer-token|j-security-check|auth/?$')
const logoutWords = words('log-?out|sign-?out|log-?off|sign-?off|end-?session|sessions?/(?:end|destroy|terminate)|(?:destroy|terminate)-?session')
const logoutSegment = /(?:^|\/)(?:[a-z]{1,10}-)?(?:log-?out|sign-?out|log-?off|sign-?off|end-?session|session\/end)(?:-[a-z]{2,5})?(?:$|\/)/
/** Where people come to when they have logged out, and what servers tell each other. */
const afterLogout = /(?:^|[/-])(?:post|after|back-?channel)-?(?:log|sign)-?(?:out|off)|(?:(?:log|sign)-?(?:out|off)|session\/end)[/-](?:success|successful|complete|completed|done|callback|landing|redirect)(?:$|[/-])/
/** RFC 7009. */
const revocationWords = words('revoke|revocation')
const otherRevocations = words('api-keys?|keys?|invites?|invitations?|permissions?|roles?|shares?|certificates?|grants?|access')
const refreshWords = words('(?:refresh|renew)(?:-?(?:tokens?|sessions?|access))?|token-refresh')
const changeWords = words('(?:change|update)-?(?:my-?)?password|password-?(?:change|update)|password/(?:change|update)|(?:account|me|profile|settings|user)/password')
const resetWords = words('(?:reset|set|forgot|forgotten|lost|recover)-?(?:my-?)?password|password-?(?:resets?|recovery|forgot|lost)|passwords?/(?:reset|forgot|recover|new|edit)|forgot|reset|recover|recovery')
/** Forms with a password in them that log nobody in by themselves. */
const otherForms = words(
  'register|registrations?|sign-?up|user-?registration|invite|invitations?|users?/new|users/?$|accounts/?$|customers/?$|members/?$|setup|install|create-(?:user|account|customer)|(?:user|account|customer)-(?:create|register)|confirm-password|verify-password|sudo|re-?auth(?:enticate)?|unlock|delete-account|account/delete|settings|profile|(?:account|user)/(?:email|update|edit)|share',
)
const secondFactor = words('2fa|mfa|otp|totp|two-?factor|webauthn|passkeys?|second-factor|verify-(?:code|otp)|challenge')

const deletes = (step: Step): boolean => step.clearSiteData !== undefined || step.outcomes.some(({ did }) => did === 'deleted' || did === 'nothing-to-delete')

/** Did something: deleted cookies, or led somewhere. */
const isAnswered = (step: Step): boolean => step.redirect !== undefined || deletes(step)

const answer = (step: Step): string => {
  const { status, redirect, received } = step
  const handed = received.some(({ place }) => place === 'cookie') ? ' and a session cookie' : received.length > 0 ? ' and a token' : ''
  return `${status}${redirect ? ' (a redirect elsewhere)' : ''}${handed}`
}
