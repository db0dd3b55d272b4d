import { utf8 } from '../../cookie/cookie.ts'
import { expectationOf } from '../../cookie/expected.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/unexpected-cookie',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The response sets a cookie that the configuration does not expect.',
    rationale: 'Every cookie goes with every request and is one more thing to protect. A new one may come from a library or a proxy that nobody has reviewed.',
    remediation: 'Find out what sets it. Remove it, or add it to cookies.expect of the configuration.',
    references: ['RFC 6265bis section 4.1', 'NIST SP 800-63B-4 section 5.1.1'],
    messages: {
      unexpected: 'The {cookie} is not in cookies.expect of the configuration, which allows no others.',
    },
    examples: { bad: [], good: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/'] },
    notes: 'Silent unless cookies.only of the configuration is true. A deletion sets nothing.',
  },
  check(subject, { policy, report }) {
    if (!policy.onlyTheseCookies || subject.isDeletion) return
    if (expectationOf(utf8(subject.name), policy.cookies ?? {})) return
    report({ messageId: 'unexpected', at: 'name' })
  },
})
