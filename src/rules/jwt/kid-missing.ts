import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/kid-missing',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'error', 'browser-session': 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token does not say which of several keys signed it.',
    rationale: 'A verifier has to try every key. That is slow, hides which key is in use, and makes it hard to retire one.',
    remediation: 'Put the id of the signing key into the header as kid.',
    references: ['OpenID Connect Core section 10.1', 'RFC 7515 section 4.1.4', 'RFC 7517 section 4.5'],
    messages: {
      missing: 'The header has no kid, and {fitting} keys of the set fit {alg}: nothing says which one signed.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Silent without a key set, and where only one of its keys fits the algorithm.',
  },
  check({ header, alg, parsed, facts: { keys } }, { report }) {
    if (parsed.serialization === 'jwe' || alg === undefined || header['kid'] !== undefined) return
    if (keys.isSet && keys.fitting > 1) report({ messageId: 'missing', data: { fitting: keys.fitting, alg }, at: 'header' })
  },
})
