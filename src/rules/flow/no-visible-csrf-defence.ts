import { utf8 } from '../../cookie/cookie.ts'
import { count, list, visible } from '../../core/text.ts'
import { isTentative } from '../../flow/credentials.ts'
import { at, stepName } from '../../flow/flow.ts'
import { KeptCookies, type KeptCookie } from '../../flow/kept.ts'
import { isRefusal, type Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/no-visible-csrf-defence',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A request that changes something carries nothing that another site could not have sent.',
    rationale: 'A form on any page can make the browser of a logged-in user send the same request, cookie included, and the server cannot tell the two apart.',
    remediation: 'Set SameSite=Lax or Strict on the session cookie, and require a CSRF token in the form, or a header of your own such as X-Requested-With, which forms cannot send.',
    references: ['ASVS 3.5.1', 'ASVS 3.5.2', 'NIST SP 800-63B-4 section 5.1', 'OWASP CSRF Prevention Cheat Sheet', 'OAuth 2.0 for Browser-Based Applications', 'RFC 6750 section 5.3', 'WSTG-SESS-05', 'CWE-352'],
    messages: {
      none: '{step} is authenticated by {cookies} alone, {sameSite}, without a CSRF token and without a header or content type that a form cannot send{more}.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/login HTTP/1.1
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=None

POST https://app.example.com/account/email HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ
Content-Type: application/x-www-form-urlencoded

email=ada%40example.com

HTTP/1.1 303 See Other
Location: /account`,
      ],
      good: [
        `POST https://app.example.com/login HTTP/1.1
Content-Type: application/x-www-form-urlencoded

user=ada&password=correct-horse

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=None

POST https://app.example.com/account/email HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ
Content-Type: application/x-www-form-urlencoded

email=ada%40example.com&csrf_token=f2Qm8Zt0Lr5Yx1Vb

HTTP/1.1 303 See Other
Location: /account`,
      ],
    },
    notes: 'A server that checks Origin or Sec-Fetch-Site does so unseen. Only cookies whose SameSite the recording shows are judged, and only requests whose body it shows. Silent for logins, and for reports that pages send about themselves.',
  },
  check(flow, { report }) {
    const kept = new KeptCookies()
    const logins = new Set(flow.eventsNamed('login').map(({ step }) => step))
    const opened = new Set<string>()
    const hostsWithLogin = new Set([...logins].map((number) => flow.step(number)?.url?.host))
    const found = new Map<string, Finding>()
    for (const step of flow.steps) {
      const { url, number } = step
      if (url && isForgeable(step) && !logins.has(number) && (opened.has(url.host) || !hostsWithLogin.has(url.host))) {
        const cookies = step.sent.filter(({ place }) => place === 'cookie')
        const known = cookies.flatMap(({ name }) => kept.named(name, url, step.time))
        const isSentAlong = cookies.length > 0 && cookies.every(({ name }) => known.some(({ cookie }) => cookie.name === name)) && known.every(({ cookie }) => cookie.sameSite === null || cookie.sameSite === 'None')
        if (isSentAlong) {
          const key = `${url.host} ${[...new Set(cookies.map(({ name }) => name))].join(' ')}`
          const before = found.get(key)
          if (before) before.more++
          else found.set(key, { step, known, more: 0, sure: opened.has(url.host) && !cookies.every(isTentative) })
        }
      }
      kept.take(step)
      if (logins.has(number) && url) opened.add(url.host)
    }
    for (const { step, known, more, sure } of found.values()) {
      const names = [...new Set(known.map(({ cookie }) => visible(utf8(cookie.name), 60)))]
      const sameSite = known.some(({ cookie }) => cookie.sameSite === null) ? 'which has no SameSite' : 'which is SameSite=None'
      report({
        messageId: 'none',
        data: { step: stepName(step), cookies: `the ${names.length === 1 ? 'cookie' : 'cookies'} ${list(names)}`, sameSite, more: more === 0 ? '' : `, and ${count(more, 'later request')} likewise` },
        at: at(step),
        confidence: sure ? 'firm' : 'tentative',
      })
    }
  },
})

interface Finding {
  readonly step: Step
  readonly known: readonly KeptCookie[]
  readonly sure: boolean
  more: number
}

/** Pages report on themselves, which changes nothing of the user's. */
const reports = /(?:^|[/-])(?:beacon|collect|track|tracking|telemetry|analytics|metrics|csp|csp-reports?|rum)(?:$|[/-])/

/** A form on another page could have sent it, and the server took it. */
const isForgeable = (step: Step): boolean =>
  step.method === 'POST' &&
  step.requestSeen &&
  step.requestBodySeen &&
  (step.status ?? 0) >= 200 &&
  (step.status ?? 0) < 400 &&
  !isRefusal(step) &&
  step.body?.reportsFailure !== true &&
  step.csrfDefence === undefined &&
  !step.sent.some(({ place }) => place !== 'cookie') &&
  // The old password is something that another site does not know.
  !step.sentPassword &&
  !reports.test(step.asked)
