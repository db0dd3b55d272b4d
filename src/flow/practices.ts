// What good practice asks of each design, and whether a recording shows that it is kept, that it is broken, or neither.
import type { EventName } from '../core/event-names.ts'
import type { Judged } from '../core/report.ts'
import type { FlowPractice } from '../core/view.ts'
import { lifetime } from '../jwt/claims.ts'
import { carries } from './answers.ts'
import type { Credential } from './credential-tracks.ts'
import type { CredentialKind } from './credentials.ts'
import type { Design } from './design.ts'
import type { Flow } from './flow.ts'
import { stepName } from './flow.ts'
import { changesState, isRefusal, type Step } from './step.ts'

interface Practice {
  readonly id: string
  readonly practice: string
  /** Rules whose silence is not enough, but whose word is. */
  readonly rules: readonly string[]
  /** What in the recording shows that it is kept, as long as its rules are silent; undefined where nothing does. */
  readonly seen?: (flow: Flow) => string | undefined
  /** Why it cannot be seen, when that is so of every recording. */
  readonly hidden?: string
}

/* What a recording shows */

const stepsOf = (flow: Flow, credentials: readonly Credential[], which: 'issued' | 'sent'): readonly Step[] =>
  credentials.flatMap((credential) => credential[which].flatMap(({ step }) => flow.step(step) ?? []))

const firstOf = (steps: readonly Step[], words: string): string | undefined => (steps[0] ? `${words} ${stepName(steps[0])}` : undefined)

const issued = (...kinds: readonly CredentialKind[]) => (flow: Flow): string | undefined => {
  const found = flow.credentialsOf(...kinds).find((credential) => credential.issued.length > 0)
  return found && `${found.label} was handed out in #${found.issued[0]?.step ?? 0}`
}

const setCookies = (...kinds: readonly CredentialKind[]) => (flow: Flow): string | undefined => {
  const found = flow.credentialsOf(...kinds).find((credential) => credential.issued.some(({ place }) => place === 'cookie'))
  return found && `${found.label} was set in #${found.issued[0]?.step ?? 0}`
}

const issuedInBody = (flow: Flow): string | undefined => firstOf(stepsOf(flow, flow.credentialsOf('access-token', 'refresh-token', 'id-token').filter(({ issued: where }) => where.some(({ place }) => place === 'body')), 'issued'), 'tokens came in')

const jwtIssued = (...kinds: readonly CredentialKind[]) => (flow: Flow): string | undefined => {
  const found = flow.credentialsOf(...kinds).find(({ token, issued: where, sent }) => token && where.length + sent.length > 0)
  return found && `${found.label} can be read`
}

/** A credential of before an event was sent after it, and refused. */
const refusedAfter = (events: readonly ('logout' | 'refresh' | 'login')[], ...kinds: readonly CredentialKind[]) => (flow: Flow): string | undefined => {
  for (const { step: number, name } of flow.eventsNamed(...events)) {
    const event = flow.step(number)
    if (!event) continue
    const old = flow.credentialsOf(...kinds).filter((credential) => flow.before(event).some((step) => carries(step, credential)) || carries(event, credential))
    const refused = flow.after(event).find((step) => isRefusal(step) && old.some((credential) => carries(step, credential)))
    if (refused) return `refused in ${stepName(refused)}, after the ${name}`
  }
  return undefined
}

const eventSeen = (...names: readonly EventName[]) => (flow: Flow): string | undefined => {
  const [event] = flow.eventsNamed(...names)
  const step = event && flow.step(event.step)
  return step && `${event.name} in ${stepName(step)}`
}

const both = (...conditions: readonly ((flow: Flow) => string | undefined)[]) => (flow: Flow): string | undefined => {
  const found = conditions.map((condition) => condition(flow))
  return found.includes(undefined) ? undefined : found.join(', ')
}

const overHttps = (flow: Flow): string | undefined => {
  const carrying = flow.steps.filter(({ sent, received, url }) => url !== undefined && sent.length + received.length > 0)
  return carrying.length > 0 && carrying.every(({ url }) => url?.protocol === 'https:') ? `all ${carrying.length} exchanges with credentials were https` : undefined
}

const afterLogin = (flow: Flow): string | undefined => {
  const [event] = flow.eventsNamed('login')
  const login = event && flow.step(event.step)
  const given = login?.received.find(({ kind, place }) => kind === 'session' && place === 'cookie')
  const label = given && flow.credentialOf(given)?.label
  return login && label && `the login in ${stepName(login)} gave ${label}`
}

