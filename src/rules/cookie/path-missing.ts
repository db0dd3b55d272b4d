import { isMissing, setsCredential } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/path-missing',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'A cookie that opens a session has no Path.',
    rationale: 'Browsers use the folder of the URL that set the cookie. A login at /auth/login sets a cookie that the rest of the site does not receive, and that a logout elsewhere does not delete.',
    remediation: 'Send Path=/, or the path that needs the cookie.',
    references: ['RFC 6265bis section 4.1.2.4', 'NIST SP 800-63B-4 section 5.1.1', 'OAuth 2.0 for Browser-Based Applications'],
    messages: {
      missing: 'The {cookie} has no Path, so it goes to {used}.',
    },
    examples: {
      bad: ['sid=1; Secure; HttpOnly'],
      good: ['sid=1; Path=/', 'theme=dark'],
    },
  },
  check(subject, { report }) {
    if (!setsCredential(subject) || !isMissing(subject, 'Path') || subject.browser.reasons.includes('EXCLUDE_INVALID_PREFIX')) return
    const { path } = subject.browser.effective
    const used = path === null ? 'the folder of the URL that sets it' : path === '/' ? 'the whole site when it is set from here, and to a folder when it is set from deeper down' : `${path} and below only`
    report({ messageId: 'missing', data: { used }, at: 'name', confidence: subject.role.confidence, fix: fixFor(subject, 'hostOnly') })
  },
})
