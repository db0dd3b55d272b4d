import { isInfrastructure, isLocal, isPlainHttp } from '../../cookie/about.ts'
import { isEncrypted } from '../../cookie/domain.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/secure-over-http',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cookie with Secure is set by an http URL.',
    rationale: 'Browsers accept Secure cookies over https only and drop this one, so a login over http seems to do nothing.',
    remediation: 'Serve the page over https. Behind a proxy that terminates TLS, give authlint the URL that the browser sees (--url).',
    references: ['RFC 6265bis section 5.7'],
    messages: {
      dropped: 'The {cookie} has Secure but is set over http: browsers drop it.',
      local: 'The {cookie} has Secure and is set over http by this machine: Chrome and Firefox keep it, Safari drops it.',
    },
    examples: {
      bad: [],
      good: ['sid=1; Secure'],
    },
    notes: 'Needs the URL of the request. Loopback hosts are a note, since most browsers trust them.',
  },
  check(subject, { report }) {
    const { url } = subject.circumstances
    if (!url || !subject.browser.effective.secure) return
    if (isPlainHttp(subject)) report({ messageId: 'dropped', at: 'Secure', ...(isInfrastructure(subject) ? { severity: 'info' as const } : {}) })
    else if (isLocal(subject) && !isEncrypted(url) && !subject.isDeletion) report({ messageId: 'local', at: 'Secure', severity: 'info' })
  },
})
