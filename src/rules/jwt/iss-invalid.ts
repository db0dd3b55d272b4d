import { kindOf } from '../../core/json.ts'
import { remembering } from '../../core/remember.ts'
import type { Jwt } from '../../jwt/jwt.ts'
import { defineRule } from '../define.ts'
import { isKind, isRfc9068 } from '../token-kinds.ts'

/** Google issues ID tokens under this name and documents it; OpenID Connect Core section 15.6.2 grants it. */
const grandfathered = 'accounts.google.com'

export default defineRule({
  id: 'jwt/iss-invalid',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'error', 'rfc9068-access-token': 'error', 'browser-session': 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The iss is not a proper issuer identifier.',
    rationale: 'Verifiers find the keys of an issuer by its identifier. Over http, anyone on the network path can give them other keys. An identifier with additional parts does not match, and invites lax comparisons.',
    remediation: 'Use the exact issuer identifier: an https URL without query, fragment and user name, as published in the metadata of the issuer.',
    references: ['OpenID Connect Core section 2', 'RFC 8414 section 2', 'RFC 8725 section 3.8'],
    messages: {
      notText: 'iss is {kind}, not a string.',
      space: 'iss has white space around it: "{iss}".',
      notUrl: 'iss is "{iss}", but in an ID token or an access token of RFC 9068 it must be an https URL.',
      query: 'iss is "{iss}", but it must not have a query or fragment.',
      user: 'iss is a URL with a user name or password in it.',
      http: 'iss is an http URL, "{iss}": whoever is on the network path can replace the keys that are fetched there.',
      loopback: 'iss is "{iss}", a loopback address: fine in development, wrong anywhere else.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwOi8vaXNzdWVyLmV4YW1wbGUifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiIgaHR0cHM6Ly9pc3N1ZXIuZXhhbXBsZSJ9.AAAA', 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJteS1hcHAifQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJteS1hdXRoIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlL3RlbmFudHMvNDIvIn0.AAAA'],
    },
    notes: 'An iss that is no URL is legal in general: silent unless the token is an ID token or follows RFC 9068.',
  },
  check(jwt, { policy, report }) {
    const { iss, sub } = jwt.claims
    if (iss === undefined || iss === null || iss === '') return
    const at = 'claims.iss'
    if (typeof iss !== 'string') return report({ messageId: 'notText', data: { kind: kindOf(iss) }, at })
    if (iss !== iss.trim()) return report({ messageId: 'space', data: { iss }, at })

    const url = urlOf(iss)
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
    if (url && isWeb && isLoopback(url.hostname)) return report({ messageId: 'loopback', data: { iss }, at, severity: 'info' })
    if (url && isWeb && (url.username !== '' || url.password !== '')) return report({ messageId: 'user', at })
    if (url?.protocol === 'http:') return report({ messageId: 'http', data: { iss }, at })
    if (!wantsUrl(jwt) || iss === grandfathered || iss === sub) return
    const guessed = jwt.type.confidence === 'certain' || policy.tokenKind ? {} : ({ severity: 'warn', confidence: 'firm' } as const)
    if (url?.protocol !== 'https:') report({ messageId: 'notUrl', data: { iss }, at, ...guessed })
    else if (/[?#]/.test(iss)) report({ messageId: 'query', data: { iss }, at, ...guessed })
  },
})

const urlOf = remembering((iss) => (/^[a-z][a-z\d+.-]*:\/\//i.test(iss) && URL.canParse(iss) ? new URL(iss) : undefined))

const wantsUrl = (jwt: Jwt): boolean => isKind(jwt, 'id-token') || isRfc9068(jwt)

const isLoopback = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
