import { shownName } from '../../cookie/about.ts'
import { roleNoun } from '../../cookie/role.ts'
import type { Cookie } from '../../cookie/cookie.ts'
import { unframed } from '../../cookie/signed-forms.ts'
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
      bodyUnsigned: 'The body of the {response} contains what the {what} {name} signs, without the signature that the cookie needs. It opens nothing unless the server takes it elsewhere as it is.',
      headerUnsigned: 'The header {field} of the {response} contains what the {what} {name} signs, without the signature that the cookie needs. It opens nothing unless the server takes it elsewhere as it is.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nContent-Type: application/json\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly\n\n{"session":"4V0nHg5kq2J7mP8xYb1RzQ"}'],
      good: ['HTTP/1.1 200 OK\nContent-Type: application/json\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly\n\n{"user":"u1"}'],
    },
    notes: 'Values shorter than shortestValue (characters) are not looked for. What a framework signs, found without its signature, is only noted: nobody can make the cookie of it. Silent for cookies without HttpOnly: those are cookie/missing-httponly.',
  },
  defaults: { shortestValue: 16 },
  check(subject, { options, report }) {
    if (!isAnswer(subject)) return
    for (const cookie of credentialCookies(subject)) {
      if (!cookie.browser.effective.httpOnly) continue
      const { whole, signedPart } = valuesOf(cookie, options.shortestValue)
      const place = duplicate(subject, whole)
      const part = place ? undefined : duplicate(subject, signedPart)
      const { field } = place ?? part ?? {}
      if (!place && !part) continue
      const data = { what: roleNoun[cookie.role.role], name: shownName(cookie), field: field ?? '' }
      const at = field === undefined ? 'body' : `header.${field.toLowerCase()}`
      const confidence = cookie.role.confidence === 'tentative' ? 'firm' : cookie.role.confidence
      if (place) report({ messageId: field === undefined ? 'body' : 'header', data, at, confidence })
      else report({ messageId: field === undefined ? 'bodyUnsigned' : 'headerUnsigned', data, at, confidence, severity: 'info', fix: unsignedFix })
    }
  },
})

const unsignedFix = 'Give scripts something else to know the session by, or see to it that no other door takes this: an API that reads it from Authorization, or a library that sets the cookie anew.'

/** The value as it is sent, with its transport framing undone, and the part that a framework signs; a JWT inside needs no signature around it. */
function valuesOf({ value, parsed: { decoded } }: Cookie, shortest: number): { readonly whole: readonly string[]; readonly signedPart: readonly string[] } {
  const stands = decoded.signed === undefined || decoded.shape.kind === 'jwt' || decoded.shape.kind === 'jwe'
  const tellingOnes = (values: readonly string[]) => [...new Set(values)].filter((text) => text.length >= shortest && !/^\d+$/.test(text))
  return { whole: tellingOnes([value, unframed(value), ...(stands ? [decoded.text] : [])]), signedPart: stands ? [] : tellingOnes([decoded.text]) }
}

function duplicate({ body, exchange: { headers } }: HttpResponse, values: readonly string[]): { field?: string } | undefined {
  for (const value of values) {
    if (body?.includes(value)) return {}
    const field = headers.find(({ lower, value: text }) => lower !== 'set-cookie' && lower !== 'set-cookie2' && text.text.includes(value))
    if (field) return { field: field.name }
  }
  return undefined
}