const beforeLogin = (flow: Flow): string | undefined => {
  const [event] = flow.eventsNamed('login')
  const login = event && flow.step(event.step)
  if (!login) return undefined
  const early = flow.before(login).filter(({ url, requestSeen }) => requestSeen && url?.host === login.url?.host)
  return early.length > 0 ? `${early.length} exchanges before the login set none` : undefined
}

const changing = (flow: Flow): string | undefined => firstOf(flow.steps.filter((step) => changesState(step) && step.sent.some(({ place }) => place === 'cookie')), 'checked, the first being')

const hasLifetime = (...kinds: readonly CredentialKind[]) => (flow: Flow): string | undefined => {
  const found = flow.credentialsOf(...kinds).find(({ token }) => token && lifetime(token.claims) !== undefined)
  return found && `${found.label} says when it ends`
}

const persistent = (role: string) => (flow: Flow): string | undefined => {
  const kept = flow.steps.flatMap(({ outcomes }) => outcomes).find((outcome) => outcome.role === role && outcome.stored?.persistent)
  return kept && `the cookie ${kept.name} has an end`
}

/** The same refresh token was sent a second time, and refused. */
const reuseRefused = (flow: Flow): string | undefined => {
  for (const credential of flow.credentialsOf('refresh-token')) {
    const uses = credential.sent.flatMap(({ step }) => flow.step(step) ?? []).filter(changesState)
    const refused = uses.slice(1).find((step) => isRefusal(step) || step.status === 400)
    if (refused && uses[0]?.received.some(({ kind }) => kind === 'refresh-token' || kind === 'access-token')) return `${credential.label} was refused the second time, in ${stepName(refused)}`
  }
  return undefined
}

const rotated = (flow: Flow): string | undefined => {
  for (const { step: number } of flow.eventsNamed('refresh')) {
    const step = flow.step(number)
    const fresh = step?.received.find(({ kind, value }) => kind === 'refresh-token' && !step.sent.some((sent) => sent.value === value))
    if (step && fresh) return `${stepName(step)} gave ${flow.credentialOf(fresh)?.label ?? 'another one'}`
  }
  return undefined
}

const expiredRefused = (flow: Flow): string | undefined => {
  const refused = flow.steps.find(
    (step) => isRefusal(step) && step.time !== undefined && step.sent.some(({ token }) => typeof token?.claims['exp'] === 'number' && token.claims['exp'] < (step.time ?? 0)),
  )
  return refused && `an expired token was refused in ${stepName(refused)}`
}

/* What is asked */

const session: readonly Practice[] = [
  { id: 'session-cookie-flags', practice: 'Session cookies are Secure, HttpOnly and SameSite.', rules: ['cookie/missing-secure', 'cookie/missing-httponly', 'cookie/missing-samesite', 'cookie/samesite-none', 'cookie/samesite-invalid', 'cookie/samesite-none-insecure'], seen: setCookies('session') },
  { id: 'session-cookie-prefix', practice: 'Names of session cookies begin with __Host- or __Secure-, so that nobody else can set them.', rules: ['cookie/missing-prefix', 'cookie/missing-secure', 'cookie/prefix-violation', 'cookie/domain-wide'], seen: setCookies('session') },
  { id: 'session-id-random', practice: 'Session ids are random, with 128 bits or more.', rules: ['cookie/session-id-low-entropy', 'cookie/session-id-predictable'], hidden: 'some ids prove no randomness; authlint cookie --samples compares many' },
  { id: 'session-id-opaque', practice: 'A session id means nothing to whoever reads it.', rules: ['cookie/value-structured', 'cookie/contains-pii', 'cookie/contains-credentials'], seen: setCookies('session') },
  { id: 'session-at-login', practice: 'A session begins with the login, not with the first visit.', rules: ['flow/session-cookie-before-login'], seen: beforeLogin },
  { id: 'session-rotated', practice: 'The login makes a new session id.', rules: ['flow/session-id-not-rotated'], seen: afterLogin },
  { id: 'session-rotated-on-change', practice: 'A change of password or rights makes a new session id.', rules: ['flow/session-id-not-rotated-on-privilege-change'], seen: eventSeen('password-change', 'role-change', 'step-up', 'mfa-change') },
  { id: 'session-absolute-end', practice: 'A session ends after a day at the latest.', rules: ['cookie/session-lifetime-too-long', 'cookie/lifetime-capped'], seen: persistent('session') },
  { id: 'session-timeout', practice: 'The server ends sessions by itself, after a time and when they are idle.', rules: ['flow/session-timeout-not-enforced'], hidden: 'only the server knows; a recording with long gaps may show the contrary' },
  { id: 'logout-ends-session', practice: 'Logging out ends the session at the server.', rules: ['flow/session-valid-after-logout'], seen: refusedAfter(['logout'], 'session') },
  { id: 'logout-clears-cookies', practice: 'Logging out deletes the cookies.', rules: ['flow/logout-does-not-clear-cookie', 'flow/deletion-misses-cookie', 'flow/secure-cookie-kept', 'cookie/deletion-ineffective'], seen: eventSeen('logout') },
  { id: 'csrf-defence', practice: 'Requests that change something are protected against other sites.', rules: ['flow/no-visible-csrf-defence', 'cookie/missing-samesite', 'cookie/samesite-none'], seen: changing },
  { id: 'not-cached', practice: 'Responses that set a session are not cached.', rules: ['response/set-cookie-cacheable'], seen: setCookies('session') },
  { id: 'session-store', practice: 'Sessions live in a shared store, not in the memory of one server.', rules: [], hidden: 'only the server knows' },
]

