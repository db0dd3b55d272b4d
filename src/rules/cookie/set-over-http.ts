import { isPlainHttp, setsCredential } from '../../cookie/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/set-over-http',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'firm',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cookie that opens a session is set over plain http.',
    rationale: 'Anyone on the network path reads the value as it is set, and can replace it.',
    remediation: 'Redirect http to https before any cookie is set, and add Secure.',
    references: ['OWASP Session Management Cheat Sheet', 'ASVS 12.2.1', 'NIST SP 800-63B-4 section 5.1', 'CWE-319', 'CWE-614'],
    messages: {
      set: 'The {cookie} is set over plain http: anyone on the network path can read it.',
    },
    examples: {
      bad: [],
      good: ['sid=1; Secure', 'sid=1'],
    },
    notes: 'Needs the URL of the request. Silent for loopback hosts, and for cookies with Secure, which browsers drop (cookie/secure-over-http).',
  },
  check(subject, { report }) {
    if (!setsCredential(subject) || !isPlainHttp(subject) || subject.browser.effective.secure) return
    report({ messageId: 'set', at: 'name', confidence: subject.role.confidence })
  },
})
