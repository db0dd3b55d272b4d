import { findSensitive, type SensitiveItem } from '../../core/sensitive.ts'
import type { Severity } from '../../core/severity.ts'
import { leastLifetime } from '../../jwt/claims.ts'
import type { Carrier } from '../../jwt/jwt.ts'
import { defineRule } from '../define.ts'
import { isBearer, isKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/pii-claim',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The token holds personal data in clear.',
    rationale: 'Tokens end up in logs, browser storage, proxies and the services of others, and everyone there can read their claims.',
    remediation: 'Keep an id in the token and fetch the data from the server when it is needed, or encrypt the token.',
    references: ['NIST SP 800-63B-4 section 5.1.1', 'RFC 9068 section 6', 'ASVS 14.2.6', 'ASVS 14.1.1', 'CWE-359'],
    messages: {
      personal: 'claims.{path} holds personal data ({what}): everyone who sees the token can read it.',
      internal: 'claims.{path} reveals the network of the issuer ({what}) to everyone who sees the token.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwicGhvbmVfbnVtYmVyIjoiKzEgNTU1IDEyMyA0NTY3In0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZW1haWwiOiJhbGljZUBtYWlsLmV4YW1wbGUifQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwic2NvcGUiOiJvcGVuaWQgZW1haWwgcGhvbmUifQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwidG9rZW5fdXNlIjoiaWQiLCJlbWFpbCI6ImFsaWNlQG1haWwuZXhhbXBsZSJ9.AAAA'],
    },
    notes:
      'ID tokens exist to carry the standard claims of OpenID Connect: silent on those. An e-mail address elsewhere is information, unless the token lives for more than a day or scripts can read the cookie it is in. An e-mail address in sub is jwt/sub-invalid.',
  },
  defaults: { internal: false, longLivedSeconds: 86400 },
  check(jwt, { options, now, report }) {
    const idToken = isKind(jwt, 'id-token')
    if (!isBearer(jwt) && !idToken) return
    const life = leastLifetime(jwt.claims, now)
    const exposed = (life !== undefined && life.seconds > options.longLivedSeconds) || scriptsCanRead(jwt.parsed.carrier)
    for (const item of findSensitive(jwt.claims, '', { idToken, internal: options.internal })) {
      const { path, category, what, confidence } = item
      if (category === 'credential' || path === 'sub') continue
      report({ messageId: category, data: { path, what }, at: `claims.${path}`, confidence, severity: severityOf(item, exposed) })
    }
  },
})

const severityOf = ({ category, what, confidence }: SensitiveItem, exposed: boolean): Severity =>
  category === 'internal' || confidence === 'tentative' || (what === 'e-mail address' && !exposed) ? 'info' : 'warn'

const scriptsCanRead = ({ cookie }: Carrier): boolean => cookie !== undefined && !cookie.httpOnly
