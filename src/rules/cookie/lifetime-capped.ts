import { isInfrastructure } from '../../cookie/about.ts'
import { parseChromiumDate } from '../../cookie/date.ts'
import { chromiumMaxAge, maxLifetimeSeconds } from '../../cookie/lifetime.ts'
import { defineRule } from '../define.ts'

const day = 86_400

export default defineRule({
  id: 'cookie/lifetime-capped',
  meta: {
    kind: 'cookie',
    severity: 'info',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'The cookie asks to live longer than browsers let it.',
    rationale: 'Browsers cut every lifetime to 400 days, so that the cookie ends earlier than the header says.',
    remediation: 'Ask for 400 days (Max-Age=34560000) or less, and renew the cookie on later visits.',
    references: ['RFC 6265bis section 5.5'],
    messages: {
      capped: '{attribute} of the {cookie} asks for {asked}; browsers cut that to 400 days.',
      forever: '{attribute} of the {cookie} asks for longer than any date; browsers cut that to 400 days.',
    },
    examples: {
      bad: ['theme=dark; Max-Age=63072000', 'theme=dark; Expires=Wed, 21 Oct 2037 07:28:00 GMT'],
      good: ['theme=dark; Max-Age=34560000'],
    },
  },
  check(subject, { now, report }) {
    if (subject.isDeletion || isInfrastructure(subject)) return
    const byMaxAge = chromiumMaxAge(subject.attribute('Max-Age')?.value ?? '', now)
    const ends = byMaxAge ?? parseChromiumDate(subject.attribute('Expires')?.value ?? '')
    if (ends === undefined || ends <= now + maxLifetimeSeconds) return
    const attribute = byMaxAge === undefined ? 'Expires' : 'Max-Age'
    const days = Math.round((ends - now) / day)
    const asked = days > 400 ? `${days} days` : 'more than 400 days'
    report(days < 1e7 ? { messageId: 'capped', data: { attribute, asked }, at: attribute } : { messageId: 'forever', data: { attribute }, at: attribute })
  },
})
