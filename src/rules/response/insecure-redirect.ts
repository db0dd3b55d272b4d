import { isLoopback } from '../../cookie/domain.ts'
import { utf8 } from '../../cookie/cookie.ts'
import { roleNoun } from '../../cookie/role.ts'
import { credentialCookies, isRedirect, sentCredentials } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/insecure-redirect',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A session is redirected from https to plain http.',
    rationale: 'The next request goes over the network unencrypted: cookies without Secure can be read on the way, and an attacker can answer in place of the site.',
    remediation: 'Redirect to https. Behind a proxy that terminates TLS, tell the application the scheme (X-Forwarded-Proto or Forwarded).',
    references: ['ASVS 12.2.1', 'NIST SP 800-63B-4 section 5.1', 'CWE-319'],
    messages: {
      sets: 'The {response} sets the {cookie} and redirects from https to http ({host}).',
      holds: 'The {response} redirects a request with the {cookie} from https to http ({host}).',
    },
    examples: {
      bad: ['GET /login HTTP/1.1\nHost: app.example.com\n\nHTTP/1.1 302 Found\nLocation: http://app.example.com/home\nSet-Cookie: PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly'],
      good: ['GET /login HTTP/1.1\nHost: app.example.com\n\nHTTP/1.1 302 Found\nLocation: /home\nSet-Cookie: PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly'],
    },
    notes: 'A redirect to another site is a warning: the cookie is not sent there, but the user is. Silent for loopback hosts, and where no session is involved.',
  },
  check(subject, { report }) {
    const location = subject.header('location')
    if (!isRedirect(subject) || !subject.isHttps || !subject.url || location === undefined || !URL.canParse(location, subject.url.href)) return
    const target = new URL(location, subject.url)
    if (target.protocol !== 'http:' || isLoopback(target)) return
    const elsewhere = target.hostname === subject.url.hostname ? {} : { severity: 'warn' as const }
    const [set] = credentialCookies(subject)
    const [sent] = sentCredentials(subject)
    const at = 'header.location'
    if (set) report({ messageId: 'sets', data: { ...set.words, host: target.host }, at, confidence: set.role.confidence, ...elsewhere })
    else if (sent) report({ messageId: 'holds', data: { cookie: `${roleNoun[sent.role.role]} ${utf8(sent.name)}`, host: target.host }, at, confidence: sent.role.confidence, ...elsewhere })
  },
})
