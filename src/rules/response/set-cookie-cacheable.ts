import { shownName } from '../../cookie/about.ts'
import { roleNoun } from '../../cookie/role.ts'
import { cachingOf } from '../../http/cache-control.ts'
import { credentialCookies, isAnswer, isRedirect, setCookiePointer } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/set-cookie-cacheable',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'firm',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A cache may store a response that sets a session cookie.',
    rationale: 'Set-Cookie does not keep caches from storing a response (RFC 9111 section 7.3). A shared cache that stores it gives one user the session of another; a browser cache keeps it on a disk that others may use.',
    remediation: 'Send Cache-Control: no-store with every response that sets a session cookie.',
    references: ['RFC 9111 section 7.3', 'OWASP Session Management Cheat Sheet', 'WSTG-SESS-04', 'ASVS 14.3.2', 'ASVS 14.2.2', 'CWE-525', 'CWE-524'],
    messages: {
      shared: 'The {response} sets the {what} {name} and lets shared caches store it.',
      unsaid: 'The {response} sets the {what} {name} without Cache-Control: no-store.',
      kept: 'The {response} sets the {what} {name} without Cache-Control: no-store: the browser may store it.',
    },
    examples: {
      bad: ['HTTP/1.1 200 OK\nCache-Control: public, max-age=600\nSet-Cookie: PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly; SameSite=Lax'],
      good: ['HTTP/1.1 200 OK\nCache-Control: no-store\nSet-Cookie: PHPSESSID=jtilenvaf61h4la4fn8ag6oodl; Path=/; Secure; HttpOnly; SameSite=Lax'],
    },
    notes: 'An error where shared caches are invited, a warning where nothing is said, a note where only the browser may store it (private, no-cache, max-age=0), for answers to POST and for redirects. no-cache="Set-Cookie" is no protection: few caches know it.',
  },
  check(subject, { report }) {
    const [cookie] = credentialCookies(subject)
    if (!cookie || !isAnswer(subject)) return
    const caching = cachingOf(subject)
    if (caching.noStore) return
    const data = { what: roleNoun[cookie.role.role], name: shownName(cookie) }
    const at = subject.fields('cache-control').length > 0 ? 'header.cache-control' : setCookiePointer(subject, cookie)
    const { confidence } = cookie.role
    if (caching.shared) return report({ messageId: 'shared', data, at, confidence, ...(caching.variesByCookie ? { severity: 'warn' as const } : {}) })
    // Without a lifetime of its own an answer to POST is never reused, and a redirect hardly (RFC 9110 section 9.3.3, RFC 9111 section 4.2.2).
    const notReused = caching.isPrivate || caching.noCache || !caching.silent || caching.variesByCookie || isRedirect(subject) || (subject.method !== undefined && subject.method !== 'GET' && subject.method !== 'HEAD')
    report({ messageId: notReused && !caching.silent ? 'kept' : 'unsaid', data, at, confidence, severity: notReused ? 'info' : 'warn' })
  },
})
