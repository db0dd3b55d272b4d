import { isInfrastructure, isLocal, isPlainHttp, setsSecret } from '../../cookie/about.ts'
import { fixFor } from '../../cookie/fix.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/missing-secure',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie has no Secure attribute.',
    rationale: 'Without Secure the browser sends the cookie with any http request to the host, and an attacker on the network can cause one. Whoever reads a session cookie there has the session.',
    remediation: 'Add Secure to the cookie, so that browsers send it over https only.',
    references: ['ASVS 3.3.1', 'NIST SP 800-63B-4 section 5.1.1', 'RFC 6265bis section 8.3', 'RFC 6750 section 5.3', 'WSTG-SESS-02', 'CWE-614'],
    messages: {
      secret: 'The {cookie} has no Secure: it also goes over plain http, where anyone on the network path can read it.',
      plain: 'The {cookie} has no Secure: it also goes over plain http, where anyone on the network path can read or change it.',
      infrastructure: 'The {cookie} has no Secure. It comes from the infrastructure ({owner}), not from your application.',
    },
    examples: {
      bad: ['sid=1; HttpOnly; SameSite=Lax; Path=/', 'cart=3'],
      good: ['sid=1; Secure', 'sid=; Max-Age=0'],
    },
    notes: 'Silent for deletions, for loopback hosts, and over http, where cookie/set-over-http speaks. HSTS protects only browsers that have already seen it.',
  },
  check(subject, { report }) {
    if (subject.isDeletion || subject.browser.effective.secure || !subject.circumstances.attributesComplete || isLocal(subject) || isPlainHttp(subject)) return
    const { role } = subject
    if (isInfrastructure(subject)) {
      const fix = 'If the load balancer or gateway has a setting for Secure, switch it on there. Otherwise leave it.'
      return report({ messageId: 'infrastructure', data: { owner: role.owner ?? 'load balancer or gateway' }, at: 'name', severity: 'info', fix })
    }
    const fix = fixFor(subject, 'secure')
    if (setsSecret(subject)) return report({ messageId: 'secret', at: 'name', confidence: role.confidence, fix })
    report({ messageId: 'plain', at: 'name', severity: role.role === 'other' ? 'warn' : 'info', fix })
  },
})
