import { utf8 } from '../../cookie/cookie.ts'
import { formatDuration } from '../../core/time.ts'
import { acceptance, isPersonal, isProtected } from '../../flow/answers.ts'
import { isTentative, type Carried } from '../../flow/credentials.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import type { Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/session-timeout-not-enforced',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A session still works after a pause, or at an age, at which it should have ended.',
    rationale: 'A session that nobody ends is open to whoever comes to the browser later, and a stolen id works for as long as it is used now and then.',
    remediation: 'End sessions on the server: some time after the last request, and some time after the login however active they are. The lifetime of the cookie does not stop anyone who holds a copy.',
    references: ['ASVS 7.3.1', 'ASVS 7.3.2', 'NIST SP 800-63B-4 section 2.2.3', 'NIST SP 800-63B-4 section 2.3.3', 'WSTG-SESS-07', 'OWASP Session Management Cheat Sheet'],
    messages: {
      idle: 'The session cookie {name} was accepted at {later} after {pause} without a request; the limit is {limit}.',
      old: 'The session cookie {name} was accepted at {later}, {age} after the login at {login}; the limit is {limit}.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/account HTTP/1.1
Accept: text/html

HTTP/1.1 302 Found
Location: /login

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 08:00:00 GMT

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 10:00:00 GMT`,
      ],
      good: [
        `GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Date: Fri, 20 Nov 2026 08:00:00 GMT

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 302 Found
Date: Fri, 20 Nov 2026 10:00:00 GMT
Location: /login`,
      ],
    },
    notes: 'Needs a recording with pauses. Requests that the recording does not show may have kept the session active: record all of them, or set idleSeconds to what your documentation says. Pages that anybody may read are not judged.',
  },
  defaults: {
    /** Between one request and the next, in seconds. */
    idleSeconds: 1800,
    /** Since the login, in seconds. */
    absoluteSeconds: 86_400,
  },
  check(flow, { options, report }) {
    const uses = new Map<string, Use>()
    const logins = new Set(flow.eventsNamed('login').map(({ step }) => step))
    const logouts = new Set(flow.eventsNamed('logout').map(({ step }) => step))
    for (const step of flow.steps) {
      const { number, url, time, sent } = step
      if (!url || time === undefined) continue
      for (const carried of sent.filter(({ kind, place }) => kind === 'session' && place === 'cookie')) {
        const key = `${url.host} ${carried.name}`
        const use = uses.get(key)
        const pause = use ? time - use.last : 0
        const age = use?.login ? time - use.login.time : 0
        const isOver = pause > options.idleSeconds || age > options.absoluteSeconds
        if (use && isOver && !use.told && !logins.has(number) && isTaken(flow, step, carried, use)) {
          const data = { name: utf8(carried.name), later: stepName(step) }
          const confidence = isProtected(flow, step) && !isTentative(carried) ? ('firm' as const) : ('tentative' as const)
          if (pause > options.idleSeconds) report({ messageId: 'idle', data: { ...data, pause: formatDuration(pause), limit: formatDuration(options.idleSeconds) }, at: at(step), confidence })
          else if (use.login) report({ messageId: 'old', data: { ...data, age: formatDuration(age), login: stepName(use.login.step), limit: formatDuration(options.absoluteSeconds) }, at: at(step), confidence })
          uses.set(key, { ...use, last: time, told: true })
        } else {
          uses.set(key, { tries: 0, told: false, ...use, last: time, ...(isOver && use ? { tries: use.tries + 1 } : {}) })
        }
      }
      if (logins.has(number) || logouts.has(number)) {
        // Everything starts anew: whatever session cookie comes next belongs to this login.
        for (const [key, { told }] of uses) if (key.startsWith(`${url.host} `)) uses.set(key, { last: time, tries: 0, told, ...(logins.has(number) ? { login: { time, step } } : {}) })
        if (logins.has(number)) for (const { name, kind, place } of step.received) if (kind === 'session' && place === 'cookie') uses.set(`${url.host} ${name}`, { last: time, tries: 0, told: false, ...uses.get(`${url.host} ${name}`), login: { time, step } })
      }
    }
  },
})

/** What is known of the session in one cookie of one host. */
interface Use {
  /** When it was sent last, in seconds since 1970. */
  readonly last: number
  readonly login?: { readonly time: number; readonly step: Step }
  readonly told: boolean
  readonly tries: number
}

/** Requests beyond the limit that are looked at. */
const mostTries = 50

/** Taken, by a resource that is not for everybody, and not answered with a new session. */
function isTaken(flow: Flow, step: Step, carried: Carried, { tries }: Use): boolean {
  if (tries > mostTries || !(isProtected(flow, step) || isPersonal(step))) return false
  if (step.outcomes.some(({ name, deletes, stored }) => name === carried.name && (deletes || (stored !== undefined && stored.value !== carried.value)))) return false
  const credential = flow.credentialOf(carried)
  return credential !== undefined && acceptance(flow, step, credential, step.number) !== undefined
}
