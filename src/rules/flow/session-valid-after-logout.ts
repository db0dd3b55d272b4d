import { utf8 } from '../../cookie/cookie.ts'
import { describeValue } from '../../cookie/value.ts'
import { acceptance, carries, isPersonal, isProtected } from '../../flow/answers.ts'
import { isTentative, type Carried } from '../../flow/credentials.ts'
import { at, stepName } from '../../flow/flow.ts'
import { sessionLogouts, untilNextLogin } from '../../flow/logout.ts'
import type { Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/session-valid-after-logout',
  meta: {
    kind: 'flow',
    severity: 'error',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie from before the logout still opens the session after it.',
    rationale: 'A logout that only takes the cookie out of the browser ends nothing: a copy of it, from a shared computer, a log or an attack, works for as long as the session lasts.',
    remediation: 'Delete the session record on the server when the user logs out, and the one behind a remember-me cookie.',
    references: ['ASVS 7.4.1', 'WSTG-SESS-06', 'CWE-613'],
    messages: {
      accepted: 'The {what} still worked at {later}, after the logout ({logout}).',
      likely: 'The {what} seems to work still at {later}, after the logout ({logout}): the recording does not show what anybody else would get there.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/account HTTP/1.1
Accept: text/html

HTTP/1.1 302 Found
Location: /login

POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /login
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /login
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 302 Found
Location: /login`,
      ],
    },
    notes: 'Only where the recording holds such a request: authlint sends none by itself. Certain when the recording shows the same resource refused to somebody else; pages that anybody may read are not judged.',
  },
  check(flow, { report }) {
    const told = new Set<string>()
    for (const { step: number, confidence } of sessionLogouts(flow)) {
      const logout = flow.step(number)
      if (!logout) continue
      const later = untilNextLogin(flow, logout)
      for (const carried of logout.sent.filter(({ kind, place }) => place === 'cookie' && (kind === 'session' || kind === 'remember'))) {
        const credential = flow.credentialOf(carried)
        if (!credential || told.has(credential.label)) continue
        for (const step of later.filter((one) => carries(one, credential) && (isProtected(flow, one) || isPersonal(one)) && !isTurnedDown(one, carried)).slice(0, mostTries)) {
          if (!acceptance(flow, step, credential, number)) continue
          const guarded = isProtected(flow, step)
          told.add(credential.label)
          report({
            messageId: guarded ? 'accepted' : 'likely',
            data: { what: `${carried.kind === 'session' ? 'session' : 'remember-me'} cookie ${utf8(carried.name)}`, logout: stepName(logout), later: stepName(step) },
            at: at(step),
            confidence: !guarded || confidence === 'tentative' || isTentative(carried) ? 'tentative' : 'firm',
            ...(holdsTheSession(carried) ? { fix: withoutRecord } : {}),
          })
          break
        }
      }
    }
  },
})

/** Nothing that a server keeps: the cookie is the session, readable, signed or encrypted. */
const holdsTheSession = ({ value }: Carried): boolean => stateful.has(describeValue(value).shape.kind)
const stateful: ReadonlySet<string> = new Set(['jwt', 'jwe', 'json', 'pairs', 'serialized', 'compressed', 'encrypted'])
const withoutRecord =
  'The cookie seems to hold the session itself, which leaves the server nothing to delete: move the session to a store, or check with each request a number of the user that every logout raises, or a list of the sessions that were ended. A short lifetime limits the rest.'

/** Requests with one credential that are looked at. */
const mostTries = 20

/** Deleted, or a new session in place of it. A remember-me cookie that is exchanged for another one was taken. */
const isTurnedDown = ({ outcomes }: Step, { name, kind, value }: Carried): boolean =>
  outcomes.some((outcome) => outcome.name === name && (outcome.deletes || (kind === 'session' && outcome.stored !== undefined && outcome.stored.value !== value)))
