import { isInfrastructure } from '../../cookie/about.ts'
import { gluedAttributes, knownAttribute, meantAttribute, numbered, obsoleteAttributes, protectiveAttributes, unquotedAttribute, worthTelling } from '../../cookie/attribute-names.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/unknown-attribute',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie has an attribute that no browser knows.',
    rationale: 'Browsers silently ignore attributes that they do not know. A misspelled Secure, HttpOnly or SameSite is not set at all, while everyone who reads the header believes that it is.',
    remediation: 'Spell the attribute as browsers do, or leave it out.',
    references: ['RFC 6265bis section 5.6', 'RFC 6265bis section 4.1.1'],
    messages: {
      misspelled: 'No browser knows "{attribute}" on the {cookie}: {meant} was probably meant, and is not set.',
      similar: 'No browser knows "{attribute}" on the {cookie}: {meant} was probably meant, and is there as well.',
      glued: 'Browsers read "{attribute}" on the {cookie} as one unknown attribute: separate attributes with semicolons.',
      obsolete: '"{attribute}" on the {cookie} is obsolete: no current browser uses it.',
      unknown: 'No browser knows "{attribute}" on the {cookie}.',
    },
    examples: {
      bad: ['sid=1; Secure; Http-Only', 'sid=1; Secure HttpOnly', 'sid=1; MaxAge=60'],
      good: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/; Priority=High; Partitioned'],
    },
    notes: 'Attributes that resemble no other are a note: some servers use them among themselves.',
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    // Names in quotation marks and headers run together are explained by rules of their own.
    const strange = numbered(subject.parsed.attributes).filter(({ attribute: { name } }) => !(unquotedAttribute(name) || name === '' || isFolded(name)))
    for (const { attribute, pointer } of worthTelling(strange)) {
      const { name } = attribute
      const data = { attribute: utf8(name) }
      if (obsoleteAttributes.has(name.toLowerCase())) {
        report({ messageId: 'obsolete', data, at: pointer, severity: 'info' })
        continue
      }
      const glued = gluedAttributes(name)
      if (glued) {
        const weakens = glued.some((piece) => protectiveAttributes.has(knownAttribute(piece) ?? ''))
        report({ messageId: 'glued', data, at: pointer, severity: weakens && !isHarmless() ? 'error' : 'warn', fix: `Send: ${glued.filter((piece) => knownAttribute(piece)).join('; ')}` })
        continue
      }
      const sameSite = sameSiteWords.get(name.toLowerCase())
      const meant = sameSite ? 'SameSite' : meantAttribute(name)
      if (meant === undefined) report({ messageId: 'unknown', data, at: pointer, severity: 'info' })
      else {
        const isThere = subject.attribute(meant) !== undefined
        const severity = isInfrastructure(subject) ? 'info' : protectiveAttributes.has(meant) && !isThere && !isHarmless() ? 'error' : 'warn'
        const written = sameSite ?? (attribute.value === null ? meant : `${meant}=${utf8(attribute.value)}`)
        report({ messageId: isThere ? 'similar' : 'misspelled', data: { ...data, meant }, at: pointer, severity, fix: `Send ${written} instead of ${utf8(name)}.` })
      }
    }

    function isHarmless(): boolean {
      return ['analytics', 'preference', 'infrastructure'].includes(subject.role.role)
    }
  },
})

/** `Secure, HttpOnly`: cookie/folded-header speaks of what follows a comma behind an attribute. */
const isFolded = (name: string): boolean => name.includes(',') && knownAttribute(name.slice(0, name.indexOf(',')).trim()) !== undefined

const sameSiteWords: ReadonlyMap<string, string> = new Map([
  ['strict', 'SameSite=Strict'],
  ['lax', 'SameSite=Lax'],
  ['none', 'SameSite=None'],
])
