import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/duplicate-kid',
  meta: {
    kind: 'jwk',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'oidc-id-token': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Two keys of the set have the same id.',
    rationale: 'A token names its key by kid. When two keys share it, some verifiers try both, some take the first and refuse good tokens, and some refuse the set.',
    remediation: 'Give each key a kid of its own, such as its RFC 7638 thumbprint.',
    references: ['RFC 7517 section 4.5'],
    messages: {
      same: 'This key has the same kid "{kid}" as key {other} of the set.',
      otherType: 'This key has the same kid "{kid}" as key {other} of the set, but another type (kty). RFC 7517 allows that only for equivalent alternatives.',
    },
    examples: {
      bad: ['{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"X25519","kid":"1","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}]}'],
      good: ['{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"X25519","kid":"2","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}]}'],
    },
    notes: 'Keys of different types may share a kid: only information.',
  },
  check({ key: { kid, kty }, set: { keys, index } }, { report }) {
    if (typeof kid !== 'string' || kid === '') return
    const before = keys.slice(0, index)
    const same = before.findIndex(({ key }) => key['kid'] === kid && key['kty'] === kty)
    const other = same === -1 ? before.findIndex(({ key }) => key['kid'] === kid) : same
    if (other === -1) return
    const data = { kid, other: other + 1 }
    if (same === -1) report({ messageId: 'otherType', data, at: 'kid', severity: 'info' })
    else report({ messageId: 'same', data, at: 'kid' })
  },
})
