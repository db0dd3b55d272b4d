import { lookUp } from '../../core/look-up.ts'
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
    rationale: 'A curve of fewer than 256 bits gives less than the 128 bits of strength that are expected today. Most verifiers skip a key on a curve that is not registered for JOSE.',
    remediation: 'Use P-256 or Ed25519 for signatures, X25519 or P-256 for key agreement.',
    references: ['RFC 7518 section 6.2.1.1', 'RFC 8037 section 3', 'ASVS 11.6.1'],
    messages: {
      weak: 'crv is "{curve}": a curve of fewer than 256 bits is too weak.',
      unknown: 'crv is "{curve}", which is not registered for JOSE: most verifiers skip this key.',
      rare: 'crv is "secp256k1" (RFC 8812), which few verifiers support.',
      agreementOnly: 'crv is "{curve}", a curve for key agreement only, but {claim}.',
    },
    examples: {
      bad: ['{"kty":"EC","crv":"P-192","x":"AA","y":"AA"}', '{"kty":"OKP","crv":"X25519","use":"sig","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}'],
      good: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}', '{"kty":"OKP","crv":"X25519","use":"enc","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}'],
    },
  },
  check({ key }, { report }) {
    const { kty, crv, use, alg, key_ops: operations } = key
    if ((kty !== 'EC' && kty !== 'OKP') || typeof crv !== 'string') return
    const data = { curve: crv }
    if (crv === 'secp256k1') report({ messageId: 'rare', at: 'crv', severity: 'info' })
    else if (weak.test(crv)) report({ messageId: 'weak', data, at: 'crv' })
    else if (!known.has(crv)) report({ messageId: 'unknown', data, at: 'crv', severity: 'warn', ...renamed(crv) })
    if (crv !== 'X25519' && crv !== 'X448') return
    const signing = Array.isArray(operations) ? operations.find((name) => name === 'sign' || name === 'verify') : undefined
    if (use === 'sig') report({ messageId: 'agreementOnly', data: { ...data, claim: 'use is "sig"' }, at: 'use' })
    else if (alg === 'EdDSA' || alg === 'Ed25519' || alg === 'Ed448') report({ messageId: 'agreementOnly', data: { ...data, claim: `alg is "${alg}"` }, at: 'alg' })
    else if (signing) report({ messageId: 'agreementOnly', data: { ...data, claim: `key_ops permits ${signing}` }, at: 'key_ops' })
  },
})

/** For a registered curve under another name, such as those of OpenSSL and NIST. */
function renamed(crv: string): { fix?: string } {
  const plain = crv.toLowerCase()
  const registered = lookUp(otherNames, plain) ?? [...known].find((name) => name.toLowerCase() === plain)
  return registered === undefined ? {} : { fix: `Write the name that JOSE has for this curve: "crv":"${registered}".` }
}

const otherNames: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp256r1: 'P-256',
  'nist p-256': 'P-256',
  secp384r1: 'P-384',
  'nist p-384': 'P-384',
  secp521r1: 'P-521',
  'nist p-521': 'P-521',
}

const known = new Set(['P-256', 'P-384', 'P-521', 'Ed25519', 'Ed448', 'X25519', 'X448'])

/** Below 256 bits, under any of their names: P-192 and P-224, secp192k1, brainpoolP160r1 to P224t1. */
const weak = /^(?:P-(?:192|224)|(?:secp|sect|prime)(?:1\d\d|2[0-4]\d)[krv]\d|(?:brainpoolP|BP-?)(?:160|192|224)(?:[rt]1)?)$/i
