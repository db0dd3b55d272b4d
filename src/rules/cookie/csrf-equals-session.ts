import { cookieRole, isSensitive } from '../../cookie/role.ts'
import { visible } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/csrf-equals-session',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The CSRF token is the session id.',
    rationale:
      'CSRF tokens are made to be read by scripts, put into forms and sometimes into URLs. When they hold the session id, HttpOnly on the session cookie protects nothing: whatever reads the token has the session.',
    remediation: 'Make the CSRF token a random value of its own, or an HMAC of the session id under a secret of the server.',
    references: ['OWASP CSRF Prevention Cheat Sheet', 'ASVS 3.3.4', 'CWE-352', 'CWE-522'],
    messages: {
      same: 'The {cookie} holds the value of the session cookie {session}: whatever reads the CSRF token has the session.',
    },
    examples: { bad: [], good: ['csrftoken=TAjQQQg0VofWBifmxXMCa2SIOBntbL4vIlJJOX7TAqRGNzLTd9ELeV0XU22R9ZEH; Path=/'] },
  },
  defaults: { shortestValue: 8 },
  check(subject, { options, report }) {
    if (subject.isDeletion || subject.role.role !== 'csrf') return
    const own = subject.parsed.decoded
    for (const sibling of subject.siblings) {
      if (sibling === subject.parsed || !isSensitive(cookieRole(sibling, subject.roles))) continue
      const { text } = sibling.decoded
      if (text.length < options.shortestValue || !(own.text.includes(text) || subject.value.includes(sibling.value))) continue
      report({ messageId: 'same', data: { session: visible(sibling.name, 80) }, at: 'value', confidence: subject.role.confidence })
      return
    }
  },
})
