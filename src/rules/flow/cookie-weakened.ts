import { utf8 } from '../../cookie/cookie.ts'
import { identity, type StoredCookie } from '../../cookie/jar.ts'
import { list, visible } from '../../core/text.ts'
import { at, stepName } from '../../flow/flow.ts'
import { KeptCookies } from '../../flow/kept.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/cookie-weakened',
  meta: {
    kind: 'flow',
    severity: 'info',
    confidence: 'certain',
    presets: { strict: 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cookie is set again with weaker flags than before.',
    rationale: 'The newest Set-Cookie counts: one place in the code, a library or a proxy that sets the cookie without a flag undoes that flag everywhere.',
    remediation: 'Set the cookie in one place, with one set of options.',
    references: ['ASVS 3.3.1', 'RFC 6265bis section 5.7', 'OWASP Session Management Cheat Sheet'],
    messages: {
      weaker: '{step} sets the cookie {name} without {lost}, which #{before} had set: browsers use the newest.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; SameSite=Lax`,
      ],
      good: [
        `GET https://app.example.com/ HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; SameSite=Lax

GET https://app.example.com/account HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Strict`,
      ],
    },
    notes: 'A note on where a flag was lost. That it is missing is reported on the cookie itself, by cookie/missing-secure, cookie/missing-httponly and the rules on SameSite.',
  },
  check(flow, { report }) {
    const kept = new KeptCookies()
    const told = new Set<string>()
    for (const step of flow.steps) {
      for (const outcome of step.outcomes) {
        const { before, stored, role } = outcome
        if (!before || !stored || role === 'infrastructure' || role === 'analytics') continue
        const lost = lostFlags(before, stored)
        const key = `${identity(stored)} ${lost.join(' ')}`
        if (lost.length === 0 || told.has(key)) continue
        told.add(key)
        const since = step.url && kept.named(stored.name, step.url, step.time).find(({ cookie }) => identity(cookie) === identity(before))?.step
        report({ messageId: 'weaker', data: { name: visible(utf8(stored.name), 60), lost: list(lost), before: since ?? step.number, step: stepName(step) }, at: at(step, outcome) })
      }
      kept.take(step)
    }
  },
})

const strength = { Strict: 2, Lax: 1, None: 0 } as const

const lostFlags = (before: StoredCookie, now: StoredCookie): readonly string[] => [
  ...(before.secure && !now.secure ? ['Secure'] : []),
  ...(before.httpOnly && !now.httpOnly ? ['HttpOnly'] : []),
  ...(before.sameSite !== null && strength[before.sameSite] > (now.sameSite === null ? 0 : strength[now.sameSite]) ? [`SameSite=${before.sameSite}`] : []),
]
