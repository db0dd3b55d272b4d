import { isAddress } from '../../cookie/domain.ts'
import { credentialCookies, isAnswer } from '../../http/about.ts'
import { formatDuration } from '../../core/time.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/missing-hsts',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'firm',
    presets: { strict: 'error', 'asvs-l1': 'error', 'asvs-l2': 'error', 'asvs-l3': 'error', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A site that sets a session cookie does not keep browsers on https.',
    rationale: 'Without HSTS, an attacker on the network path can answer the first http link that a user follows: with a page of their own, and with cookies set in place of yours.',
    remediation: 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains with every https response.',
    references: ['ASVS 3.4.1', 'RFC 6797 section 6.1', 'OWASP Session Management Cheat Sheet', 'CWE-319'],
    messages: {
      missing: '{origin} sets the {cookie} without Strict-Transport-Security.',
      invalid: 'Strict-Transport-Security of {origin} has no valid max-age, so browsers ignore it.',
      short: 'Strict-Transport-Security of {origin} has max-age={seconds} ({time}); {least} is expected.',
      off: 'Strict-Transport-Security of {origin} has max-age=0, which switches it off.',
      subdomains: 'Strict-Transport-Security of {origin} has no includeSubDomains, but the {cookie} goes to every subdomain.',
    },
    examples: {
      bad: ['GET / HTTP/1.1\nHost: app.example.com\n\nHTTP/1.1 200 OK\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'],
      good: ['GET / HTTP/1.1\nHost: app.example.com\n\nHTTP/1.1 200 OK\nStrict-Transport-Security: max-age=31536000; includeSubDomains\nSet-Cookie: sid=4V0nHg5kq2J7mP8xYb1RzQ; Path=/; Secure; HttpOnly'],
    },
    notes: 'Needs the URL of the request. Silent for http, where browsers ignore the field, for addresses and for loopback hosts. A host on the preload list is safe without the field; that cannot be seen here. Often a proxy in front adds it.',
  },
  defaults: { leastMaxAgeSeconds: 31_536_000 },
  check(subject, { options, report }) {
    const [cookie] = credentialCookies(subject)
    if (!cookie || !subject.isHttps || !subject.url || isAddress(subject.url.hostname) || !isAnswer(subject)) return
    const { confidence } = cookie.role
    // Only the first field counts (RFC 6797 section 8.1).
    const policy = subject.fields('strict-transport-security')[0]?.value.text
    const at = 'header.strict-transport-security'
    if (policy === undefined) return report({ messageId: 'missing', data: cookie.words, at, confidence })
    const maxAge = /(?:^|;)\s{0,8}max-age\s{0,8}=\s{0,8}"?(\d{1,15})"?\s{0,8}(?:;|$)/i.exec(policy)?.[1]
    if (maxAge === undefined) return report({ messageId: 'invalid', at, confidence })
    const seconds = Number(maxAge)
    if (seconds === 0) return report({ messageId: 'off', at, confidence })
    if (seconds < options.leastMaxAgeSeconds) report({ messageId: 'short', data: { seconds, time: formatDuration(seconds), least: options.leastMaxAgeSeconds }, at, confidence })
    const wide = credentialCookies(subject).find(({ browser }) => !browser.effective.hostOnly)
    if (wide && !/(?:^|;)\s{0,8}includeSubDomains\s{0,8}(?:;|$)/i.test(policy)) report({ messageId: 'subdomains', data: wide.words, at, confidence: wide.role.confidence })
  },
})
