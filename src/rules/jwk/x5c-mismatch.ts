import { formatUtc } from '../../core/time.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/x5c-mismatch',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The certificate beside the key does not belong to it, or has expired.',
    rationale: 'Verifiers that use the certificate trust another key than those that use the members of the JWK, and one of the two is wrong.',
    remediation: 'Export the key and its certificate together again, or leave the certificate out: few verifiers need it.',
    references: ['RFC 7517 section 4.7', 'RFC 7517 section 4.8', 'RFC 7517 section 4.9'],
    messages: {
      unreadable: 'The certificates of the key cannot be used: {problem}.',
      chain: 'The certificates of the key do not form a chain: {problem}.',
      otherKey: 'The first certificate in x5c is for another key than this one.',
      thumbprint: '{member} is not the thumbprint of the first certificate in x5c.',
      hex: '{member} encodes the hexadecimal digits of the thumbprint instead of its octets: clients that look up keys by it do not find this one.',
      base64: '{member} is base64 in the standard alphabet or with padding, not base64url: clients that look up keys by it do not find this one.',
      alphabet: 'x5c is base64url, but certificates stand there in ordinary base64: strict libraries refuse the whole set.',
      expired: 'The certificate of the key expired at {date}.',
      notYet: 'The certificate of the key is not valid before {date}.',
    },
    examples: { bad: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","x5c":["AAAA"]}'], good: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'] },
    notes: 'An expired certificate beside a sound key is a warning. Thumbprints in hexadecimal digits, as Auth0 writes them, or in ordinary base64 are information.',
  },
  check({ key, facts: { certificate }, isJwk }, { now, report }) {
    if (!certificate) return
    const { problem, matchesKey, wrongThumbprint, oddThumbprint, notBefore, notAfter } = certificate
    const at = isJwk ? { at: 'x5c' } : {}
    if (problem !== undefined && notAfter === undefined) return report({ messageId: 'unreadable', data: { problem }, ...at })
    if (problem !== undefined) report({ messageId: 'chain', data: { problem }, ...at, severity: 'warn' })
    if (matchesKey === false) report({ messageId: 'otherKey', ...at })
    if (wrongThumbprint !== undefined) report({ messageId: 'thumbprint', data: { member: wrongThumbprint }, at: wrongThumbprint })
    if (oddThumbprint) report({ messageId: oddThumbprint.encoding, data: { member: oddThumbprint.member }, at: oddThumbprint.member, severity: 'info' })
    if (Array.isArray(key['x5c']) && key['x5c'].some((text) => typeof text === 'string' && /[-_]/.test(text) && !text.includes('-----'))) report({ messageId: 'alphabet', at: 'x5c', severity: 'warn' })
    if (notAfter !== undefined && notAfter < now) report({ messageId: 'expired', data: { date: formatUtc(notAfter) }, ...at, severity: 'warn' })
    if (notBefore !== undefined && notBefore > now) report({ messageId: 'notYet', data: { date: formatUtc(notBefore) }, ...at, severity: 'warn' })
  },
})
