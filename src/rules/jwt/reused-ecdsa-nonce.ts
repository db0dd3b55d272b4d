import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/reused-ecdsa-nonce',
  meta: {
    kind: 'jwt-set',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Two ECDSA signatures were made with the same nonce.',
    rationale: 'From two signatures of one key with the same nonce anyone can compute the private key with school arithmetic, and then sign every token. It shows in the first half of the signature, which depends on nothing but the nonce.',
    remediation: 'Withdraw the key now. Sign with a library that derives the nonce from key and message (RFC 6979), or with Ed25519.',
    references: ['RFC 8725 section 3.2', 'RFC 6979 section 3', 'CWE-323'],
    messages: {
      reused: 'Of {tokens} tokens, {repeats} the first half of the ECDSA signature (r) of an earlier one and not the second: the private key can be computed from the two.',
    },
    examples: { bad: [], good: [] },
    notes: 'A signature that is repeated whole, over changed claims, belongs to a token that was tampered with and gives nothing away.',
  },
  check({ tokens, reusedNonce }, { report }) {
    if (reusedNonce) report({ messageId: 'reused', data: { tokens, repeats: reusedNonce.repeats === 1 ? '1 repeats' : `${reusedNonce.repeats} repeat` }, at: 'signature' })
  },
})
