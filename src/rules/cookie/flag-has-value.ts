import { isInfrastructure } from '../../cookie/about.ts'
import { numbered, worthTelling, type PlacedAttribute } from '../../cookie/attribute-names.ts'
import { utf8, type CookieAttribute } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

const flags: ReadonlyMap<string, string> = new Map([
  ['secure', 'Secure'],
  ['httponly', 'HttpOnly'],
  ['partitioned', 'Partitioned'],
])
const off = /^"?(?:false|0|no|off|disabled|none|null|undefined|never)"?$/i

export default defineRule({
  id: 'cookie/flag-has-value',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'Secure, HttpOnly or Partitioned has a value.',
    rationale: 'The mere presence of these attributes switches them on. A value such as false does not switch them off, so the header does the opposite of what it says.',
    remediation: 'Send the attribute without a value to switch it on; leave it out to switch it off.',
    references: ['RFC 6265bis section 5.6.5', 'RFC 6265bis section 5.6.6'],
    messages: {
      on: '{flag}={value} on the {cookie} switches {flag} on; only leaving it out switches it off.',
      value: 'The {cookie} gives {flag} a value, which browsers ignore: {flag} is on.',
    },
    examples: {
      bad: ['sid=1; HttpOnly=false', 'sid=1; Secure=true'],
      good: ['sid=1; HttpOnly; Secure'],
    },
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    for (const { attribute, pointer } of worthTelling(numbered(subject.parsed.attributes).filter(hasValue))) {
      const flag = flags.get(attribute.name.toLowerCase()) ?? attribute.name
      if (attribute.value === null) continue
      const contradicts = off.test(attribute.value)
      report({
        messageId: contradicts ? 'on' : 'value',
        data: { flag, value: utf8(attribute.value) },
        at: pointer,
        ...(contradicts ? {} : { fix: `Send ${flag} without a value.` }),
        ...(contradicts && !isInfrastructure(subject) ? {} : { severity: 'info' as const }),
      })
    }
  },
})

const hasValue = ({ attribute: { name, value } }: PlacedAttribute<CookieAttribute>): boolean => value !== null && flags.has(name.toLowerCase())
