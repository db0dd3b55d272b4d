import { lifetimeAttribute, lifetimeSeconds } from '../../cookie/about.ts'
import { utf8, type Cookie } from '../../cookie/cookie.ts'
import { expectationOf } from '../../cookie/expected.ts'
import type { CookieExpectation } from '../../core/policy.ts'
import { list } from '../../core/text.ts'
import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/unexpected-attributes',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The cookie differs from what the configuration expects.',
    rationale: 'What was decided for this cookie no longer holds: a setting, a library or a proxy has changed it.',
    remediation: 'Send the cookie as expected, or change cookies.expect of the configuration.',
    references: ['RFC 6265bis section 4.1.2', 'RFC 6265bis section 5.7'],
    messages: {
      differs: '{attribute} of the {cookie} is {actual} in effect; the configuration expects {wanted}.',
    },
    examples: { bad: [], good: ['sid=1; Secure; HttpOnly; SameSite=Lax; Path=/'] },
    notes: 'Silent until cookies.expect of the configuration names the cookie. Judged is what Chromium makes of the header, not how it is written. Deletions are left alone.',
  },
  check(subject, { policy, now, report }) {
    const expected = subject.isDeletion ? undefined : expectationOf(utf8(subject.name), policy.cookies ?? {})
    if (!expected) return
    for (const { attribute, actual, wanted } of differences(subject, expected, now)) {
      // A cookie jar does not say what it leaves out.
      if (!subject.circumstances.attributesComplete && subject.attribute(attribute) === undefined) continue
      report({ messageId: 'differs', data: { attribute, actual, wanted }, at: attribute })
    }
  },
})

interface Comparison {
  readonly attribute: string
  readonly actual: string
  readonly wanted: string
}

const onOrOff = (value: boolean): string => (value ? 'on' : 'off')

function differences(cookie: Cookie, expected: CookieExpectation, now: number): readonly Comparison[] {
  const { effective } = cookie.browser
  const { sameSite, path, domain, maxAge, session, hostOnly } = expected
  const lives = lifetimeSeconds(cookie, now)
  const lifetime = cookie.attribute(lifetimeAttribute(cookie)) ? lifetimeAttribute(cookie) : 'Max-Age'
  const found: Comparison[] = []
  const compare = (attribute: string, isRight: boolean, actual: string, wanted: string) => isRight || found.push({ attribute, actual, wanted })

  for (const [attribute, key] of flags) compare(attribute, expected[key] === undefined || effective[key] === expected[key], onOrOff(effective[key]), onOrOff(expected[key] ?? false))
  if (sameSite) compare('SameSite', effective.sameSite !== null && sameSite.includes(effective.sameSite), effective.sameSite ?? 'not set', list(sameSite, 'or'))
  if (path !== undefined && effective.path !== null) compare('Path', utf8(effective.path) === path, utf8(effective.path), path)
  if (domain !== undefined && effective.domain !== null) compare('Domain', effective.domain === domain.replace(/^\./, '').toLowerCase(), effective.domain, domain)
  if (hostOnly !== undefined) compare('Domain', effective.hostOnly === hostOnly, effective.hostOnly ? 'not set' : (effective.domain ?? 'set'), hostOnly ? 'none, so that the cookie stays with its host' : 'one, so that other hosts get the cookie')
  // A date has whole seconds.
  if (maxAge !== undefined && lives !== undefined) compare(lifetime, lives <= maxAge + 1, formatDuration(lives), `${formatDuration(maxAge)} at most`)
  if (session !== undefined) compare(lifetime, effective.persistent !== session, effective.persistent ? 'set' : 'not set', session ? 'none, so that the cookie ends with the browser session' : 'one, so that the cookie outlives the browser session')
  return found
}

const flags = [
  ['Secure', 'secure'],
  ['HttpOnly', 'httpOnly'],
  ['Partitioned', 'partitioned'],
] as const
