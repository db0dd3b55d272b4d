import { shownName } from '../../cookie/about.ts'
import type { Cookie } from '../../cookie/cookie.ts'
import { setCookiePointer } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/duplicate-cookie',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The response sets the same cookie twice.',
    rationale: 'Of two cookies with the same name and scope the last one wins, and proxies may change the order. With different scopes browsers keep and send both, and which of them the server reads is a matter of luck.',
    remediation: 'Set each cookie once in a response, with one Domain and one Path.',
    references: ['RFC 6265bis section 4.1.1', 'RFC 6265bis section 4.2.2', 'OWASP Session Management Cheat Sheet'],
    messages: {
      overwritten: 'The {response} sets the cookie {name} {times}; browsers keep the last one.',
      shadowed: 'The {response} sets the cookie {name} {times}, for different Domain, Path or Partitioned: browsers keep and send them side by side.',
      replaced: 'The {response} both deletes and sets the cookie {name}.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nSet-Cookie: sid=1; Path=/; Secure; HttpOnly\nSet-Cookie: sid=2; Path=/; Secure; HttpOnly'],
      good: ['HTTP/1.1 200 OK\nSet-Cookie: sid=1; Path=/; Secure; HttpOnly\nSet-Cookie: lang=de; Path=/; Secure'],
    },
    notes: 'A deletion for another scope beside the new cookie, as in a move from one Path to another, is a note. Silent for cookies of load balancers and analytics.',
  },
  check(subject, { report }) {
    const byName = new Map<string, Cookie[]>()
    for (const cookie of subject.cookies) {
      if (cookie.role.role === 'infrastructure' || cookie.role.role === 'analytics') continue
      byName.set(cookie.name, [...(byName.get(cookie.name) ?? []), cookie])
    }
    for (const group of byName.values()) {
      const last = group.at(-1)
      if (!last || group.length < 2) continue
      const set = group.filter(({ isDeletion }) => !isDeletion)
      const data = { name: shownName(last), times: group.length }
      const at = setCookiePointer(subject, last)
      if (set.length < 2) {
        if (set.length === 1) report({ messageId: 'replaced', data, at, severity: 'info' })
        continue
      }
      report({ messageId: new Set(set.map(scopeOf)).size === 1 ? 'overwritten' : 'shadowed', data: { ...data, times: set.length === 2 ? 'twice' : `${set.length} times` }, at })
    }
  },
})

/** Without a URL the host is that of the response, whatever it is. */
const scopeOf = ({ browser: { effective } }: Cookie): string => JSON.stringify([effective.hostOnly, effective.hostOnly ? '' : effective.domain, effective.path, effective.partitioned])
