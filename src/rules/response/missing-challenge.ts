import { sentScheme } from '../../http/about.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'response/missing-challenge',
  meta: {
    kind: 'response',
    severity: 'info',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off', api: 'warn' },
    since: '0.1.0',
    summary: 'A 401 does not say how to authenticate, or why the token was refused.',
    rationale: 'WWW-Authenticate tells a client whether to refresh its token, to sign in again or to give up. Without it, clients guess, and retry with tokens that will never be accepted.',
    remediation: 'Send WWW-Authenticate: Bearer with every 401, and with error="invalid_token" when a token was sent.',
    references: ['RFC 6750 section 3', 'RFC 6750 section 3.1', 'RFC 9110 section 15.5.2'],
    messages: {
      missing: 'The {response} is a 401 without WWW-Authenticate, which HTTP requires.',
      'no-error': 'The {response} refuses a token, and its WWW-Authenticate does not say error="invalid_token".',
    },
    examples: {
      bad: ['HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"message":"Unauthorized"}'],
      good: ['HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="example"'],
    },
    notes: 'A login form that answers a wrong password with 401 is a note in every preset.',
  },
  check(subject, { report }) {
    if (subject.status !== 401) return
    const challenge = subject.header('www-authenticate')
    const at = 'header.www-authenticate'
    const isForm = subject.isHtml || (subject.method === 'POST' && sentScheme(subject) === undefined)
    if (challenge === undefined) return report({ messageId: 'missing', at, ...(isForm ? { severity: 'info' as const } : {}) })
    if (sentScheme(subject) === 'bearer' && /^\s*bearer\b/i.test(challenge) && !/\berror\s{0,4}=/i.test(challenge)) report({ messageId: 'no-error', at })
  },
})
