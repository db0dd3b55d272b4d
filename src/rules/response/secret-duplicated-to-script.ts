import { shownName } from '../../cookie/about.ts'
import { roleNoun } from '../../cookie/role.ts'
import type { Cookie } from '../../cookie/cookie.ts'
import { credentialCookies, isAnswer } from '../../http/about.ts'
import type { HttpResponse } from '../../http/exchange.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/secret-duplicated-to-script',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', api: 'info' },
    since: '0.1.0',
    summary: 'Page scripts can read the value of an HttpOnly cookie elsewhere in the response.',
    rationale: 'HttpOnly keeps scripts away from the cookie, but an injected script reads the same value from the body or a header of the response.',
    remediation: 'Send the value in Set-Cookie only, and give scripts what they need to know (a name, an expiry) instead.',
    references: ['ASVS 3.3.4', 'CWE-200'],
    messages: {
      body: 'The {what} {name} is HttpOnly, but the body of the {response} contains its value.',
      header: 'The {what} {name} is HttpOnly, but the header {field} of the {response} contains its value.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nContent-Type: application/json\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly\n\n{"session":"4V0nHg5kq2J7mP8xYb1RzQ"}'],
      good: ['HTTP/1.1 200 OK\nContent-Type: application/json\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly\n\n{"user":"u1"}'],
    },
    notes: 'Values shorter than shortestValue (characters) are not looked for. Silent for cookies without HttpOnly: those are cookie/missing-httponly.',
  },
  defaults: { shortestValue: 16 },
  check(subject, { options, report }) {
    if (!isAnswer(subject)) return
    for (const cookie of credentialCookies(subject)) {
      if (!cookie.browser.effective.httpOnly) continue
      const place = duplicate(subject, valuesOf(cookie, options.shortestValue))
      if (!place) continue
      const data = { what: roleNoun[cookie.role.role], name: shownName(cookie), field: place.field ?? '' }
      report({ messageId: place.field === undefined ? 'body' : 'header', data, at: place.field === undefined ? 'body' : `header.${place.field.toLowerCase()}`, confidence: cookie.role.confidence === 'tentative' ? 'firm' : cookie.role.confidence })
    }
  },
})

/** The value as it is sent, and what is inside its framing. */
const valuesOf = (cookie: Cookie, shortest: number): readonly string[] =>
  [...new Set([cookie.value, cookie.parsed.decoded.text])].filter((value) => value.length >= shortest && !/^\d+$/.test(value))

function duplicate({ body, exchange: { headers } }: HttpResponse, values: readonly string[]): { field?: string } | undefined {
  for (const value of values) {
    if (body?.includes(value)) return {}
    const field = headers.find(({ lower, value: text }) => lower !== 'set-cookie' && lower !== 'set-cookie2' && text.text.includes(value))
    if (field) return { field: field.name }
  }
  return undefined
}
