import { cachingOf } from '../../http/cache-control.ts'
import { isAnswer } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/cors-missing-vary',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cache may serve a response for one origin to another.',
    rationale: 'A cache that stored the response for the first origin gives it to the next one with the wrong Access-Control-Allow-Origin: the page breaks, or a response meant for one origin is read by another.',
    remediation: 'Send Vary: Origin with every response whose Access-Control-Allow-Origin depends on the request, even when that header is absent.',
    references: ['ASVS 3.4.2', 'Fetch Standard', 'RFC 9110 section 12.5.5'],
    messages: {
      missing: 'The {response} allows the origin {origin} by name and has no Vary: Origin.',
    },
    examples: {
      bad: ['GET / HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nCache-Control: public, max-age=60\nAccess-Control-Allow-Origin: https://app.example.com'],
      good: ['GET / HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\nHTTP/1.1 200 OK\nVary: Origin\nAccess-Control-Allow-Origin: https://app.example.com'],
    },
    notes: 'A note where nothing invites caches, since an origin that is always the same needs no Vary. Silent when nothing may be stored, and for answers to POST and OPTIONS, which shared caches do not keep.',
  },
  check(subject, { report }) {
    const origin = subject.requestHeader('origin')
    if (!isAnswer(subject) || origin === undefined || origin === 'null' || subject.header('access-control-allow-origin') !== origin) return
    if (subject.method !== undefined && subject.method !== 'GET' && subject.method !== 'HEAD') return
    const vary = (subject.header('vary') ?? '').toLowerCase().split(/[\s,]+/)
    const caching = cachingOf(subject)
    if (caching.noStore || vary.includes('origin') || vary.includes('*')) return
    report({ messageId: 'missing', data: { origin }, at: 'header.access-control-allow-origin', ...(caching.shared || caching.fresh ? {} : { severity: 'info' as const }) })
  },
})
