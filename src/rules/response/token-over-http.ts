import { utf8 } from '../../cookie/cookie.ts'
import { roleNoun } from '../../cookie/role.ts'
import { list } from '../../core/text.ts'
import { bodyTokens, isPublishable, namedTokens, sentCredentials, sentPassword, sentScheme } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/token-over-http',
  meta: {
    kind: 'response',
    severity: 'error',
    confidence: 'certain',
    presets: { 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'A token, a password or a session cookie went over plain http.',
    rationale: 'Anyone on the network path, in the same café or at the provider, can read it and use it.',
    remediation: 'Use https only: redirect http before anything else, send Strict-Transport-Security, and mark cookies Secure. Revoke what went over http.',
    references: ['RFC 6750 section 5.3', 'ASVS 12.2.1', 'CWE-319', 'CWE-523'],
    messages: {
      authorization: 'The {request} sent {scheme} credentials over plain http.',
      cookie: 'The {request} sent {names} over plain http.',
      password: 'The {request} sent a password over plain http.',
      body: 'The {response} carried a token ({name}) over plain http.',
    },
    examples: {
      bad: ['GET / HTTP/1.1\nHost: localhost\n\nHTTP/1.1 302 Found\nLocation: http://app.example.com/\n\nGET http://app.example.com/ HTTP/1.1\nHost: app.example.com\nAuthorization: Bearer mF_9.B5f-4.1JqM\n\nHTTP/1.1 200 OK\n'],
      good: ['GET / HTTP/1.1\nHost: app.example.com\nAuthorization: Bearer mF_9.B5f-4.1JqM\n\nHTTP/1.1 200 OK\n'],
    },
    notes: 'Needs the URL of the request. Silent for loopback hosts. Cookies that are set over http are cookie/set-over-http.',
  },
  check(subject, { report }) {
    if (!subject.isPlainHttp) return
    const scheme = sentScheme(subject)
    if (scheme !== undefined && scheme !== 'digest' && scheme !== 'negotiate' && scheme !== 'ntlm') report({ messageId: 'authorization', data: { scheme: schemeNames[scheme] ?? scheme }, at: 'request.authorization' })
    const [surest, ...others] = sentCredentials(subject)
    if (surest) report({ messageId: 'cookie', data: { names: `the ${list([surest, ...others].slice(0, 3).map(({ name, role }) => `${roleNoun[role.role]} ${utf8(name)}`))}` }, at: 'request.cookie', confidence: surest.role.confidence })
    if (sentPassword(subject)) report({ messageId: 'password', at: 'request.body', confidence: 'firm' })
    const [named] = namedTokens(subject)
    const inside = named ? undefined : bodyTokens(subject).find((token) => !isPublishable(token))
    if (named) report({ messageId: 'body', data: { name: named.name }, at: `body.${named.name}` })
    else if (inside) report({ messageId: 'body', data: { name: inside.parsed.carrier.name ?? 'a JWT' }, at: 'body', confidence: 'firm', ...(subject.json ? {} : { severity: 'warn' as const }) })
  },
})

const schemeNames: Readonly<Record<string, string>> = { bearer: 'Bearer', basic: 'Basic', dpop: 'DPoP' }
