import { isTrustworthy } from '../../cookie/domain.ts'
import { at, stepName } from '../../flow/flow.ts'
import { sessionLogouts, redirectChain } from '../../flow/logout.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/logout-no-clear-site-data',
  meta: {
    kind: 'flow',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', api: 'off' },
    since: '0.1.0',
    summary: 'The answer to the logout has no Clear-Site-Data.',
    rationale: 'Deleting cookies one by one misses those added later, and leaves cached pages and what scripts stored. One header clears all of it.',
    remediation: 'Answer the logout with Clear-Site-Data: "cache", "cookies", "storage".',
    references: ['OWASP Session Management Cheat Sheet', 'ASVS 14.3.1', 'Clear Site Data'],
    messages: {
      absent: '{logout} is answered without Clear-Site-Data.',
    },
    examples: {
      bad: [
        `POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; Secure; HttpOnly

GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
      good: [
        `POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /
Clear-Site-Data: "cache", "cookies", "storage"

GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK`,
      ],
    },
    notes: 'Only for logouts from browsers, which send a cookie. The header may be in any answer of the redirects that follow. Over http browsers ignore it.',
  },
  check(flow, { report }) {
    const told = new Set<string>()
    for (const { step: number, confidence } of sessionLogouts(flow)) {
      const step = flow.step(number)
      if (!step?.url || !isTrustworthy(step.url) || told.has(step.url.host)) continue
      const fromBrowser = step.sent.some(({ place }) => place === 'cookie') || step.outcomes.some(({ did }) => did === 'deleted')
      if (!fromBrowser || redirectChain(flow, step).some(({ clearSiteData }) => clearSiteData !== undefined)) continue
      told.add(step.url.host)
      report({ messageId: 'absent', data: { logout: stepName(step) }, at: at(step), confidence: confidence === 'tentative' ? 'tentative' : 'firm' })
    }
  },
})
