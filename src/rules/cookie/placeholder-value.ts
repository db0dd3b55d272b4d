import { isFlag, standIn } from '../../cookie/content.ts'
import { isSensitive } from '../../cookie/role.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/placeholder-value',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The session cookie holds a word such as undefined, null or admin instead of a secret.',
    rationale: 'Everyone who sends the same word has the same session. A word such as undefined also shows that the program had no id to send.',
    remediation: 'Find the code that sets this cookie, set it only once there is an id, and let the server refuse the word as a session.',
    references: ['WSTG-SESS-01', 'ASVS 7.2.3', 'CWE-330', 'CWE-798'],
    messages: {
      mistake: 'The {cookie} holds the text of a missing value (such as undefined or null): the program that set it had no id.',
      word: 'The {cookie} holds a plain word that anyone can send.',
    },
    examples: {
      bad: ['PHPSESSID=undefined; Path=/; Secure; HttpOnly', 'connect.sid=%5Bobject%20Object%5D; Path=/', 'JSESSIONID=admin; Path=/'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/', 'theme=null; Path=/', 'PHPSESSID=deleted; Max-Age=0; Path=/'],
    },
    notes: 'Cookies that answer a checkbox, such as remember_me=1, are silent.',
  },
  check(subject, { report }) {
    const { role, confidence } = subject.role
    if (subject.isDeletion || !(isSensitive(subject.role) || role === 'csrf')) return
    const { text } = subject.parsed.decoded
    const kind = standIn(text)
    if (!kind || (kind === 'word' && (role === 'csrf' || (role === 'remember' && isFlag(text))))) return
    report({ messageId: kind, at: 'value', confidence })
  },
})
