import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/jwt-lifetime-mismatch',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'certain',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'The cookie and the token in it expire at different times.',
    rationale: 'A token that outlives its cookie still works for whoever copied it, although the user seems logged out. A cookie that outlives its token is sent in vain, and the requests fail in ways that are hard to explain.',
    remediation: 'Give the cookie a Max-Age that ends at the exp of the token.',
    references: ['RFC 7519 section 4.1.4', 'NIST SP 800-63B-4 section 5.1.1'],
    messages: {
      tokenOutlives: 'The JWT in the {cookie} stays valid for {time} after the browser deletes the cookie.',
      cookieOutlives: 'The {cookie} stays in the browser for {time} after the JWT in it has expired.',
    },
    examples: {
      // exp is 2027-01-01, the cookie lasts an hour.
      bad: ['token=eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTg3NjE2MDB9.x; Max-Age=3600; Path=/; Secure; HttpOnly'],
      good: ['token=eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTg3NjE2MDB9.x; Path=/; Secure; HttpOnly'],
    },
    notes: 'Cookies without Max-Age or Expires end with the browser session, which says nothing about a time.',
  },
  defaults: { toleranceSeconds: 300 },
  check(subject, { options, report }) {
    const { shape } = subject.parsed.decoded
    const { expires } = subject.browser.effective
    if (subject.isDeletion || shape.kind !== 'jwt' || expires === null) return
    const exp = Number(shape.claims['exp'] ?? Number.NaN)
    const surplus = Math.round(exp - Date.parse(expires) / 1000)
    if (surplus > options.toleranceSeconds) report({ messageId: 'tokenOutlives', data: { time: formatDuration(surplus) }, at: 'value' })
    if (surplus < -options.toleranceSeconds) report({ messageId: 'cookieOutlives', data: { time: formatDuration(surplus) }, at: 'value', severity: 'info' })
  },
})
