import { isInfrastructure } from '../../cookie/about.ts'
import type { CookieCircumstances } from '../../cookie/cookie.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/unusual-response',
  meta: {
    kind: 'cookie',
    severity: 'warn',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie is set by a response from which clients may not accept cookies.',
    rationale: 'Browsers may ignore cookies of interim responses, and a proxy that answers CONNECT is not the site. On a 304 the cookie counts, although caches and servers often do not expect it there.',
    remediation: 'Set cookies on the final response of the site itself.',
    references: ['RFC 6265bis section 5.3', 'RFC 6265bis section 3', 'RFC 9110 section 15.2'],
    messages: {
      informational: 'The {cookie} is set by an interim response ({status}), whose cookies browsers may ignore.',
      connect: "The {cookie} is set by a proxy's answer to CONNECT, from which browsers accept no cookies.",
      'not-modified': 'The {cookie} is set by a 304 Not Modified: it counts, but a cache in between may drop it or give it to others.',
    },
    examples: {
      bad: [],
      good: ['sid=1; Secure'],
    },
    notes: 'Renewing a session on a 304 is common, so that is a note.',
  },
  check(subject, { report }) {
    const kind = kindOf(subject.circumstances)
    if (kind === undefined) return
    report({
      messageId: kind,
      data: { status: subject.circumstances.status ?? '1xx' },
      ...(kind === 'not-modified' || isInfrastructure(subject) ? { severity: 'info' as const } : {}),
    })
  },
})

function kindOf({ responseKind, status = 0 }: Pick<CookieCircumstances, 'responseKind' | 'status'>): 'informational' | 'connect' | 'not-modified' | undefined {
  if (responseKind === 'informational' || (status >= 100 && status < 200)) return 'informational'
  if (responseKind === 'connect') return 'connect'
  return responseKind === 'not-modified' || status === 304 ? 'not-modified' : undefined
}
