import { numbered, worthTelling } from '../../cookie/attribute-names.ts'
import { maxAttributeOctets, maxPairOctets } from '../../cookie/attributes.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/too-large',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie or one of its attributes is too large for browsers.',
    rationale: 'Browsers silently drop a cookie whose name and value together have more than 4096 octets, and ignore an attribute whose value has more than 1024.',
    remediation: 'Keep the data on the server and put an id into the cookie.',
    references: ['RFC 6265bis section 5.6', 'RFC 6265bis section 5.7', 'ASVS 3.3.5'],
    messages: {
      pair: 'Name and value of the {cookie} have {octets} octets: browsers drop cookies of more than {limit}.',
      attribute: '{attribute} of the {cookie} has {octets} octets: browsers ignore attributes of more than {limit}.',
    },
    examples: {
      bad: [`data=${'x'.repeat(4093)}`],
      good: [`data=${'x'.repeat(4092)}`],
    },
    notes: 'Neither the equals sign nor the attributes count.',
  },
  check(subject, { report }) {
    const octets = subject.name.length + subject.value.length
    if (octets > maxPairOctets) report({ messageId: 'pair', data: { octets, limit: maxPairOctets }, at: 'value' })
    if (subject.isDeletion && subject.browser.reasons.length === 0) return
    if (!subject.parsed.attributes.some(({ value }) => (value?.length ?? 0) > maxAttributeOctets)) return
    for (const { attribute, pointer } of worthTelling(numbered(subject.parsed.attributes).filter(({ attribute: { value } }) => (value?.length ?? 0) > maxAttributeOctets))) {
      const { name, value } = attribute
      report({
        messageId: 'attribute',
        data: { attribute: name.slice(0, 40), octets: value?.length ?? 0, limit: maxAttributeOctets },
        at: pointer,
        severity: 'warn',
        fix: `Shorten the value of the attribute to ${maxAttributeOctets} octets or less.`,
      })
    }
  },
})
