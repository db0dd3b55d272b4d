import { list } from '../../core/text.ts'
import { hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { idTokenClaims, isKind, isRfc9068, profileSeverity, rfc9068Claims } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/required-claims',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Claims are missing that you, or the profile of the token, require.',
    rationale: 'A verifier that follows the profile refuses the token. One that does not is open to tokens that were made for someone else.',
    remediation: 'Have the issuer set the claims. One that is null or empty counts as missing.',
    references: ['RFC 9068 section 2.2', 'OpenID Connect Core section 2', 'OWASP REST Security Cheat Sheet'],
    messages: {
      asked: 'This token lacks {missing}, which you require (--require or jwt.require).',
      accessToken: 'This access token lacks {missing}, which RFC 9068 requires.',
      idToken: 'This ID token lacks {missing}, which OpenID Connect requires.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoidV80MiIsImV4cCI6MTc5NTE5ODUwMH0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1XzQyIn0.AAAA', 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwic3ViIjoidV80MiIsImF1ZCI6Imh0dHBzOi8vYXBpLmV4YW1wbGUiLCJjbGllbnRfaWQiOiJjIiwiaWF0IjoxNzk1MTk3NjAwLCJleHAiOjE3OTUxOTg1MDAsImp0aSI6IjZmMWMxZjdlIn0.AAAA'],
    },
    notes: 'RFC 9068 is asked only of tokens whose typ is at+jwt, or with the option rfc9068. A missing exp is jwt/missing-exp; a missing nonce is jwt/oidc-nonce.',
  },
  defaults: { rfc9068: false },
  presetOptions: { 'rfc9068-access-token': { rfc9068: true } },
  check(jwt, { policy, options, report }) {
    if (!jwt.parsed.claims) return
    const { claims } = jwt
    const asked = policy.requiredClaims ?? []
    const missing = (names: readonly string[]) => list(names.filter((name) => !hasClaim(claims, name)))
    const ofProfile = (names: readonly string[]) => missing(names.filter((name) => name !== 'exp' && !asked.includes(name)))

    const askedFor = missing(asked)
    if (askedFor) report({ messageId: 'asked', data: { missing: askedFor }, at: 'claims' })
    if (isRfc9068(jwt) || (options.rfc9068 && isKind(jwt, 'access-token'))) {
      const names = ofProfile(rfc9068Claims)
      if (names) report({ messageId: 'accessToken', data: { missing: names }, at: 'claims', severity: profileSeverity(jwt) })
    } else if (isKind(jwt, 'id-token')) {
      const names = ofProfile(idTokenClaims)
      if (names) report({ messageId: 'idToken', data: { missing: names }, at: 'claims', severity: profileSeverity(jwt) })
    }
  },
})
