import { knownAttribute, numbered } from '../../cookie/attribute-names.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/folded-header',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'Several cookies or attributes are joined by commas.',
    rationale: 'Browsers never split a Set-Cookie header at a comma. They read one cookie, lose the others, and lose the flags whose names now contain a comma.',
    remediation: 'Send one Set-Cookie header for each cookie. If a tool joined the headers (fetch headers.get, Python requests, a log), read them one by one, as with headers.getSetCookie().',
    references: ['RFC 6265 section 3', 'RFC 9110 section 5.3'],
    messages: {
      cookies: 'A second cookie, {name}, follows a comma in the header of the {cookie}: browsers read one cookie, and the rest as part of its {attribute}.',
      value: 'The comma before {attribute} makes it a part of the value of the {cookie}: attributes begin after a semicolon, so {attribute} has no effect.',
      attributes: 'Browsers read "{text}" on the {cookie} as one unknown attribute: separate attributes with semicolons, not commas.',
    },
    examples: {
      bad: ['a=b; Path=/, c=d; Secure', 'sid=1; Secure, HttpOnly', 'sid=1, Secure, HttpOnly'],
      good: ['cart=a,b=2; Secure', 'sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT'],
    },
    notes: 'Commas in the value are left alone unless an attribute follows: nothing else distinguishes them from a joined header.',
  },
  check(subject, { report }) {
    const swallowed = knownAttribute(attributeInValue.exec(subject.value)?.[1] ?? '')
    if (swallowed) return report({ messageId: 'value', data: { attribute: swallowed }, at: 'value', fix: 'Put semicolons in place of the commas.' })
    for (const { attribute, pointer } of numbered(subject.parsed.attributes)) {
      const { name, value } = attribute
      const comma = name.indexOf(',')
      const first = knownAttribute(comma === -1 ? name : name.slice(0, comma).trim())
      if (first === undefined) continue
      if (comma === -1) {
        const next = nextCookie.exec(value ?? '')?.[1]
        if (next !== undefined) return report({ messageId: 'cookies', data: { name: utf8(next), attribute: first }, at: pointer })
        continue
      }
      const second = name.slice(comma + 1).trim()
      const isCookie = value !== null && knownAttribute(second) === undefined
      return isCookie
        ? report({ messageId: 'cookies', data: { name: utf8(second), attribute: first }, at: pointer })
        : report({ messageId: 'attributes', data: { text: utf8(name) }, at: pointer, confidence: 'certain', fix: `Send: ${utf8(name.split(',').map((part) => part.trim()).join('; '))}` })
    }
  },
})

/** `, Secure` and `, Path=/`: values that hold a comma by themselves go on with something else. */
const attributeInValue = /,[ \t]*((?:secure|httponly|partitioned)(?=[ \t]*(?:,|$))|path(?==\/)|max-age(?==-?\d)|samesite(?==(?:strict|lax|none))|expires(?==[a-z]{3},)|domain(?==\.?\w))/i

/** `, name=` behind the value of an attribute; the comma of a date is followed by no equals sign. */
const nextCookie = /,[ \t]*([^ \t,;="]{1,256})=/
