import { utf8 } from '../../cookie/cookie.ts'
import { withoutPrefix } from '../../cookie/role.ts'
import { matchesPattern } from '../../core/pattern.ts'
import { rejections } from '../../core/rejections.ts'
import { list, visible } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/missing-cookie',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'An expected cookie did not come, or browsers drop it.',
    rationale: 'Without cookies there is nothing to find fault with: after a failed login, or at a wrong URL, the response looks clean.',
    remediation: 'Check that the request reached the page that sets the cookie, and that the login worked.',
    references: ['RFC 6265bis section 4.1'],
    messages: {
      missing: 'No response sets the expected cookie {name}.',
      renamed: 'No response sets the expected cookie {name}; {other} came instead.',
      deleted: 'The expected cookie {name} is only deleted, never set.',
      refused: 'The expected cookie {name} came, but browsers drop it: {why}.',
    },
    examples: { bad: [], good: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/'] },
    notes: 'Silent until cookies are named with --expect or in the configuration. A cookie that comes in any response of the run has come; the finding is on the last response.',
  },
  check({ expected }, { report }) {
    if (!expected) return
    const { names, received } = expected
    for (const name of names) {
      const came = received.filter((cookie) => matchesPattern(name, utf8(cookie.name)))
      if (came.some(({ browser }) => browser.stored)) continue
      const at = 'header.set-cookie'
      const refused = came.find(({ isDeletion }) => !isDeletion)
      const other = received.find((cookie) => !cookie.isDeletion && withoutPrefix(cookie.name) === withoutPrefix(name))
      if (refused) report({ messageId: 'refused', data: { name, why: list(refused.browser.reasons.map((reason) => rejections[reason])) }, at, fix: 'Send it so that browsers keep it; the findings on the cookie say how.' })
      else if (came.length > 0) report({ messageId: 'deleted', data: { name }, at })
      else if (other) report({ messageId: 'renamed', data: { name, other: utf8(other.name) }, at, fix: `If that is the one you mean, expect "${visible(utf8(other.name), 80)}".` })
      else report({ messageId: 'missing', data: { name }, at })
    }
  },
})
