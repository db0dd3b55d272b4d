import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/rsa-weak-exponent',
  meta: {
    kind: 'jwk',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The public exponent of the RSA key is weak.',
    rationale: 'With an exponent of 1 every message is its own signature, so anyone can sign. Small exponents have broken many implementations that check padding carelessly, and RSA encryption with PKCS#1 v1.5.',
    remediation: 'Generate a new key with the exponent 65537 (AQAB).',
    references: ['RFC 7518 section 8.3', 'RFC 7518 section 6.3.1.2', 'RFC 8017 section 3.1', 'CWE-326'],
    messages: {
      broken: 'The public exponent is {exponent}: {why}.',
      large: 'The public exponent has {bits} bits. Verifiers that keep it in 32 bits, such as those of Go, refuse this key; 65537 is standard.',
      small: 'The public exponent is {exponent}, which has broken careless implementations; 65537 is standard.',
    },
    examples: { bad: ['{"kty":"RSA","e":"AQ","n":"AQAB"}', '{"kty":"RSA","e":"Aw","n":"AQAB"}'], good: ['{"kty":"RSA","e":"AQAB","n":"AQAB"}'] },
    notes: 'An exponent of 3 is not broken by itself in signatures: a warning, except for RSA1_5 and in strict.',
  },
  defaults: { smallExponent: 'warn' as 'warn' | 'error' },
  presetOptions: { strict: { smallExponent: 'error' } },
  check({ key, facts: { rsa } }, { options, report }) {
    // Without an exponent the key is incomplete, which another rule says.
    if (!rsa || typeof key['e'] !== 'string' || key['e'] === '') return
    const { exponent, bits } = rsa
    const data = { exponent: exponent.toString().slice(0, 40) }
    if (exponent === 1n) report({ messageId: 'broken', data: { ...data, why: 'every message is its own signature, so anyone can sign' }, at: 'e' })
    else if (exponent % 2n === 0n) report({ messageId: 'broken', data: { ...data, why: 'an even exponent has no private half, so nothing can be signed' }, at: 'e' })
    else if (bits > 1 && exponent.toString(2).length > bits) report({ messageId: 'broken', data: { ...data, why: 'it is not smaller than the modulus, so no pair of keys has it' }, at: 'e' })
    else if (exponent >= 2n ** 31n) report({ messageId: 'large', data: { bits: exponent.toString(2).length }, at: 'e', severity: 'info' })
    else if (exponent < 65537n) report({ messageId: 'small', data, at: 'e', severity: key['alg'] === 'RSA1_5' ? 'error' : options.smallExponent })
  },
})
