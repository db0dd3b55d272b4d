import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/duplicate-key',
  meta: {
    kind: 'jwk',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The same key is in the set twice.',
    rationale: 'One key under two names or for two algorithms lets what was signed for one purpose count for the other, and a rotation that renames a key rotates nothing.',
    remediation: 'Generate one key for each algorithm and purpose, and a new one for each rotation.',
    references: ['RFC 8725bis section 3.1', 'OWASP JWT Cheat Sheet', 'RFC 7638'],
    messages: {
      otherwise: 'This is the same key as key {other} of the set, but {members} {differ}.',
      exact: 'This key repeats key {other} of the set.',
    },
    examples: {
      bad: ['{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"Ed25519","kid":"2","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}'],
      good: ['{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"X25519","kid":"2","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}]}'],
    },
    notes: 'The very same entry twice is only information.',
  },
  check({ key, facts: { thumbprint }, set: { keys, index } }, { report }) {
    const other = thumbprint === undefined ? -1 : keys.slice(0, index).findIndex((member) => member.thumbprint === thumbprint)
    const twin = keys[other]?.key
    if (!twin) return
    const members = ['kid', 'alg', 'use'].filter((name) => key[name] !== twin[name])
    const at = key['kid'] === undefined ? {} : { at: 'kid' }
    if (members.length > 0) report({ messageId: 'otherwise', data: { other: other + 1, members: list(members), differ: members.length === 1 ? 'differs' : 'differ' }, ...at })
    else report({ messageId: 'exact', data: { other: other + 1 }, ...at, severity: 'info', fix: 'Remove one of the two.' })
  },
})
