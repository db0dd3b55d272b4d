import { count } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/cookie-budget',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'There are more or larger cookies than browsers and servers accept.',
    rationale: 'Browsers need to keep no more than 50 cookies per domain and evict old ones, possibly the session. Servers refuse requests with more than about 8 kB of headers, and the user is locked out until the cookies are deleted.',
    remediation: 'Keep the state on the server and one id in a cookie; narrow Path so that not every request carries everything.',
    references: ['RFC 6265bis section 6.1', 'RFC 6265bis section 4.2.1', 'ASVS 4.2.5'],
    messages: {
      many: 'The {response} sets {cookies}; browsers need to keep no more than {most} per domain.',
      large: 'The cookies of the {response} have {octets} together; servers often refuse requests with more than {most} octets of headers.',
      sent: 'The {request} sent {octets} of cookies; servers often refuse requests with more than {most} octets of headers.',
    },
    examples: { bad: [], good: ['HTTP/1.1 200 OK\nSet-Cookie: sid=1; Path=/; Secure; HttpOnly'] },
  },
  defaults: { mostCookies: 50, mostOctets: 8000 },
  check(subject, { options, report }) {
    const kept = subject.cookies.filter(({ isDeletion, browser }) => !isDeletion && browser.stored)
    const names = new Set(kept.map(({ name }) => name))
    // What a request carries: pairs, and "; " between them.
    const octets = [...new Map(kept.map((cookie) => [cookie.name, cookie.name.length + cookie.value.length + 3])).values()].reduce((sum, size) => sum + size, 0)
    const data = { most: options.mostOctets, octets: count(octets, 'octet') }
    if (names.size > options.mostCookies) report({ messageId: 'many', data: { cookies: count(names.size, 'cookie'), most: options.mostCookies } })
    if (octets > options.mostOctets) report({ messageId: 'large', data })
    const sent = subject.requestHeader('cookie')?.length ?? 0
    if (sent > options.mostOctets) report({ messageId: 'sent', data: { ...data, octets: count(sent, 'octet') }, at: 'request.cookie' })
  },
})
