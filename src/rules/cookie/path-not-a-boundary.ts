import { setsCredential } from '../../cookie/about.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/path-not-a-boundary',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A session cookie is limited to a path.',
    rationale: 'A path keeps a cookie out of requests, not out of reach: pages under another path of the same host can open one under this path in a frame and read or use what is there, and can set the cookie themselves.',
    remediation: 'Do not rely on Path to separate applications on one host. Give each a host of its own, with a __Host- cookie.',
    references: ['RFC 6265bis section 8.6', 'RFC 6265bis section 4.1.2.4'],
    messages: {
      path: 'Path={path} does not protect the {cookie} from other applications on the same host.',
    },
    examples: {
      bad: ['sid=1; Path=/app; Secure'],
      good: ['sid=1; Path=/; Secure', 'refresh_token=1; Path=/auth/refresh'],
    },
    notes: 'Refresh cookies are sent to one path on purpose, which keeps them out of other requests.',
  },
  check(subject, { report }) {
    const path = subject.attribute('Path')?.value ?? ''
    if (!setsCredential(subject) || subject.role.role === 'refresh' || !path.startsWith('/') || path === '/') return
    report({ messageId: 'path', data: { path: utf8(path) }, at: 'Path', confidence: subject.role.confidence })
  },
})
