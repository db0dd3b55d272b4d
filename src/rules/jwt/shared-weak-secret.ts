import { count } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/shared-weak-secret',
  meta: {
    kind: 'jwt-set',
    severity: 'info',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Several tokens are signed with one and the same guessable secret.',
    rationale: 'It is one secret to replace, wherever the tokens come from: services that share it can forge tokens for each other.',
    remediation: 'Replace the secret in every service that uses it, and give each its own.',
    references: ['RFC 8725 section 3.5', 'CWE-1391'],
    messages: {
      shared: 'One guessable secret ({list}, entry {position}) signs {tokens} of the {all}.',
    },
    examples: { bad: [], good: [] },
    notes: 'Each of the tokens has its own finding of jwt/weak-secret; this one says that they are of one origin.',
  },
  check({ tokens, sharedSecrets }, { report }) {
    sharedSecrets.forEach(({ list, position, repeats }, i) =>
      report({ messageId: 'shared', data: { list, position, tokens: count(repeats + 1, 'token'), all: tokens }, at: `secrets[${i}]` }),
    )
  },
})