const transport: readonly Practice[] = [
  { id: 'https-only', practice: 'Credentials travel over https only.', rules: ['flow/credential-over-http', 'response/token-over-http', 'response/insecure-redirect', 'cookie/missing-secure'], seen: overHttps },
  { id: 'not-in-urls', practice: 'No URL contains a token or a session id.', rules: ['flow/token-in-url', 'response/token-in-url', 'response/url-leaks-in-referer'], seen: (flow) => firstOf(flow.steps.filter(({ sent }) => sent.length > 0), 'every URL was checked, the first being') },
]

const accessToken: readonly Practice[] = [
  { id: 'access-token-short', practice: 'Access tokens live for 5 to 15 minutes.', rules: ['jwt/lifetime-too-long', 'jwt/missing-exp'], seen: hasLifetime('access-token') },
  { id: 'access-token-claims', practice: 'Access tokens name issuer, audience and subject.', rules: ['jwt/missing-iss', 'jwt/missing-aud', 'jwt/missing-sub'], seen: jwtIssued('access-token') },
  { id: 'access-token-public', practice: 'Access tokens hold nothing that must stay secret.', rules: ['jwt/sensitive-claim', 'jwt/pii-claim'], seen: jwtIssued('access-token') },
  { id: 'access-token-algorithm', practice: 'The server accepts its own algorithms only.', rules: ['jwt/alg-none', 'jwt/signed-with-public-key', 'jwt/weak-secret'], hidden: 'only a forged token that is refused would show it' },
  { id: 'access-token-expiry', practice: 'Expired tokens are refused.', rules: ['flow/expired-token-accepted'], seen: expiredRefused },
  { id: 'access-token-revocable', practice: 'Access tokens can be revoked, or expire soon.', rules: ['jwt/no-revocation-handle', 'flow/access-token-valid-after-logout'], seen: refusedAfter(['logout'], 'access-token') },
  { id: 'id-token-not-sent', practice: 'ID tokens log people in; APIs get access tokens.', rules: ['flow/id-token-as-access-token'], seen: both(jwtIssued('id-token'), issued('access-token')) },
  { id: 'token-not-cached', practice: 'Responses with tokens are not cached.', rules: ['response/token-cacheable'], seen: issuedInBody },
  { id: 'token-place', practice: 'Scripts keep access tokens in memory, not in localStorage.', rules: ['response/weak-csp'], hidden: 'what a page keeps is not in a recording' },
]

