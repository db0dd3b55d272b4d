import { defineRule } from '../define.ts'

export default defineRule({
  id: 'cookie/signed-with-weak-secret',
  meta: {
    kind: 'cookie',
    severity: 'error',
    confidence: 'certain',
    presets: { 'asvs-l1': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'off' },
    since: '0.1.0',
    summary: 'The cookie is signed with a secret that anyone can look up.',
    rationale: 'The signature verifies with a secret from documentation or a word list. With it anyone can sign a cookie for any user, and with serialised objects often run code.',
    remediation: 'Set a secret of 32 random octets from the environment, not from source code, and end every session that was signed with the old one.',
    references: ['CWE-321', 'CWE-1391', 'CWE-798', 'ASVS 13.3.1'],
    messages: {
      guessed: 'The {scheme} signature of the {cookie} verifies with entry {position} of the {list}: anyone can forge it.',
    },
    examples: {
      // Signed with the secret of the express-session README.
      bad: ['connect.sid=s%3AJ7pXf1r0b8m2cQ5tYw9zKd3uHn6LeVaG.B4K16FiQxA8N%2Fyvjqzv%2FfFePgQlJGXiwmm2oRjXzQow; Path=/'],
      good: ['PHPSESSID=76667dc1e203e078b760b5d9c1b575df; Path=/', 'connect.sid=s%3AM5jUO0h_umdtT09ZZNvhZpGpwCQE-91Y.cIlv23%2BoFSYh%2FOsPBk1SYbeLxyonDDaw93Jn2fih1j4; Path=/'],
    },
    notes: 'A match is proof. No match proves nothing: only the listed secrets were tried.',
  },
  check({ isDeletion, facts: { weakSignature } }, { report }) {
    if (isDeletion || !weakSignature) return
    const { scheme, list, position } = weakSignature
    report({ messageId: 'guessed', data: { scheme, list, position }, at: 'value' })
  },
})
