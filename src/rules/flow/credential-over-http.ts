import { isLoopback } from '../../cookie/domain.ts'
import { leastSure, type Confidence } from '../../core/severity.ts'
import { list } from '../../core/text.ts'
import type { Credential } from '../../flow/credential-tracks.ts'
import { showsByItself, type Carried } from '../../flow/credentials.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import type { Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/credential-over-http',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A session falls back to plain http, where everyone on the way can read what https protected.',
    rationale: 'One request is enough: whoever listens on the network reads the credential there and uses it over https from then on.',
    remediation: 'Use https throughout: redirect http before anything else, send Strict-Transport-Security with a long max-age, mark cookies Secure, and let clients refuse http URLs. Revoke what went over http.',
    references: ['NIST SP 800-63B-4 section 5.1', 'ASVS 12.2.1', 'OWASP REST Security Cheat Sheet', 'CWE-319'],
    messages: {
      fallback: '{credentials} went over https at {secure}, but over plain http at {plain}.',
      plain: '{credentials} went over plain http at {plain}.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK

GET http://app.example.com/help HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
      good: [
        `GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK

GET http://app.example.com/help HTTP/1.1
Accept: text/html

HTTP/1.1 301 Moved Permanently
Location: https://app.example.com/help`,
      ],
    },
    notes: 'A request that sent a credential over http is response/token-over-http, request by request; this rule adds that the same credential went over https too, and finds credentials that only the recording reveals. Silent for loopback hosts and for redirects that the browser makes by itself before anything is sent (HSTS).',
  },
  check(flow, { report }) {
    const plainly = flow.credentials.flatMap((credential) => {
      const first = firstPlain(flow, credential)
      return first ? [{ credential, ...first, secure: firstSecure(flow, credential) }] : []
    })
    for (const step of new Set(plainly.map(({ step: plain }) => plain))) {
      const here = plainly.filter((one) => one.step === step)
      const fallen = here.filter(({ secure }) => secure !== undefined)
      const unseen = here.filter(({ secure, carried }) => secure === undefined && !isSeenAlone(carried))
      const plain = stepName(step)
      const [first] = fallen
      if (first?.secure) report({ messageId: 'fallback', data: { credentials: labels(fallen), secure: stepName(first.secure), plain }, at: at(step), confidence: sureness(fallen) })
      if (unseen.length > 0) report({ messageId: 'plain', data: { credentials: labels(unseen), plain }, at: at(step), confidence: sureness(unseen) })
    }
  },
})

interface Plain {
  readonly credential: Credential
  readonly carried: Carried
  readonly step: Step
}

/** The first request that sends it over http to another machine; in the URL it is a finding of its own. */
function firstPlain(flow: Flow, credential: Credential): { readonly step: Step; readonly carried: Carried } | undefined {
  for (const { step: number } of credential.sent) {
    const step = flow.step(number)
    if (step?.url?.protocol !== 'http:' || isLoopback(step.url) || step.stayedInBrowser) continue
    const carried = step.sent.find((one) => one.place !== 'url' && flow.credentialOf(one) === credential)
    if (carried) return { step, carried }
  }
  return undefined
}

const firstSecure = (flow: Flow, credential: Credential): Step | undefined =>
  [...credential.issued, ...credential.sent].sort((a, b) => a.step - b.step).map(({ step }) => flow.step(step)).find((step) => step?.url?.protocol === 'https:')

/** Does response/token-over-http see by the request alone that this is a credential? */
const isSeenAlone = (carried: Carried): boolean => carried.place === 'authorization' || (carried.place === 'cookie' && showsByItself(carried))

const labels = (plain: readonly Plain[]): string => {
  const text = list(plain.slice(0, 4).map(({ credential }) => `the ${credential.label}`))
  return `T${text.slice(1)}`
}

/** A cookie may be taken for a session by its name only. */
const sureness = (plain: readonly Plain[]): Confidence => plain.map(({ carried }) => carried.role?.confidence ?? ('certain' as const)).reduce((a, b) => (leastSure(a, b) === a ? b : a))
