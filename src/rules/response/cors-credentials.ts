import { isSameSite } from '../../cookie/domain.ts'
import { isAnswer } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/cors-credentials',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'Other sites may read this response with the cookies of the user.',
    rationale: 'With Access-Control-Allow-Credentials the allowed origin can read whatever the user can read. Copying the origin from the request allows every site, and so does null, because any page can make its origin null.',
    remediation: 'Compare Origin with a fixed list, allow only origins on it, and send Vary: Origin.',
    references: ['ASVS 3.4.2', 'Fetch Standard', 'OAuth 2.0 for Browser-Based Applications', 'CWE-942', 'CWE-346'],
    messages: {
      null: 'The {response} allows the origin null with credentials: a sandboxed frame on any site can read it as the user.',
      reflected: 'The {response} allows the made-up origin of the request, with credentials: every site can read it as the user.',
      foreign: 'The {response} allows another site, {origin}, to read it with the cookies of the user.',
      wildcard: 'The {response} allows every origin (*) with credentials: browsers refuse that combination, so requests with cookies fail.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: null\nAccess-Control-Allow-Credentials: true'],
      good: ['HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nAccess-Control-Allow-Credentials: true', 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *'],
    },
    notes: 'Allowing the other site that asked is a note, for it may be your own; with the option allowedOrigins, any origin not listed there is an error. authlint scan --origin sends an origin that cannot be on any list.',
  },
  defaults: { allowedOrigins: [] as readonly string[] },
  check(subject, { options, report }) {
    // Only this spelling counts (Fetch Standard, CORS check).
    if (!isAnswer(subject) || subject.header('access-control-allow-credentials') !== 'true') return
    const allowed = subject.header('access-control-allow-origin')
    const at = 'header.access-control-allow-origin'
    if (allowed === '*') return report({ messageId: 'wildcard', at, severity: 'warn' })
    if (allowed === 'null') return report({ messageId: 'null', at })
    const origin = subject.requestHeader('origin')
    if (allowed === undefined || origin === undefined || allowed !== origin || options.allowedOrigins.includes(origin)) return
    if (subject.exchange.originIsProbe) return report({ messageId: 'reflected', at })
    // Without a list it may well be the application's own other site.
    const isListKnown = options.allowedOrigins.length > 0
    if (subject.url && URL.canParse(origin) && !isSameSite(new URL(origin).hostname, subject.url.hostname)) report({ messageId: 'foreign', data: { origin }, at, confidence: 'firm', ...(isListKnown ? {} : { severity: 'info' as const }) })
  },
})
