import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/ec-weak-curve',
  meta: {
    kind: 'jwk',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The curve of the key is weak, unknown, or not made for signatures.',
    rationale: 'Curves below 256 bits give less than the 128 bits of strength that everything around them has. Curves that are not registered for JOSE are passed over by most verifiers.',
    remediation: 'Use P-256 or Ed25519 for signatures, X25519 or P-256 for key agreement.',
    references: ['RFC 7518 section 6.2.1.1', 'RFC 8037 section 3', 'ASVS 11.6.1'],
    messages: {
      weak: 'The key is on the curve {curve}, which is too small.',
      unknown: 'The key is on the curve "{curve}", which is not registered for JOSE. Most verifiers pass over it.',
      rare: 'The key is on secp256k1, which few verifiers take (RFC 8812).',
      agreementOnly: 'The key is on {curve}, which is for key agreement only, but its {member} is {value}.',
    },
    examples: {
      bad: ['{"kty":"EC","crv":"P-192","x":"AA","y":"AA"}', '{"kty":"OKP","crv":"X25519","use":"sig","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}'],
      good: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}', '{"kty":"OKP","crv":"X25519","use":"enc","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}'],
    },
  },
  check({ key }, { report }) {
    const { kty, crv, use, alg } = key
    if ((kty !== 'EC' && kty !== 'OKP') || typeof crv !== 'string') return
    const data = { curve: crv }
    if (crv === 'secp256k1') report({ messageId: 'rare', at: 'crv', severity: 'info' })
    else if (weak.test(crv)) report({ messageId: 'weak', data, at: 'crv' })
    else if (!known.has(crv)) report({ messageId: 'unknown', data, at: 'crv', severity: 'warn' })
    if (!crv.startsWith('X')) return
    if (use === 'sig') report({ messageId: 'agreementOnly', data: { ...data, member: 'use', value: 'sig' }, at: 'use' })
    else if (alg === 'EdDSA' || alg === 'Ed25519' || alg === 'Ed448') report({ messageId: 'agreementOnly', data: { ...data, member: 'alg', value: alg }, at: 'alg' })
  },
})

const known = new Set(['P-256', 'P-384', 'P-521', 'Ed25519', 'Ed448', 'X25519', 'X448'])

/** Below 256 bits, under any of their names: P-192 and P-224, secp192k1, brainpoolP160r1 to P224t1. */
const weak = /^(?:P-(?:192|224)|(?:secp|sect|prime)(?:1\d\d|2[0-4]\d)[krv]\d|(?:brainpoolP|BP-?)(?:160|192|224)(?:[rt]1)?)$/i
