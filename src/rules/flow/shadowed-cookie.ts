import { pathMatches } from '../../cookie/domain.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { identity, type StoredCookie } from '../../cookie/jar.ts'
import { isSensitive } from '../../cookie/role.ts'
import { visible } from '../../core/text.ts'
import { at, type Flow } from '../../flow/flow.ts'
import { KeptCookies, scopeInWords, type KeptCookie } from '../../flow/kept.ts'
import { clearsCookies, type Step } from '../../flow/step.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'flow/shadowed-cookie',
  meta: {
    kind: 'flow',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The browser keeps two cookies of the same name and sends both.',
    rationale: 'A cookie for the host only and one for its Domain, or for two paths, are two cookies. Servers read one of them, usually the first, so a renewed session or a logout may affect the one that is not read.',
    remediation: 'Set the cookie with one Domain and one Path everywhere, and delete the old one in the response that sets the new one.',
    references: ['ASVS 3.3.3', 'RFC 6265bis section 4.2.2', 'RFC 6265bis section 5.7', 'OWASP Session Management Cheat Sheet'],
    messages: {
      sent: 'The browser keeps the cookie {name} twice: for {first} since #{since}, and for {second} since #{now}. {later} carries both.',
      kept: 'The browser keeps the cookie {name} twice: for {first} since #{since}, and for {second} since #{now}.',
    },
    examples: {
      bad: [
        `GET https://app.example.com/login HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

POST https://app.example.com/login HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Domain=example.com; Secure; HttpOnly; SameSite=Lax`,
      ],
      good: [
        `GET https://app.example.com/login HTTP/1.1
Accept: text/html

HTTP/1.1 200 OK
Set-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly; SameSite=Lax

POST https://app.example.com/login HTTP/1.1
Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ

HTTP/1.1 303 See Other
Location: /account
Set-Cookie: sid=Zk3vQ9r1T7yLx2Wm8Nc4Pb; Path=/; Secure; HttpOnly; SameSite=Lax`,
      ],
    },
    notes: 'Two in one response are response/duplicate-cookie. Silent when a later request to both scopes carries the name once, and when one of the two was deleted before. A note for cookies that open nothing.',
  },
  check(flow, { report }) {
    const kept = new KeptCookies()
    const told = new Set<string>()
    for (const step of flow.steps) {
      const { url, outcomes } = step
      for (const outcome of outcomes) {
        const { stored, did, role, name } = outcome
        if (did !== 'set' || !stored || !url || role === 'infrastructure' || role === 'analytics' || told.has(`${url.host} ${name}`) || clearsCookies(step)) continue
        const older = kept.named(name, url, step.time).find(({ cookie }) => overlap(cookie, stored) && !outcomes.some(({ before }) => before !== undefined && identity(before) === identity(cookie)))
        const later = older && fate(flow, step, older, stored)
        if (!older || later === 'apart') continue
        told.add(`${url.host} ${name}`)
        report({
          messageId: later === undefined ? 'kept' : 'sent',
          data: { name: visible(utf8(name), 60), first: scopeInWords(older.cookie), since: older.step, second: scopeInWords(stored), now: step.number, later: later === undefined ? '' : `#${later.number}` },
          at: at(step, outcome),
          confidence: later === undefined ? 'firm' : 'certain',
          ...(isSensitive({ role }) || role === 'csrf' ? {} : { severity: 'info' as const }),
        })
      }
      kept.take(step)
    }
  },
})

const overlap = (a: StoredCookie, b: StoredCookie): boolean => identity(a) !== identity(b) && a.partitioned === b.partitioned && (pathMatches(a.path, b.path) || pathMatches(b.path, a.path))

/** The request that carries both; `apart` when one of them is gone before or the name comes once; undefined when the recording ends before. */
function fate(flow: Flow, step: Step, { cookie: older }: KeptCookie, stored: StoredCookie): Step | 'apart' | undefined {
  for (const later of flow.after(step)) {
    const { url, requestSeen, cookieNames, outcomes } = later
    if (url && requestSeen && url.hostname === step.url?.hostname && pathMatches(url.pathname, older.path) && pathMatches(url.pathname, stored.path) && url.protocol === step.url.protocol) {
      return cookieNames.filter((name) => name === stored.name).length > 1 ? later : 'apart'
    }
    if (clearsCookies(later) || outcomes.some(({ did, name }) => did === 'deleted' && name === stored.name)) return 'apart'
  }
  return undefined
}
