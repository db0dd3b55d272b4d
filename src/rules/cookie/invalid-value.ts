import { isInfrastructure, setsSecret } from '../../cookie/about.ts'
import { numbered } from '../../cookie/attribute-names.ts'
import type { Cookie } from '../../cookie/cookie.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/
// eslint-disable-next-line no-control-regex
const controlButTab = /[\u0000-\u0008\u000a-\u001f\u007f]/

export default defineRule({
  id: 'cookie/invalid-value',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'The cookie value contains invalid characters.',
    rationale: 'Browsers drop the whole cookie over one control character. Spaces, commas, quotation marks and backslashes are kept by browsers, but cut or unescaped by some servers and proxies.',
    remediation: 'Encode the value before it goes into the header, as base64url or percent-encoded.',
    references: ['RFC 6265bis section 4.1.1', 'RFC 6265bis section 5.6', 'RFC 6265bis section 5.7'],
    messages: {
      control: 'The {cookie} has a control character ({character}) in {part}: browsers drop the cookie.',
      tab: 'The {cookie} has a tab in {part}: Chromium drops the cookie, Firefox keeps it.',
      characters: 'The value of the {cookie} contains {characters}: browsers keep it unchanged, other programs may cut or change it.',
      quoted: 'The value of the {cookie} is in quotation marks: browsers keep them as part of the value.',
    },
    examples: {
      bad: ['sid=two words', 'cart=a\\b', 'pref="dark"'],
      good: ['sid=abc', 'sid=a%20b', 'v=a/b+c=&d:e'],
    },
    notes: 'A note only for cookies that hold no secret: analytics cookies are full of commas, and it works.',
  },
  check(subject, { report }) {
    for (const { at, part, text } of controlCharacter.test(subject.parsed.text) ? places(subject) : []) {
      const character = controlCharacter.exec(controlButTab.exec(text)?.[0] ?? text)?.[0]
      if (character === undefined || !subject.browser.reasons.includes('EXCLUDE_DISALLOWED_CHARACTER')) continue
      const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
      return report({ messageId: character === '\t' ? 'tab' : 'control', data: { part, character: code }, at })
    }
    if (subject.isDeletion || isInfrastructure(subject)) return
    const { value } = subject
    const quoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
    const characters = oddCharacters(quoted ? value.slice(1, -1) : value)
    if (characters !== '') return report({ messageId: 'characters', data: { characters }, at: 'value', severity: setsSecret(subject) ? 'warn' : 'info' })
    if (quoted) report({ messageId: 'quoted', at: 'value', severity: 'info' })
  },
})

/** The value and every attribute, with the pointer and a name for each. */
const places = ({ value, parsed }: Cookie): readonly { readonly at: string; readonly part: string; readonly text: string }[] => [
  { at: 'value', part: 'the value', text: value },
  ...numbered(parsed.attributes).map(({ attribute, pointer }) => ({
    at: pointer,
    part: `the attribute ${attribute.name.slice(0, 40)}`,
    text: `${attribute.name}${attribute.value ?? ''}`,
  })),
]

const kinds: readonly (readonly [RegExp, string])[] = [
  [/ /, 'a space'],
  [/,/, 'a comma'],
  [/"/, 'a quotation mark'],
  [/\\/, 'a backslash'],
  [/[^\u0000-\u007f]/, 'characters beyond ASCII'],
]

const oddCharacters = (value: string): string => /^[\u0021\u0023-\u002b\u002d-\u005b\u005d-\u007f]*$/.test(value) ? '' : list(kinds.filter(([pattern]) => pattern.test(value)).map(([, kind]) => kind))
