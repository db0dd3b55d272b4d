import { isObject, kindOf } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

/** Members that represent a key: RFC 7800 section 3.1, RFC 9449 section 6.1, RFC 8705 section 3.1. kid may stand beside them. */
const representations = ['jwk', 'jwe', 'jku', 'jkt', 'x5t#S256']
/** SHA-256 in base64url. */
const thumbprints = ['jkt', 'x5t#S256']
const thumbprint = /^[\w-]{43}$/

export default defineRule({
  id: 'jwt/cnf-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The cnf does not name one key.',
    rationale: 'A verifier that cannot tell which key the token is bound to refuses it or, worse, takes it for a bearer token.',
    remediation: 'Name one public key: jkt for DPoP, x5t#S256 for mutual TLS, or jwk.',
    references: ['RFC 7800 section 3.1', 'RFC 9449 section 6.1', 'RFC 8705 section 3.1'],
    messages: {
      notObject: 'cnf is {kind}, not an object.',
      empty: 'cnf is empty: it names no key.',
      several: 'cnf names more than one key: {members}.',
      thumbprint: 'cnf.{member} is not a SHA-256 thumbprint in base64url (43 characters).',
      notKey: 'cnf.jwk is not a key: it is no object with a member kty.',
      symmetric: 'cnf.jwk is a symmetric key in clear: everyone who reads the token has it.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiY25mIjoiYWJjIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiY25mIjp7ImprdCI6ImFiYyJ9fQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiY25mIjp7Imp3ayI6eyJrdHkiOiJvY3QiLCJrIjoiQUFBQSJ9fX0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiY25mIjp7ImprdCI6IjBaY09DT1JaTll5LURXcHFxMzBqWnlKR0hUTjBkMkhnbEJWM3VpZ3VBNEkifX0.AAAA'],
    },
    notes: 'A private key in cnf.jwk is jwt/embedded-private-key. Members that no standard names are left alone.',
  },
  check({ claims: { cnf } }, { report }) {
    if (cnf === undefined) return
    const at = 'claims.cnf'
    if (!isObject(cnf)) return report({ messageId: 'notObject', data: { kind: kindOf(cnf) }, at })
    if (Object.keys(cnf).length === 0) return report({ messageId: 'empty', at })
    const named = representations.filter((member) => cnf[member] !== undefined)
    // RFC 7800 forbids it for its own members; the two thumbprints come from other standards that do not speak of each other.
    const forbidden = named.some((member) => !thumbprints.includes(member))
    if (named.length > 1) report({ messageId: 'several', data: { members: list(named) }, at, ...(forbidden ? {} : { severity: 'warn', confidence: 'firm' }) })
    for (const member of thumbprints) {
      const value = cnf[member]
      if (value !== undefined && !(typeof value === 'string' && thumbprint.test(value))) report({ messageId: 'thumbprint', data: { member }, at: `${at}.${member}` })
    }
    const { jwk } = cnf
    if (jwk === undefined) return
    if (!isObject(jwk) || typeof jwk['kty'] !== 'string') report({ messageId: 'notKey', at: `${at}.jwk` })
    else if (jwk['kty'] === 'oct' || jwk['k'] !== undefined) report({ messageId: 'symmetric', at: `${at}.jwk`, fix: 'Replace this key, and name a public key: jkt for DPoP, x5t#S256 for mutual TLS, or jwk.' })
  },
})
