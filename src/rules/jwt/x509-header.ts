import { formatUtc } from '../../core/time.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/x509-header',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'warn', 'browser-session': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The header carries or names a certificate.',
    rationale: 'A certificate in the token is worth as much as the list of authorities it is checked against: a verifier that skips that check trusts the attacker. SHA-1 thumbprints can be made to collide.',
    remediation: 'Name the key by kid and pin it at the verifier. If certificates are needed, name them by x5t#S256 and check the chain against a fixed root.',
    references: ['RFC 7515 section 4.1.6', 'RFC 7515 section 4.1.7', 'RFC 7515 section 10.11', 'OpenID Connect Core section 2', 'OWASP JWT Cheat Sheet'],
    messages: {
      chain: 'The header carries a certificate chain (x5c), which proves nothing until it is checked against a root that you trust.',
      selfVouched: 'This token verifies with the certificate in its own header (x5c), which is none of the keys you gave. Forged tokens look like this.',
      sha1: 'The header names a certificate only by its SHA-1 thumbprint (x5t), which can be made to collide.',
      unreadable: 'The certificates in the header cannot be used: {problem}.',
      otherKey: 'The first certificate in x5c is for another key than the one that verifies the token.',
      otherThumbprint: 'x5t or x5t#S256 in the header is not the thumbprint of the first certificate in x5c.',
      expired: 'The first certificate in x5c expired at {date}.',
      notYet: 'The first certificate in x5c is not valid before {date}.',
    },
    examples: {
      bad: ['eyJhbGciOiJSUzI1NiIsIng1dCI6Im5PbzNaRHJPRFhFSzFqS1doWHNsSFJfS1hFZyJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsIng1dCNTMjU2IjoiQUEifQ.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Microsoft issuers send x5t with every token: that is only information, and nothing to act on.',
  },
  check({ header, facts: { certificate, embeddedKey } }, { now, report }) {
    if (header['x5t'] !== undefined && header['x5t#S256'] === undefined) report({ messageId: 'sha1', at: 'header.x5t', severity: 'info' })
    if (header['x5c'] === undefined) return
    const at = 'header.x5c'
    const { problem, matchesKey, thumbprintMatches, notBefore, notAfter } = certificate ?? {}
    if (problem !== undefined) return report({ messageId: 'unreadable', data: { problem }, at })
    if (matchesKey === false) report({ messageId: 'otherKey', at })
    else if (embeddedKey?.member === 'x5c' && embeddedKey.verifies && !embeddedKey.trusted) report({ messageId: 'selfVouched', at })
    else report({ messageId: 'chain', at, severity: 'info' })
    if (thumbprintMatches === false) report({ messageId: 'otherThumbprint', at })
    if (notAfter !== undefined && notAfter < now) report({ messageId: 'expired', data: { date: formatUtc(notAfter) }, at })
    if (notBefore !== undefined && notBefore > now) report({ messageId: 'notYet', data: { date: formatUtc(notBefore) }, at })
  },
})
