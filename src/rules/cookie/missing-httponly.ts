import { setsCredential } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/missing-httponly',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie has no HttpOnly attribute.',
    rationale: 'Any script on the page can read the cookie and send it away. One injected script, or one compromised dependency, is then enough to take over sessions for as long as they last.',
    remediation: 'Add HttpOnly, unless scripts on the page have to read the cookie.',
    references: ['ASVS 3.3.4', 'OWASP Session Management Cheat Sheet', 'OAuth 2.0 for Browser-Based Applications', 'NIST SP 800-63B-4 section 5.1.1', 'CWE-1004'],
    messages: {
      secret: 'The {cookie} has no HttpOnly: any script on the page can read it and send it away.',
      plain: 'The {cookie} has no HttpOnly: scripts on the page can read it.',
    },
    examples: {
      bad: ['sid=1; Secure; SameSite=Lax; Path=/', 'cart=3; Secure'],
      good: ['sid=1; HttpOnly', 'XSRF-TOKEN=1; Secure', 'sid=; Max-Age=0'],
    },
    notes: 'Silent for CSRF tokens, which scripts read by design (XSRF-TOKEN, csrftoken), for preferences, analytics and infrastructure.',
  },
  check(subject, { report }) {
    if (subject.isDeletion || subject.browser.effective.httpOnly || !subject.circumstances.attributesComplete) return
    const { role } = subject
    const fix = fixFor(subject, 'httpOnly')
    if (setsCredential(subject)) report({ messageId: 'secret', at: 'name', confidence: role.confidence, fix })
    else if (role.role === 'other') report({ messageId: 'plain', at: 'name', severity: 'info' })
  },
})
