import { shownName } from '../../cookie/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/obsolete-syntax',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie uses the obsolete syntax of RFC 2965.',
    rationale: 'No browser reads Set-Cookie2. Some servers still read names that begin with a dollar sign, such as $Version, as instructions, so such a cookie changes how they read all the others.',
    remediation: 'Send Set-Cookie, with a name that does not begin with a dollar sign.',
    references: ['RFC 2965', 'RFC 6265 section 9.4', 'CWE-436'],
    messages: {
      dollar: 'Old cookie parsers read {name} as an instruction about the cookies after it, not as a cookie.',
      field: 'No browser reads {field}: the {cookie} is not set.',
    },
    examples: {
      bad: ['$Version=1'],
      good: ['sid=1; Version=1', 'price_$=1'],
    },
  },
  check(subject, { report }) {
    const { field } = subject.circumstances
    if (field?.toLowerCase() === 'set-cookie2') report({ messageId: 'field', data: { field } })
    if (subject.name.startsWith('$')) report({ messageId: 'dollar', data: { name: shownName(subject) }, at: 'name' })
  },
})
