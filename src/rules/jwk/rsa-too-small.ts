import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/rsa-too-small',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The RSA key is too small.',
    rationale: 'A modulus of 512 bits is factored in hours on rented machines, one of 1024 bits is within reach of a large attacker. Then every token can be forged. RFC 7518 demands at least 2048 bits.',
    remediation: 'Rotate to an RSA key of 3072 bits, or to an EC key on P-256, and withdraw this one.',
    references: ['RFC 7518 section 3.3', 'RFC 7518 section 3.5', 'RFC 7518 section 4.2', 'ASVS 11.2.3', 'NIST SP 800-57', 'NIST IR 8547', 'CWE-326'],
    messages: {
      tooSmall: 'The RSA modulus has {bits} bits; at least {least} are needed.',
      aging: 'The RSA modulus has {bits} bits; {advised} are advised, because NIST accepts 2048 only until 2030.',
    },
    examples: { bad: ['{"kty":"RSA","e":"AQAB","n":"w7Zdfmece8iaB0kiTY8pCtiBtzbptJmP28nSWwtdjRu0f2GFpajvWE4VhfJAjEsOcwYzay7XGN0b-X84BfC8hmCTOj2b2eHT7NsZegFPKRUQzJ9wW8ipn_aDJWMGDuB1XyqT1E7DYqjUCEOD1b4FLpy_xPn6oV_TYOfQ9fZdbE8"}'], good: ['{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}'] },
    notes: '2048 bits are allowed and common: information only, outside strict and the higher ASVS levels.',
  },
  defaults: { errorBelowBits: 2048, warnBelowBits: 2048, infoBelowBits: 3072 },
  presetOptions: { strict: { warnBelowBits: 3072 }, 'asvs-l2': { warnBelowBits: 3072 }, 'asvs-l3': { warnBelowBits: 3072 } },
  check({ facts: { rsa } }, { options, report }) {
    if (!rsa) return
    const data = { bits: rsa.bits, least: options.errorBelowBits, advised: options.infoBelowBits }
    if (rsa.bits < options.errorBelowBits) report({ messageId: 'tooSmall', data, at: 'n' })
    else if (rsa.bits < options.warnBelowBits) report({ messageId: 'aging', data, at: 'n', severity: 'warn' })
    else if (rsa.bits < options.infoBelowBits) report({ messageId: 'aging', data, at: 'n', severity: 'info' })
  },
})
