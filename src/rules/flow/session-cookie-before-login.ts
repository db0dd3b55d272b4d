import { utf8 } from '../../cookie/cookie.ts'
import { isTentative } from '../../flow/credentials.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import { parametersOf } from '../../core/url-secrets.ts'
import { changesState, type Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/session-cookie-before-login',
  meta: {
    kind: 'flow',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    since: '0.1.0',
    summary: 'A session cookie is set for somebody who has not logged in.',
    rationale: 'An id that exists before the login can be planted or seen before it, and every visitor and every robot costs a record on the server. It does no harm as long as the login makes a new one.',
    remediation: 'Start a session only when there is something to store: saveUninitialized: false in express-session. Keep what visitors need before the login in a cookie of its own.',
    references: ['WSTG-SESS-03', 'OWASP Session Management Cheat Sheet'],
    messages: {
      anonymous: 'The session cookie {name} is set at {step}, before any login.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

GET https://app.example.com/about HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
      good: [
        `GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK

POST https://app.example.com/login HTTP/1.1
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 302 Found
Location: /account
Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly; SameSite=Lax`,
      ],
    },
    notes: 'Shopping carts and CSRF tokens need a session before the login. Links that log in by themselves carry something in their query and are left out.',
  },
  check(flow, { report }) {
    const told = new Set<string>()
    const events = new Map(flow.events.map((event) => [event.step, event.name]))
    const loggedIn = new Set<string>()
    for (const step of flow.steps) {
      const { number, url, outcomes } = step
      if (!url) continue
      if (events.get(number) === 'login') loggedIn.add(url.host)
      if (outcomes.length === 0 || events.has(number) || loggedIn.has(url.host) || !isAnonymous(step) || mayLogIn(flow, step, url)) continue
      for (const outcome of outcomes) {
        const key = `${url.host} ${outcome.name}`
        if (outcome.role !== 'session' || outcome.did !== 'set' || told.has(key)) continue
        told.add(key)
        const set = step.received.find(({ place, name }) => place === 'cookie' && name === outcome.name)
        report({ messageId: 'anonymous', data: { name: utf8(outcome.name), step: stepName(step) }, at: at(step, outcome), confidence: set && isTentative(set) ? 'tentative' : 'firm' })
      }
    }
  },
})

const isAnonymous = ({ method, requestSeen, requestFields, sent }: Step): boolean => method === 'GET' && requestSeen && sent.length === 0 && !requestFields.includes('authorization')

/** A ticket or a code in the URL logs somebody in, and so may the form whose answer leads here. */
const mayLogIn = (flow: Flow, { number }: Step, url: URL): boolean =>
  [...parametersOf(url.href)].some(({ value }) => value.length >= 16 && !value.includes('/') && !/^https?%3A/i.test(value)) ||
  url.pathname.split('/').some((segment) => segment.length >= 20 && /\d/.test(segment)) ||
  flow.steps.slice(Math.max(0, number - 6), number - 1).some((form) => changesState(form) && form.redirect?.href === url.href)
