import { utf8 } from '../../cookie/cookie.ts'
import { isSensitive } from '../../cookie/role.ts'
import { list, visible } from '../../core/text.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import { KeptCookies, type KeptCookie } from '../../flow/kept.ts'
import { sessionLogouts, redirectChain, untilNextLogin } from '../../flow/logout.ts'
import { clearsCookies, isLoginPath, isRefusal, type Step } from '../../flow/step.ts'
import { isTentative } from '../../flow/credentials.ts'
import { pathMatches } from '../../cookie/domain.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/logout-does-not-clear-cookie',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Logging out leaves a cookie that opened the session in the browser.',
    rationale: 'The browser still sends the cookie. Unless the server ended the session as well, the next person at this browser, or whoever copied the cookie, is logged in.',
    remediation: 'Delete every session, remember-me and refresh cookie in the answer to the logout, each with the Domain and Path it was set with, and add Clear-Site-Data: "cookies".',
    references: ['ASVS 14.3.1', 'ASVS 7.4.1', 'NIST SP 800-63B-4 section 5.1', 'OWASP Session Management Cheat Sheet', 'WSTG-SESS-06', 'CWE-613'],
    messages: {
      left: '{logout} neither deletes nor replaces {cookies}. Whether the server ended the session cannot be seen.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /

GET https://app.example.com/ HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly

GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Silent when the session had been refused before, when the cookie gets another value, when a later request does not carry it, and when a deletion was tried: flow/deletion-misses-cookie and cookie/deletion-ineffective judge those.',
  },
  check(flow, { report }) {
    const told = new Set<string>()
    const logouts = new Map(sessionLogouts(flow).map((event) => [event.step, event]))
    const kept = new KeptCookies()
    for (const step of flow.steps) {
      const logout = logouts.get(step.number)
      if (logout && step.url) {
        const left = candidates(step, kept).filter(({ name, known }) => !told.has(`${step.url?.host} ${name}`) && !isOver(flow, step, name) && !isGone(flow, step, name, known))
        for (const { name } of left) told.add(`${step.url.host} ${name}`)
        if (left.length > 0) {
          report({
            messageId: 'left',
            data: { logout: stepName(step), cookies: `the ${left.length === 1 ? 'cookie' : 'cookies'} ${list(left.slice(0, 5).map(({ name }) => visible(utf8(name), 60)))}` },
            at: at(step),
            confidence: logout.confidence === 'tentative' || left.every(({ tentative }) => tentative) ? 'tentative' : 'firm',
          })
        }
      }
      kept.take(step)
    }
  },
})

interface Candidate {
  readonly name: string
  readonly tentative: boolean
  /** As the recording shows it being kept; cookies from before it are known by their names only. */
  readonly known: readonly KeptCookie[]
}

/** Cookies that opened the session: those that came with the logout, and those that its path does not get, such as a refresh cookie. */
function candidates(step: Step, kept: KeptCookies): readonly Candidate[] {
  const { url } = step
  if (!url) return []
  const sent = step.sent.filter(({ place }) => place === 'cookie').map((carried) => ({ name: carried.name, tentative: isTentative(carried), known: kept.named(carried.name, url, step.time) }))
  const unsent = kept
    .of(url, step.time)
    .filter(({ role, cookie }) => isSensitive({ role }) && cookie.httpOnly && !pathMatches(url.pathname, cookie.path) && !sent.some(({ name }) => name === cookie.name))
    .map((one) => ({ name: one.cookie.name, tentative: false, known: [one] }))
  return [...new Map([...unsent, ...sent].map((one) => [one.name, one])).values()]
}

/** Refused when it was sent last: the session was over before, and there was nothing to log out of. */
const isOver = (flow: Flow, logout: Step, name: string): boolean => {
  const last = flow.steps.slice(Math.max(0, logout.number - 200), logout.number - 1).findLast(({ url, cookieNames }) => url?.host === logout.url?.host && cookieNames.includes(name))
  return last?.url !== undefined && isRefusal(last) && !isLoginPath(last.url)
}

/** Deleted, replaced or cleared; or not sent any more where it would be, as when a script removed it. */
function isGone(flow: Flow, logout: Step, name: string, known: readonly KeptCookie[]): boolean {
  const chain = redirectChain(flow, logout)
  if (chain.some((step) => clearsCookies(step) || step.outcomes.some((outcome) => outcome.name === name && (outcome.deletes || (outcome.did !== 'renewed' && outcome.did !== 'rejected'))))) return true
  const later = untilNextLogin(flow, logout).slice(0, 200)
  if (later.some((step) => clearsCookies(step) || step.outcomes.some((outcome) => outcome.name === name && outcome.did === 'deleted'))) return true
  // Scripts cannot remove what they cannot see.
  if (known.length > 0 && known.every(({ cookie }) => cookie.httpOnly)) return false
  const next = later.find(({ requestSeen, url }) => requestSeen && url !== undefined && known.every(({ cookie }) => pathMatches(url.pathname, cookie.path) && (!cookie.secure || url.protocol === 'https:')))
  return next !== undefined && !next.cookieNames.includes(name)
}
