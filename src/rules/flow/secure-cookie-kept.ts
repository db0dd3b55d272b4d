import { utf8 } from '../../cookie/cookie.ts'
import { isSensitive } from '../../cookie/role.ts'
import { visible } from '../../core/text.ts'
import { at, stepName } from '../../flow/flow.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/secure-cookie-kept',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A response over http tries to delete or replace a Secure cookie, and browsers refuse.',
    rationale: 'A cookie that was set over https with Secure cannot be changed over http, so that nobody on the way can plant one. A logout or a login over http then looks as if it worked, and the old cookie stays.',
    remediation: 'Answer logins, logouts and everything else that sets cookies over https only, and redirect from http before setting a cookie.',
    references: ['ASVS 12.2.1', 'RFC 6265bis section 5.7', 'CWE-319'],
    messages: {
      deletion: '{step} came over http and deletes the Secure cookie {name}: browsers ignore that, and the cookie stays.',
      replacement: '{step} came over http and sets the cookie {name}, which the browser has as a Secure cookie: browsers ignore that, and the old value stays.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

POST http://app.example.com/logout HTTP/1.1
Accept: text/html

HTTP/1.1 303 See Other
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; HttpOnly`,
      ],
      good: [
        `GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

POST https://app.example.com/logout HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /
Set-Cookie: sid=; Max-Age=0; Path=/; HttpOnly`,
      ],
    },
    notes: 'Browsers trust loopback hosts over http too. Setting a session cookie over http is cookie/set-over-http, so it is a note here. Cookies that themselves have Secure are cookie/secure-over-http.',
  },
  check(flow, { report }) {
    const told = new Set<string>()
    for (const step of flow.steps) {
      for (const outcome of step.outcomes) {
        const { name, role, deletes, reasons } = outcome
        const key = `${step.url?.host} ${name} ${deletes}`
        if (!reasons.includes('EXCLUDE_OVERWRITE_SECURE') || told.has(key)) continue
        told.add(key)
        const isNote = role === 'infrastructure' || role === 'analytics' || (!deletes && isSensitive({ role }))
        report({ messageId: deletes ? 'deletion' : 'replacement', data: { step: stepName(step), name: visible(utf8(name), 60) }, at: at(step, outcome), ...(isNote ? { severity: 'info' as const } : {}) })
      }
    }
  },
})
