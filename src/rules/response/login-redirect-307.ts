import { sentPassword } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/login-redirect-307',
  meta: {
    kind: 'response',
    severity: 'warn',
    confidence: 'certain',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    since: '0.1.0',
    summary: 'A login is answered with a redirect that sends the password on.',
    rationale: 'With 307 and 308 the browser repeats the POST with its body at the new URL. If that belongs to another party, such as the client of an identity provider, that party gets the password.',
    remediation: 'Answer a login with 303 See Other: the browser then continues with GET and without the form.',
    references: ['RFC 9700 section 4.12', 'OpenID Connect Core section 16.22'],
    messages: {
      repeated: 'The {response} answers a login with a {status} redirect: the browser sends the password on to {target}.',
    },
    examples: {
      bad: ['POST /login HTTP/1.1\nHost: op.example.com\nContent-Type: application/x-www-form-urlencoded\n\nuser=a&password=b\nHTTP/1.1 307 Temporary Redirect\nLocation: https://client.example/cb'],
      good: ['POST /login HTTP/1.1\nHost: op.example.com\nContent-Type: application/x-www-form-urlencoded\n\nuser=a&password=b\nHTTP/1.1 303 See Other\nLocation: https://client.example/cb'],
    },
    notes: 'Only when the captured request holds a password field. A note where the same host gets it again; that it went over http first is response/token-over-http.',
  },
  check(subject, { report }) {
    const { status, url } = subject
    if ((status !== 307 && status !== 308) || subject.method !== 'POST' || !sentPassword(subject)) return
    const location = subject.header('location')
    if (location === undefined) return
    const target = URL.canParse(location, url?.href) ? new URL(location, url?.href) : undefined
    const isElsewhere = !target || !url || target.host !== url.host
    report({ messageId: 'repeated', data: { status, target: target?.host ?? 'another address' }, at: 'header.location', ...(isElsewhere ? {} : { severity: 'info' as const }) })
  },
})
