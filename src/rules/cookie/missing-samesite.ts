import { isMissing, setsCredential } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/missing-samesite',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', 'browser-session': 'error' },
    since: '0.1.0',
    summary: 'The cookie has no SameSite attribute.',
    rationale: 'Browsers have different defaults. Where the cookie goes with requests from other sites, a foreign page can act in the name of the user.',
    remediation: 'Send SameSite=Lax, or Strict where nobody has to arrive logged in from another site.',
    references: [
      'ASVS 3.3.2',
      'OWASP Session Management Cheat Sheet',
      'NIST SP 800-63B-4 section 5.1.1',
      'WSTG-SESS-02',
      'RFC 6265bis section 5.6.7.2',
      'CWE-1275',
      'CWE-352',
    ],
    messages: {
      missing: 'The {cookie} has no SameSite: Chrome applies Lax, except to cross-site POST in the first two minutes; Firefox and Safari send it with every cross-site request.',
    },
    examples: {
      bad: ['sid=1; Secure; HttpOnly; Path=/', 'cart=3'],
      good: ['sid=1; SameSite=Lax', 'sid=; Max-Age=0'],
    },
    notes: 'Silent for preferences, analytics and infrastructure. A value that browsers do not understand is cookie/samesite-invalid.',
  },
  check(subject, { report }) {
    const { role } = subject.role
    if (subject.isDeletion || !isMissing(subject, 'SameSite')) return
    const fix = fixFor(subject, 'sameSite')
    if (setsCredential(subject) || role === 'csrf') report({ messageId: 'missing', at: 'name', confidence: subject.role.confidence, fix })
    else if (role === 'other' || role === 'transaction') report({ messageId: 'missing', at: 'name', severity: 'info', fix })
  },
})
