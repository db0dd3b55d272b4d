import { list } from '../../core/text.ts'
import { privateMembers } from '../../jwt/jwk-members.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/private-key-exposed',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'A key that is meant to be public holds its private half.',
    rationale: 'Whoever reads the private half signs tokens in the name of the issuer, for any user, until the key is withdrawn everywhere.',
    remediation: 'Take it down now, withdraw the key, sign with a new one, and publish the public members only. If this file is meant to be private, say --role private.',
    references: ['RFC 7517 section 7', 'RFC 7517 section 9.2', 'OWASP JWT Cheat Sheet', 'ASVS 13.3.1', 'CWE-522', 'CWE-200'],
    messages: {
      exposed: 'This key holds its private half ({members}): everyone who can read it can sign or decrypt with it.',
      exposedFile: 'This key holds its private half: everyone who can read it can sign or decrypt with it.',
    },
    examples: {
      bad: ['{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
      good: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
    },
    notes: 'Silent with --role private, for a key file that only its owner reads, and about members that are null or empty, which give nothing away.',
  },
  check({ key, set: { role }, isJwk }, { report }) {
    if (role === 'private' || key['kty'] === 'oct') return
    const members = privateMembers.filter((name) => key[name] !== undefined && key[name] !== null && key[name] !== '')
    const [first] = members
    if (first === undefined) return
    if (isJwk) report({ messageId: 'exposed', data: { members: list(members) }, at: first })
    else report({ messageId: 'exposedFile' })
  },
})
