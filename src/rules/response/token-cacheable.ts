import { cachingOf, type Caching } from '../../http/cache-control.ts'
import { bodyTokens, isAnswer, isPublishable, isTokenResponse, namedTokens } from '../../http/about.ts'
import type { HttpResponse } from '../../http/exchange.ts'
import type { Confidence, Severity } from '../../core/severity.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/token-cacheable',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cache may store a response that carries a token.',
    rationale: 'A cache between server and client, or the browser on a shared machine, stores the response with the token in it and gives it to whoever asks next.',
    remediation: 'Send Cache-Control: no-store with every response that carries a token.',
    references: ['RFC 6749 section 5.1', 'OpenID Connect Core section 3.1.3.3', 'ASVS 14.3.2', 'CWE-525'],
    messages: {
      oauth: 'The {response} carries tokens without Cache-Control: no-store, which OAuth requires.',
      body: 'The {response} carries a token in its body ({name}) without Cache-Control: no-store.',
      header: 'The {response} carries a token in its headers ({name}) without Cache-Control: no-store.',
      pragma: 'The {response} carries tokens without Pragma: no-cache, which RFC 6749 requires besides no-store.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"access_token":"mF_9.B5f-4.1JqM-2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":3600}'],
      good: ['HTTP/1.1 200 OK\nContent-Type: application/json\nCache-Control: no-store\nPragma: no-cache\n\n{"access_token":"mF_9.B5f-4.1JqM-2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":3600}'],
    },
    notes: "A missing Pragma is not reported unless the option wantPragma is set: OAuth 2.1 and today's caches have no use for it. Tokens in scripts and pages are warnings, since public keys of services look the same.",
  },
  defaults: { wantPragma: false },
  check(subject, { options, report }) {
    if (!isAnswer(subject)) return
    const caching = cachingOf(subject)
    const oauth = isTokenResponse(subject)
    if (caching.noStore) {
      if (options.wantPragma && oauth && !/\bno-cache\b/i.test(subject.header('pragma') ?? '')) report({ messageId: 'pragma', severity: 'info' })
      return
    }
    const at = subject.fields('cache-control').length > 0 ? 'header.cache-control' : undefined
    if (oauth) return report({ messageId: 'oauth', at: at ?? 'body.access_token' })
    const [named] = namedTokens(subject)
    if (named) return report({ messageId: 'body', data: { name: named.name }, at: at ?? `body.${named.name}`, ...tier(subject, caching, 'firm') })
    const inBody = bodyTokens(subject).find((token) => !isPublishable(token))
    if (inBody) {
      const isData = /\bjson\b/.test(subject.mediaType ?? '')
      return report({ messageId: 'body', data: { name: inBody.parsed.carrier.name ?? 'a JWT' }, at: at ?? 'body', ...tier(subject, caching, isData ? 'firm' : 'tentative') })
    }
    const header = subject.tokens.find(({ parsed }) => parsed.carrier.kind === 'header')
    if (header) report({ messageId: 'header', data: { name: header.parsed.carrier.name ?? 'a field' }, at: at ?? `header.${(header.parsed.carrier.name ?? '').toLowerCase()}`, ...tier(subject, caching, 'firm') })
  },
})

/** How likely it is that somebody keeps it: nobody reuses an answer to POST that has no lifetime (RFC 9110 section 9.3.3). */
function tier(subject: HttpResponse, caching: Caching, confidence: Confidence): { confidence: Confidence; severity: Severity } {
  const isRead = subject.method === undefined || subject.method === 'GET'
  if (!isRead && !caching.fresh) return { confidence, severity: 'info' }
  return { confidence, severity: caching.isPrivate || caching.noCache ? 'warn' : 'error' }
}