const refreshToken: readonly Practice[] = [
  { id: 'refresh-http-only', practice: 'Refresh tokens are out of reach of scripts.', rules: ['response/refresh-token-in-body', 'response/secret-duplicated-to-script', 'cookie/missing-httponly'], seen: setCookies('refresh-token') },
  { id: 'refresh-rotated', practice: 'Each use of a refresh token issues a new one.', rules: ['flow/refresh-token-not-rotated'], seen: rotated },
  { id: 'refresh-reuse', practice: 'A used refresh token is refused, and ends the others of its family.', rules: ['flow/refresh-token-reuse-accepted'], seen: reuseRefused },
  { id: 'refresh-absolute-end', practice: 'Using a refresh token does not extend its lifetime.', rules: ['flow/refresh-extends-lifetime', 'cookie/refresh-lifetime-too-long'], seen: (flow) => rotated(flow) && (hasLifetime('refresh-token')(flow) ?? persistent('refresh')(flow)) },
  { id: 'refresh-scope', practice: 'A refresh grants no more rights than before.', rules: ['flow/refresh-widens-scope'], seen: both(eventSeen('refresh'), jwtIssued('access-token')) },
  { id: 'refresh-ends-at-logout', practice: 'Logging out ends the refresh token.', rules: ['flow/refresh-token-valid-after-logout'], seen: refusedAfter(['logout'], 'refresh-token') },
  { id: 'token-kinds', practice: 'Access and refresh tokens cannot be taken for each other.', rules: ['flow/token-types-indistinguishable'], seen: both(issued('access-token'), issued('refresh-token')) },
]

const oauth: readonly Practice[] = [
  {
    id: 'oauth-code-pkce',
    practice: 'Signing in through a provider uses an authorization code with PKCE.',
    rules: ['flow/oauth-request-weak'],
    seen: (flow) => firstOf(flow.steps.filter((step) => step.oauth?.kind === 'authorization-request' && step.oauth.codeChallenge), 'asked for in'),
  },
]

/** A token that comes from a session dies with it. */
const minted: Practice = { id: 'minted-tokens-end', practice: 'After the logout the session mints no more tokens.', rules: ['flow/session-valid-after-logout', 'flow/access-token-valid-after-logout'], seen: refusedAfter(['logout'], 'session') }

const bundles: Readonly<Record<Design['name'], readonly Practice[]>> = {
  session: [...session, ...transport],
  'jwt-in-header': [...accessToken, ...refreshToken, ...transport],
  'jwt-in-cookie': [...accessToken, ...refreshToken, ...session.filter(({ id }) => ['session-cookie-flags', 'session-cookie-prefix', 'logout-clears-cookies', 'csrf-defence', 'not-cached'].includes(id)), ...transport],
  'hybrid-a': [...session, ...accessToken, ...refreshToken, ...transport],
  'hybrid-b': [...session, ...accessToken, minted, ...transport],
  unknown: [],
}

/** Rules that practices speak of; each of them has to exist. */
export const practiceRules: readonly string[] = [...new Set([...session, ...transport, ...accessToken, ...refreshToken, ...oauth, minted].flatMap(({ rules }) => rules))]

const credentialRoles = new Set(['session', 'auth', 'refresh', 'remember'])

/** Rules that speak against good practice on this subject, also where that was accepted: a cookie for the looks breaks none. */
export function rulesAgainst({ subject, findings, suppressed }: Judged): readonly string[] {
  const { cookie } = subject
  return cookie && !credentialRoles.has(cookie.role) ? [] : [...findings, ...suppressed].map(({ rule }) => rule)
}

export interface Judgement {
  /** Rules that found something in this run, suppressed findings as well. */
  readonly fired: ReadonlySet<string>
  /** Rules that were run at all. */
  readonly active: ReadonlySet<string>
}

/** The checklist for the design of a recording. What cannot be seen is never shown as kept. */
export function practicesOf(flow: Flow, { fired, active }: Judgement): readonly FlowPractice[] {
  const usesOAuth = flow.steps.some(({ oauth: message }) => message?.kind === 'authorization-request')
  const refreshes = flow.credentialsOf('refresh-token').length > 0
  const asked = [...bundles[flow.design.name], ...(usesOAuth ? oauth : [])].filter((practice) => refreshes || !refreshToken.includes(practice))
  return asked.map((practice) => ({ id: practice.id, practice: practice.practice, rules: practice.rules, ...statusOf(practice, flow, fired, active) }))
}

function statusOf({ rules, seen, hidden }: Practice, flow: Flow, fired: ReadonlySet<string>, active: ReadonlySet<string>): Pick<FlowPractice, 'status' | 'why'> {
  const broken = rules.filter((rule) => fired.has(rule))
  if (broken.length > 0) return { status: 'broken', why: broken.join(', ') }
  const off = rules.filter((rule) => !active.has(rule))
  const why = seen?.(flow)
  if (why === undefined) return { status: 'not-visible', why: hidden ?? 'the recording does not show it' }
  return off.length > 0 ? { status: 'not-visible', why: `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off` } : { status: 'kept', why }
}
