import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/shared-weak-secret',
  meta: {
    kind: 'jwt-set',
    severity: 'info',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Several tokens are signed with the same guessable secret.',
    rationale: 'It is one secret to replace, wherever the tokens come from, and services that share it can forge tokens for each other.',
    remediation: 'Replace the secret in every service that uses it, and give each its own.',
    references: ['RFC 8725 section 3.5', 'CWE-1391'],
    messages: {
      shared: '{tokens} of {all} tokens are signed with the same guessable secret (entry {position} of {list}).',
    },
    examples: { bad: [], good: [] },
    notes: 'Each of the tokens has its own finding of jwt/weak-secret; this one says that they share it.',
  },
  check({ tokens, sharedSecrets }, { report }) {
    sharedSecrets.forEach(({ list, position, repeats }, i) =>
      report({ messageId: 'shared', data: { list, position, tokens: repeats + 1, all: tokens }, at: `secrets[${i}]` }),
    )
  },
})
