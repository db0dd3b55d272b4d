import { isAboutPerson, sensitiveContent } from '../../cookie/content.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/contains-credentials',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie holds a password, a key or another secret in readable form.',
    rationale: 'Whoever reads the cookie, from a log, a backup or over a shoulder, has the secret itself: it works elsewhere, and it outlives the session.',
    remediation: 'Take the secret out of the cookie and replace it by a new one: it has been sent to browsers, so treat it as leaked.',
    references: ['OWASP Session Management Cheat Sheet', 'WSTG-SESS-01', 'ASVS 14.3.3', 'CWE-315', 'CWE-522', 'CWE-257'],
    messages: {
      credential: 'The {cookie} holds a readable {what} (at {path}).',
      sample: 'The {cookie} holds a {what} (at {path}) that looks like a published sample.',
    },
    examples: {
      // alice:correct horse
      bad: ['login=YWxpY2U6Y29ycmVjdCBob3JzZQ==; Path=/', 'prefs=%7B%22password%22%3A%22hunter2hunter2%22%7D; Path=/'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/', 'prefs=%7B%22password_changed_at%22%3A1795197600%7D; Path=/', 'refresh_token=4f1c1f7e8a534c399f390d6d1c1c9d11; Path=/'],
    },
    notes: 'Session ids and tokens are not reported here: carrying them is what such cookies are for.',
  },
  check(subject, { report }) {
    if (subject.isDeletion) return
    for (const item of sensitiveContent(subject.parsed)) {
      const { what, path, category, confidence, sample } = item
      if (category !== 'credential' || isAboutPerson(item)) continue
      if (sample) report({ messageId: 'sample', data: { what, path }, at: 'value', confidence, severity: 'info' })
      else report({ messageId: 'credential', data: { what, path }, at: 'value', confidence })
    }
  },
})
