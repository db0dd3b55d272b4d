import { isInfrastructure } from '../../cookie/about.ts'
import { numbered, protectiveAttributes, unquotedAttribute, worthTelling, type PlacedAttribute } from '../../cookie/attribute-names.ts'
import { utf8, type CookieAttribute } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/quoted-attribute',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'An attribute is in quotation marks.',
    rationale: 'Browsers do not remove quotation marks. "Secure" or "HttpOnly" in quotation marks is a name that no browser knows, and the flag stays off.',
    remediation: 'Send attributes without quotation marks.',
    references: ['RFC 6265bis section 5.6', 'RFC 6265bis section 4.1.1', 'ASVS 3.3.2'],
    messages: {
      name: '{attribute} on the {cookie} has quotation marks, which browsers do not remove: {meant} is not set.',
      value: 'The value of {attribute} on the {cookie} has quotation marks, which browsers do not remove.',
    },
    examples: {
      bad: ['sid=1; "Secure"', 'sid=1; "SameSite=Lax"'],
      good: ['sid="1"; Secure'],
    },
    notes: 'Quoted values of SameSite, Path, Domain, Max-Age and Expires are judged by the rules for these attributes.',
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    for (const { attribute, pointer } of worthTelling(numbered(subject.parsed.attributes).filter(isQuoted))) {
      const meant = unquotedAttribute(attribute.name)
      if (meant === undefined) continue
      const severity = isInfrastructure(subject) ? 'info' : protectiveAttributes.has(meant) && subject.attribute(meant) === undefined ? 'error' : 'warn'
      if (attribute.name.includes('"')) report({ messageId: 'name', data: { attribute: utf8(attribute.name), meant }, at: pointer, severity, fix: `Send ${meant} without quotation marks.` })
      else if (meant === 'Priority' && attribute.value?.startsWith('"')) report({ messageId: 'value', data: { attribute: meant }, at: pointer, severity: 'info' })
    }
  },
})

const isQuoted = ({ attribute: { name, value } }: PlacedAttribute<CookieAttribute>): boolean => name.includes('"') || value?.startsWith('"') === true
