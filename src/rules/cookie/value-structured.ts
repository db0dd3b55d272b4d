import { hasOwnSignature, isNamedId } from '../../cookie/content.ts'
import { isSensitive } from '../../cookie/role.ts'
import { signatureCookie } from '../../cookie/value.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/value-structured',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'The session cookie holds readable state instead of an opaque id.',
    rationale: 'Unsigned state can be changed by its holder, to become somebody else. Signed state can still be read, cannot be revoked one by one, and is valid again after a logout when it is sent again.',
    remediation: 'Keep the state on the server and send a random id, or let the framework encrypt and sign the cookie.',
    references: ['OWASP Session Management Cheat Sheet', 'RFC 6265bis section 8.4', 'RFC 6265bis section 8.3', 'NIST SP 800-63B-4 section 5.1.1', 'CWE-565', 'CWE-502'],
    messages: {
      unsigned: 'The {cookie} holds {what} and no known signature: its holder can change it.',
      signed: 'The {cookie} holds {what}, signed by {framework}: nobody can change it, but everyone who sees it can read it.',
    },
    examples: {
      // {"user":42}
      bad: ['PHPSESSID=eyJ1c2VyIjo0Mn0=; Path=/; Secure; HttpOnly'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/; Secure; HttpOnly', 'prefs=eyJ0aGVtZSI6ImRhcmsifQ==; Path=/'],
    },
    notes: 'State that a framework signs (Express cookie-session, Flask, Django, Rails) is a known design and only noted. A signature of an unknown kind, kept in another cookie, is not seen.',
  },
  check(subject, { report }) {
    if (subject.isDeletion || !isSensitive(subject.role)) return
    const value = subject.parsed.decoded
    const what = kinds[value.shape.kind]
    if (what === undefined || isNamedId(value)) return
    const { confidence } = subject.role
    const beside = signatureCookie(subject.parsed, subject.siblings)
    const framework = value.signed?.framework ?? (beside ? 'cookie-session or Koa' : hasOwnSignature(value) ? 'the application itself, it seems' : undefined)
    if (framework === undefined) report({ messageId: 'unsigned', data: { what }, at: 'value', confidence })
    else report({ messageId: 'signed', data: { what, framework }, at: 'value', confidence, severity: 'info' })
  },
})

const kinds: Readonly<Record<string, string>> = {
  json: 'a JSON value',
  pairs: 'name=value pairs',
  compressed: 'compressed data',
}
