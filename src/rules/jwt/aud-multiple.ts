import { list } from '../../core/text.ts'
import { audiences, hasClaim } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { isKind } from '../token-kinds.ts'
import { webHost } from '../web-host.ts'

export default defineRule({
  id: 'jwt/aud-multiple',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'oidc-id-token': 'warn', 'rfc9068-access-token': 'warn', 'browser-session': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is good for several audiences.',
    rationale: 'Each service that receives the token can use it at the others. A client must refuse an ID token with an audience that it does not trust.',
    remediation: 'Ask for one token per service, or bind the token to a key of the client (DPoP or mutual TLS).',
    references: ['RFC 9700 section 2.3', 'RFC 9700 section 4.10.2', 'OWASP OAuth 2.0 Cheat Sheet', 'OpenID Connect Core section 3.1.3.7'],
    messages: {
      access: 'This access token is good for {audiences}: each can use it at the others.',
      id: 'This ID token is for {audiences}: a client refuses it unless it trusts them all.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzY29wZSI6InJlYWQiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuZXhhbXBsZSIsImh0dHBzOi8vYmlsbGluZy5leGFtcGxlIl19.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzY29wZSI6InJlYWQiLCJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlLyIsImF1ZCI6WyJodHRwczovL2FwaS5leGFtcGxlIiwiaHR0cHM6Ly9pc3N1ZXIuZXhhbXBsZS91c2VyaW5mbyJdfQ.AAAA'],
    },
    notes: 'An audience on the host of the issuer, such as its userinfo endpoint, does not count. Silent on access tokens that are bound to a key (cnf).',
  },
  check(jwt, { report }) {
    const { claims, type } = jwt
    if (!isKind(jwt, 'access-token', 'id-token')) return
    if (type.kind === 'access-token' && hasClaim(claims, 'cnf')) return
    const named = new Set(audiences(claims))
    if (named.size < 2) return
    const issuer = webHost(claims['iss'])
    const others = [...named].filter((audience) => issuer === undefined || webHost(audience) !== issuer)
    if (others.length < 2) return
    report({ messageId: type.kind === 'id-token' ? 'id' : 'access', data: { audiences: list(others) }, at: 'claims.aud', confidence: type.confidence })
  },
})
