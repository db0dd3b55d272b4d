import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/rsa-weak-modulus',
  meta: {
    kind: 'jwk',
    severity: 'error',
    presets: { 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The private half of this RSA key can be computed from its modulus.',
    rationale: 'A careless generator leaves traces: a small factor, primes close to each other, a pattern, or a prime that another key has as well. Each is found in moments, and then anyone can sign.',
    remediation: 'Generate a new key with a maintained library on a system with enough randomness, and withdraw this one.',
    references: ['ASVS 11.6.1', 'CVE-2017-15361', 'CWE-338', 'CWE-1391'],
    messages: {
      factor: 'The RSA modulus is divisible by {factor}, so it is not the product of two large primes: the key is damaged or broken.',
      close: 'The two primes of the RSA modulus are so close together that Fermat\'s method finds them at once: its private half can be computed.',
      roca: 'The RSA modulus has the fingerprint of the ROCA weakness (CVE-2017-15361): its private half can be computed.',
      shared: 'The RSA modulus shares a prime with another key of this set: the private halves of both can be computed.',
    },
    examples: { bad: ['{"kty":"RSA","e":"AQAB","n":"AQAC"}'], good: ['{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}'] },
    notes: 'About one sound key in 150 million has the ROCA fingerprint by chance.',
  },
  check({ facts: { rsa } }, { report }) {
    if (!rsa) return
    const { smallFactor, even, closePrimes, roca, sharesPrime } = rsa
    const factor = even ? 2 : smallFactor
    if (factor !== undefined) report({ messageId: 'factor', data: { factor }, at: 'n' })
    else if (closePrimes) report({ messageId: 'close', at: 'n' })
    if (roca) report({ messageId: 'roca', at: 'n', confidence: 'firm' })
    // A small factor is common to many broken keys and says enough by itself.
    if (sharesPrime && factor === undefined) report({ messageId: 'shared', at: 'n' })
  },
})
