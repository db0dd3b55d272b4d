import type { EventName } from '../../core/event-names.ts'
import { at, stepName } from '../../flow/flow.ts'
import { KeptCookies } from '../../flow/kept.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/state-change-over-get',
  meta: {
    kind: 'flow',
    severity: 'info',
    confidence: 'firm',
    presets: { strict: 'warn', 'asvs-l1': 'warn', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A GET request changes something.',
    rationale: 'Any page can make a browser send a GET, by a link or an image, and SameSite=Lax lets the cookie come along when a link is followed. Programs that prefetch links send it without being asked.',
    remediation: 'Use POST for whatever changes something, with a CSRF token in the form.',
    references: ['ASVS 3.5.3', 'OWASP CSRF Prevention Cheat Sheet', 'CWE-352'],
    messages: {
      logout: '{step} logs out by GET: any page can log the user out.',
      login: '{step} logs in by GET: any page can log the browser in.',
      change: '{step} is a {event} by GET, authenticated by a cookie that browsers send by themselves.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 302 Found
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly

GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 302 Found
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly

GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Logging out by GET is always a note. Silent when a token stands in the query, as in WordPress, when every session cookie is SameSite=Strict, and for what OpenID Connect sends by GET: the return of a login, a logout with id_token_hint, front-channel logout. Name other actions with --event action=/path.',
  },
  check(flow, { report }) {
    const events = new Map(flow.events.filter(({ name }) => name !== 'refresh').map((event) => [event.step, event]))
    const kept = new KeptCookies()
    const told = new Set<string>()
    for (const step of flow.steps) {
      const event = events.get(step.number)
      const { url } = step
      if (event && url && step.method === 'GET' && !told.has(`${event.name} ${url.host}${url.pathname}`) && !isMeant(step.asked, url, step.oauth !== undefined || step.csrfDefence?.kind === 'field' || step.csrfDefence?.kind === 'header')) {
        const cookies = step.sent.filter(({ place }) => place === 'cookie')
        const strict = cookies.every(({ name }) => {
          const known = kept.named(name, url, step.time)
          return known.length > 0 && known.every(({ cookie }) => cookie.sameSite === 'Strict')
        })
        const ambient = cookies.length > 0 && !strict
        const password = event.name === 'login' && step.sentPassword
        if (ambient || password) {
          told.add(`${event.name} ${url.host}${url.pathname}`)
          const confidence = event.confidence === 'tentative' ? ('tentative' as const) : ('firm' as const)
          const messageId = event.name === 'logout' || event.name === 'login' ? event.name : 'change'
          report({ messageId, data: { step: stepName(step), event: words[event.name] ?? event.name }, at: at(step), confidence, ...(event.name === 'logout' ? { severity: 'info' as const } : {}) })
        }
      }
      kept.take(step)
    }
  },
})

const words: Readonly<Partial<Record<EventName, string>>> = { 'password-change': 'change of the password', 'role-change': 'change of the role', 'step-up': 'step-up', 'mfa-change': 'change of the second factor', action: 'state-changing action' }

/** By GET because a standard says so, or guarded by something in the query. */
const isMeant = (asked: string, url: URL, guarded: boolean): boolean => guarded || url.searchParams.has('id_token_hint') || /(?:^|[/-])front-?channel-/.test(asked)
