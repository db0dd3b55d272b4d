import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/reused-ecdsa-nonce',
  meta: {
    kind: 'jwt-set',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Two ECDSA signatures were made with the same nonce.',
    rationale: 'From two signatures of one key with the same nonce anyone can compute the private key by simple arithmetic, and then sign any token. The first half of the signature shows it, because it depends only on the nonce.',
    remediation: 'Replace the key now. Sign with a library that derives the nonce from key and message (RFC 6979), or with Ed25519.',
    references: ['RFC 8725 section 3.2', 'RFC 6979 section 3', 'CWE-323'],
    messages: {
      reused: '{repeats} of {tokens} tokens {have} the first half of an earlier ECDSA signature (r) but another second half (s): the nonce was reused, so the private key can be computed.',
    },
    examples: { bad: [], good: [] },
    notes: 'A whole signature that is repeated over changed claims belongs to a token that was tampered with, and gives nothing away.',
  },
  check({ tokens, reusedNonce }, { report }) {
    if (reusedNonce) report({ messageId: 'reused', data: { tokens, repeats: reusedNonce.repeats, have: reusedNonce.repeats === 1 ? 'has' : 'have' }, at: 'signature' })
  },
})
