import { list } from '../../core/text.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { audiences } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'
import { webHost } from '../web-host.ts'

export default defineRule({
  id: 'jwt/symmetric-alg-shared',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'off', 'browser-session': 'info' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'Several parties seem to share the secret that signs this token.',
    rationale: 'Whoever can verify an HMAC can also make one: every service that checks these tokens can issue them for all the others.',
    remediation: 'Sign with ES256 or RS256 and publish the public keys as a JWKS, so that verifiers cannot issue tokens.',
    references: ['RFC 7515 section 10.5', 'OWASP REST Security Cheat Sheet', 'OWASP JWT Cheat Sheet', 'ASVS 9.1.2'],
    messages: {
      audiences: '{alg} uses one secret for signing and verifying, and this token is for several audiences: {who}.',
      hosts: '{alg} uses one secret for signing and verifying, and this token goes from {issuer} to {who}.',
      client: '{alg} uses one secret for signing and verifying, and this token was issued to {client} for {who}.',
    },
    examples: {
      bad: ['eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlIn0.AAAA'],
      good: ['eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL2FwcC5leGFtcGxlIiwiYXVkIjoiaHR0cHM6Ly9hcHAuZXhhbXBsZSJ9.AAAA'],
    },
    notes: 'Silent on an application that issues tokens for itself, on client assertions, and on ID tokens, which jwt/oidc-symmetric-alg judges.',
  },
  check({ alg = '', claims, type }, { report }) {
    if (signatureAlgorithms.get(alg)?.family !== 'HMAC') return
    if (type.kind !== 'access-token' && type.kind !== 'generic') return
    const { iss, sub, client_id: clientId, azp } = claims
    // A client that signs for itself with its own secret (RFC 7523) shares it with one party by design.
    if (iss !== undefined && iss === sub) return
    const aud = [...new Set(audiences(claims))]
    const issuer = webHost(iss)
    const elsewhere = aud.filter((audience) => issuer === undefined || webHost(audience) !== issuer)
    const client = [clientId, azp].find((id) => typeof id === 'string' && !aud.includes(id))
    const who = list(aud)
    const at = 'claims.aud'
    if (aud.length > 1 && elsewhere.length > 0) report({ messageId: 'audiences', data: { alg, who }, at })
    else if (issuer !== undefined && aud.some((audience) => (webHost(audience) ?? issuer) !== issuer)) report({ messageId: 'hosts', data: { alg, issuer, who }, at })
    // A client only passes access tokens on: where the issuer is the API as well, nobody else verifies.
    else if (typeof client === 'string' && elsewhere.length > 0) report({ messageId: 'client', data: { alg, client, who }, at })
  },
})
