import { defineRule } from '../define.ts'

const problems = ['obs-fold', 'space-before-colon', 'bare-cr'] as const

export default defineRule({
  id: 'cookie/field-syntax',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The header line that carries the cookie is malformed.',
    rationale: 'Proxies, servers and browsers read such a line differently. Some drop the whole response, and the difference can be used to smuggle headers or cookies past one of them.',
    remediation: 'Send the header on one line, with the colon directly after its name. Look for user input that reaches the header unescaped.',
    references: ['RFC 9112 section 5.1', 'RFC 9112 section 5.2', 'RFC 9112 section 2.2', 'CWE-113'],
    messages: {
      'obs-fold': 'The header of the {cookie} continues on a second line, which HTTP no longer allows: clients reject the response or join the lines.',
      'space-before-colon': 'The header of the {cookie} has white space between {field} and the colon: clients reject the response or ignore the header.',
      'bare-cr': 'The header of the {cookie} contains a carriage return: clients end the line there or read it as a space.',
      'line-break': 'The header of the {cookie} contains a line break: browsers ignore what follows, and it may be an injected header.',
    },
    examples: {
      bad: ['sid=1\r\n Secure'],
      good: ['sid=1; Secure'],
    },
    notes: 'Programs that export headers sometimes fold lines by themselves: look at the response as it was sent.',
  },
  check(subject, { report }) {
    const { field = 'Set-Cookie', fieldProblems = [] } = subject.circumstances
    for (const problem of problems) if (fieldProblems.includes(problem)) report({ messageId: problem, data: { field: field.trim() } })
    if (fieldProblems.length === 0 && /[\r\n]/.test(subject.parsed.text)) report({ messageId: 'line-break' })
  },
})
