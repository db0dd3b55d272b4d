import { lifetimeAttribute } from '../../cookie/about.ts'
import { sendLine } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/session-persistent',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'warn', 'rfc9068-access-token': 'warn' },
    since: '0.1.0',
    summary: 'A session cookie has a lifetime, so that browsers write it to disk.',
    rationale: 'It survives closing the browser, in the profile folder and its backups, and the next user of a shared machine is logged in.',
    remediation: 'Leave Max-Age and Expires out, unless staying logged in is wanted; then end the session on the server as well.',
    references: ['OWASP Session Management Cheat Sheet', 'NIST SP 800-63B-4 section 5.1', 'CWE-539'],
    messages: {
      persistent: '{attribute} makes browsers keep the {cookie} after they are closed.',
    },
    examples: {
      bad: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=3600'],
      good: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/', 'remember_me=1; Max-Age=604800'],
    },
    notes: 'Cookies that are meant to stay have the role remember or refresh.',
  },
  check(subject, { report }) {
    if (subject.role.role !== 'session' || subject.isDeletion || !subject.browser.effective.persistent) return
    const attribute = lifetimeAttribute(subject)
    report({ messageId: 'persistent', data: { attribute }, at: attribute, confidence: subject.role.confidence, fix: sendLine(subject, { wanted: { session: true } }) })
  },
})
