import { lookUp } from '../../core/look-up.ts'
import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

/** Claims that verifiers look for by their exact names. */
const known = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'nonce', 'azp', 'scope', 'client_id', 'cnf', 'auth_time', 'acr', 'amr', 'at_hash', 'c_hash', 'sid']

/** Names that people give to registered claims; many are options of libraries that ended up in the payload. */
const aliases: Readonly<Record<string, string>> = {
  expires: 'exp',
  expiry: 'exp',
  expiration: 'exp',
  expire: 'exp',
  expires_in: 'exp',
  expiresin: 'exp',
  expires_at: 'exp',
  expiresat: 'exp',
  issuer: 'iss',
  audience: 'aud',
  subject: 'sub',
  issued_at: 'iat',
  issuedat: 'iat',
  notbefore: 'nbf',
  not_before: 'nbf',
  jwtid: 'jti',
  jwt_id: 'jti',
}

export default defineRule({
  id: 'jwt/claim-misspelled',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'A claim is not called what verifiers look for.',
    rationale: 'Claim names are compared exactly and unknown claims are ignored: a token with "expires" in place of exp never expires.',
    remediation: 'Use the registered name, in lower case.',
    references: ['RFC 7519 section 4', 'RFC 7519 section 4.1'],
    messages: {
      spelling: 'Verifiers ignore "{name}": the registered claim is {claim}, which this token does not have.',
      alias: 'Verifiers ignore "{name}", and this token has no {claim}, which seems to be meant.',
    },
    examples: { bad: ['eyJhbGciOiJFUzI1NiJ9.eyJFWFAiOjE3OTUxOTg1MDB9.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIiwiZXhwaXJlc0luIjoiMTVtIn0.AAAA'], good: ['eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjE3OTUxOTg1MDAsImV4cGlyZXMiOiIyMDI2LTExLTIwIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJOYW1lIjoiYWRtaW4ifQ.AAAA'] },
    notes: 'Silent when the registered claim is there as well.',
  },
  check({ parsed: { claims }, type }, { report }) {
    if (!claims || type.ownProfile) return
    for (const name of Object.keys(claims)) {
      const plain = name.trim().toLowerCase()
      const spelled = plain !== name && known.includes(plain) ? plain : undefined
      const claim = spelled ?? lookUp(aliases, plain)
      if (claim === undefined || hasClaim(claims, claim)) continue
      report({ messageId: spelled ? 'spelling' : 'alias', data: { name, claim }, at: `claims.${name}`, fix: `Rename it to ${claim}${claim === 'exp' || claim === 'nbf' || claim === 'iat' ? ', as a number of seconds since 1970' : ''}.` })
    }
  },
})
