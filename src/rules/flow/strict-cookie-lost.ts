import { isLoginReturn, isSameSite } from '../../cookie/domain.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { isSensitive } from '../../cookie/role.ts'
import { visible } from '../../core/text.ts'
import { at, stepName, type Flow } from '../../flow/flow.ts'
import { redirectChain } from '../../flow/logout.ts'
import type { Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/strict-cookie-lost',
  meta: {
    kind: 'flow',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A SameSite=Strict cookie is set on the way from another site and does not reach the page behind the redirect.',
    rationale: 'A redirect that began at another site stays cross-site to its end, so browsers withhold Strict cookies even from the site that has just set them. The first page after the login shows the user as logged out.',
    remediation: 'Use SameSite=Lax for this cookie, or answer the return from the other site with a page that navigates on by itself instead of a redirect.',
    references: ['RFC 6265bis section 5.2', 'RFC 6265bis section 8.8.2'],
    messages: {
      lost: '{step} was reached from {from} and sets the SameSite=Strict cookie {name}; {next} goes without it.',
      held: '{step} was reached from {from}, sets the SameSite=Strict cookie {name} and redirects on: the next request will not carry it.',
    },
    examples: {
      bad: [
        `POST https://id.example.org/finish HTTP/1.1
Accept: text/html

HTTP/1.1 303 See Other
Location: https://app.example.com/enter?ticket=ST-1856339

GET https://app.example.com/enter?ticket=ST-1856339 HTTP/1.1
Accept: text/html

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Strict

GET https://app.example.com/account HTTP/1.1
Accept: text/html

HTTP/1.1 303 See Other
Location: /login`,
      ],
      good: [
        `POST https://id.example.org/finish HTTP/1.1
Accept: text/html

HTTP/1.1 303 See Other
Location: https://app.example.com/enter?ticket=ST-1856339

GET https://app.example.com/enter?ticket=ST-1856339 HTTP/1.1
Accept: text/html

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'The return of OAuth and SAML logins by a URL is cookie/samesite-strict-login-return, which needs no recording. Silent when the request behind the redirect carries the cookie.',
  },
  check(flow, { report }) {
    for (const step of flow.steps) {
      if (!step.redirect || !step.url || isLoginReturn(step.url) || !isSameSite(step.redirect.hostname, step.url.hostname)) continue
      const set = step.outcomes.filter(({ role, stored }) => stored?.sameSite === 'Strict' && isSensitive({ role }))
      const from = set.length > 0 ? foreignOrigin(flow, step) : undefined
      if (from === undefined) continue
      const next = redirectChain(flow, step)[1]
      for (const outcome of set) {
        if (next && (!next.requestSeen || next.cookieNames.includes(outcome.name))) continue
        report({
          messageId: next ? 'lost' : 'held',
          data: { step: stepName(step), from: visible(from, 100), name: visible(utf8(outcome.name), 60), next: next ? stepName(next) : '' },
          at: at(step, outcome),
          confidence: next ? 'firm' : 'tentative',
        })
      }
    }
  },
})

/** The host of the other site that led here: by a redirect in the recording, by a form (Origin) or by a link (Referer). */
function foreignOrigin(flow: Flow, step: Step): string | undefined {
  const { url } = step
  if (!url) return undefined
  const source = flow.steps.slice(Math.max(0, step.number - 20), step.number - 1).findLast(({ redirect }) => redirect?.href.split('#')[0] === url.href.split('#')[0])
  const sent = [step.origin, step.referer].find((text) => text !== undefined && URL.canParse(text))
  const from = source?.url?.hostname ?? (sent === undefined ? undefined : new URL(sent).hostname)
  return from !== undefined && from !== '' && !isSameSite(from, url.hostname) ? from : undefined
}
