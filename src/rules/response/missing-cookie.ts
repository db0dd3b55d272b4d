import { utf8 } from '../../cookie/cookie.ts'
import { withoutPrefix } from '../../cookie/role.ts'
import { matchesPattern } from '../../core/pattern.ts'
import { list, visible } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/missing-cookie',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A cookie that must be set did not come, or browsers do not keep it.',
    rationale: 'A check of cookies passes when there are none: a login that failed, or a wrong address, looks like a clean response.',
    remediation: 'See whether the request reached the page that sets the cookie, and whether the login worked.',
    references: ['RFC 6265bis section 4.1'],
    messages: {
      missing: 'Nothing sets the cookie "{name}".',
      renamed: 'Nothing sets the cookie "{name}"; "{other}" came instead.',
      deleted: 'The cookie "{name}" is only deleted, never set.',
      refused: 'The cookie "{name}" came, but browsers do not keep it ({reasons}).',
    },
    examples: { bad: [], good: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/'] },
    notes: 'Silent until cookies are named with --expect or in the configuration. One that comes in any response of the run has come; it is the last one that is told.',
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
      if (refused) report({ messageId: 'refused', data: { name, reasons: list(refused.browser.reasons) }, at, fix: 'Send it so that browsers take it; the findings on the cookie say how.' })
      else if (came.length > 0) report({ messageId: 'deleted', data: { name }, at })
      else if (other) report({ messageId: 'renamed', data: { name, other: utf8(other.name) }, at, fix: `If that is the one you mean, expect "${visible(utf8(other.name), 80)}".` })
      else report({ messageId: 'missing', data: { name }, at })
    }
  },
})
