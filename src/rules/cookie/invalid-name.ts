import { shownName } from '../../cookie/about.ts'
import { knownAttribute } from '../../cookie/attribute-names.ts'
import { cookiePrefix } from '../../cookie/prefixes.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/
/** RFC 9110 section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

export default defineRule({
  id: 'cookie/invalid-name',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'warn', 'rfc9068-access-token': 'warn' },
    since: '0.1.0',
    summary: 'The cookie has no name, or one with invalid characters.',
    rationale: 'A header without a name sets a nameless cookie or nothing at all. Programs disagree on names with invalid characters, so one part of a system may not see the cookie that another part sets.',
    remediation: "Give the cookie a name of letters, digits and !#$%&'*+-.^_`|~ only.",
    references: ['RFC 6265bis section 4.1.1', 'RFC 6265bis section 5.7', 'CWE-20'],
    messages: {
      empty: 'This Set-Cookie has neither a name nor a value: browsers ignore it.',
      flags: 'This Set-Cookie switches no flag on: it sets a cookie that consists of the word "{word}".',
      attribute: 'This sets a cookie named "{name}": attributes count only after a name=value pair.',
      hiddenPrefix: 'This cookie has no name and a value that begins with {prefix}: browsers drop it, because it would be sent like a cookie of that name.',
      ambiguous: 'This cookie has no name and an equals sign in its value: Chromium and Firefox drop it.',
      nameless: 'This cookie has no name, only a value: Chromium sends the bare value back, Firefox {firefox}.',
      control: 'The cookie name "{name}" contains a control character: browsers drop the cookie.',
      tab: 'The cookie name "{name}" contains a tab: Chromium drops the cookie, Firefox keeps it.',
      characters: 'The cookie name "{name}" contains {characters}, which cookie names must not contain.',
    },
    examples: {
      bad: ['secure; httponly', '=value', 'my cookie=1', '=; Path=/'],
      good: ['sid=1; Secure', '__proto__=1', 'a.b-c_d~e=1'],
    },
    notes: 'Browsers accept most invalid characters, so these are a warning at most.',
  },
  check(subject, { report }) {
    const { name, value } = subject
    const rejected = subject.browser.reasons.length > 0
    if (name === '' && value === '') return report({ messageId: 'empty', at: 'name' })
    if (name === '') {
      const word = knownAttribute(value)
      if (word) return report({ messageId: 'flags', data: { word: value }, at: 'value', fix: `Put a name and a value first, as in: Set-Cookie: name=(value); ${word}` })
      const prefix = cookiePrefix(value)
      if (prefix) return report({ messageId: 'hiddenPrefix', data: { prefix: prefix.prefix }, at: 'value' })
      if (value.includes('=')) return report({ messageId: 'ambiguous', at: 'value' })
      const firefox = subject.parsed.hasEquals ? 'drops the cookie' : 'takes it for a name with an empty value'
      return subject.isDeletion ? undefined : report({ messageId: 'nameless', data: { firefox }, at: 'value' })
    }
    if (controlCharacter.test(name)) {
      const onlyTabs = !controlCharacter.test(name.replaceAll('\t', ''))
      return rejected ? report({ messageId: onlyTabs ? 'tab' : 'control', data: { name: shownName(subject) }, at: 'name' }) : undefined
    }
    if (subject.isDeletion) return
    const attribute = knownAttribute(name)
    if (attribute && readsAsValueOf(attribute, value)) return report({ messageId: 'attribute', data: { name }, at: 'name', severity: 'warn', confidence: 'firm', fix: `Put a name and a value before it, as in: Set-Cookie: name=(value); ${attribute}` })
    if (token.test(name)) return
    // A framework's own name works with that framework; koa:sess is one.
    const severity = subject.role.owner === undefined && subject.role.role !== 'analytics' ? 'warn' : 'info'
    report({ messageId: 'characters', data: { name: shownName(subject), characters: oddCharacters(name) }, at: 'name', severity })
  },
})

/** A cookie may well be called `priority` or `expires`: only with a value of the attribute was that one meant. */
const readsAsValueOf = (attribute: string, value: string): boolean => attributeValues[attribute]?.test(value) ?? true

const attributeValues: Readonly<Record<string, RegExp>> = {
  Expires: /^(?:(?:mon|tue|wed|thu|fri|sat|sun)|(?:0|-1)?$)/i,
  'Max-Age': /^-?\d*$/,
  Domain: /^$|\./,
  Path: /^(?:\/|$)/,
  SameSite: /^"?(?:strict|lax|none)?"?$/i,
  Priority: /^(?:low|medium|high)?$/i,
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/ /, 'a space'],
  [/"/, 'a quotation mark'],
  [/[^\u0000-\u007f]/, 'characters beyond ASCII'],
]

function oddCharacters(name: string): string {
  const named = kinds.filter(([pattern]) => pattern.test(name)).map(([, kind]) => kind)
  const signs = [...new Set(name.match(/[(),/:<>?@[\\\]{}]/g) ?? [])].map((sign) => `"${sign}"`)
  return list([...named, ...signs])
}
