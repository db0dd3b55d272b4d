import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/rsa-key-too-small',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The RSA key that signed this token is too small.',
    rationale: 'The length of an RSA signature is the length of the key. A key of 512 bits is factored in hours on rented machines, one of 1024 bits is within reach of a large attacker. Then every token can be forged.',
    remediation: 'Rotate to an RSA key of 3072 bits, or to ES256, and withdraw the old key from the key set.',
    references: ['RFC 7518 section 3.3', 'RFC 7518 section 3.5', 'ASVS 11.2.3', 'NIST SP 800-57', 'NIST IR 8547', 'CWE-326'],
    messages: {
      tooSmall: 'This token is signed with an RSA key of {bits} bits; at least {least} are needed.',
      aging: 'This token is signed with an RSA key of {bits} bits; {advised} are advised, because NIST accepts 2048 only until 2030.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: '2048 bits are allowed and common: information only, outside strict and the higher ASVS levels. A signature whose length no RSA key makes is reported by jwt/signature-malformed.',
  },
  defaults: { errorBelowBits: 2048, warnBelowBits: 2048, infoBelowBits: 3072 },
  presetOptions: { strict: { warnBelowBits: 3072 }, 'asvs-l2': { warnBelowBits: 3072 }, 'asvs-l3': { warnBelowBits: 3072 } },
  check({ alg = '', signature, facts }, { options, report }) {
    const family = signatureAlgorithms.get(alg)?.family
    if ((family !== 'RSASSA-PKCS1-v1_5' && family !== 'RSASSA-PSS') || !signature) return
    // Without a key a cut signature must not pass for a small key: moduli are whole multiples of 64 bits.
    const bits = facts.modulusBits ?? (signature.length >= 64 && signature.length % 8 === 0 ? signature.length * 8 : undefined)
    if (bits === undefined) return
    const data = { bits, least: options.errorBelowBits, advised: options.infoBelowBits }
    const at = 'signature'
    if (bits < options.errorBelowBits) report({ messageId: 'tooSmall', data, at })
    else if (bits < options.warnBelowBits) report({ messageId: 'aging', data, at, severity: 'warn' })
    else if (bits < options.infoBelowBits) report({ messageId: 'aging', data, at, severity: 'info' })
  },
})
