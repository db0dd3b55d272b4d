import { setsCredential } from '../../cookie/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/samesite-not-strict',
  meta: {
    kind: 'cookie',
    severity: 'off',
    confidence: 'firm',
    presets: { strict: 'warn', 'browser-session': 'info' },
    since: '0.1.0',
    summary: 'A cookie that opens a session is SameSite=Lax, not Strict.',
    rationale: 'With Lax the browser still sends the cookie when a link or a redirect on another site opens one of your pages. Where a GET changes something, that is enough for cross-site request forgery.',
    remediation: 'Use Strict where nobody has to arrive logged in from another site, or keep a second, Strict cookie for requests that change something.',
    references: ['OAuth 2.0 for Browser-Based Applications', 'OWASP Session Management Cheat Sheet', 'RFC 6265bis section 8.8.2'],
    messages: {
      lax: 'The {cookie} is SameSite=Lax: links on other sites open your pages with it.',
    },
    examples: {
      bad: ['sid=1; SameSite=Lax; Secure'],
      good: ['sid=1; SameSite=Strict; Secure'],
    },
    notes: 'Lax satisfies most standards and is what a site that people link to needs, so that this is off unless asked for.',
  },
  check(subject, { report }) {
    if (!setsCredential(subject) || subject.browser.effective.sameSite !== 'Lax') return
    report({ messageId: 'lax', at: 'SameSite', confidence: subject.role.confidence })
  },
})
