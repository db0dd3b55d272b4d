import { lookUp } from '../../core/look-up.ts'
import { requiredMembers } from '../../jwt/jwk-members.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/known-key',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The key is an example whose private half is published.',
    rationale: 'Keys get copied from standards, sample sites and test suites into real systems. Attackers have the same sources, and with them the private half.',
    remediation: 'Withdraw this key and generate one of your own.',
    references: ['CWE-321', 'CWE-1392', 'RFC 7638', 'ASVS 13.3.1'],
    messages: {
      published: 'The private half of this key is published in {place}: anyone can use it.',
      publishedSecret: 'This secret is published in {place}: anyone can use it.',
    },
    examples: {
      bad: ['{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'],
      good: ['{"kty":"OKP","crv":"X25519","x":"H3YlNkgMOM_kcc9W_nwIn9NDQQhqyPR94QAJ_odycz8"}'],
    },
    notes: 'Keys are recognised by their RFC 7638 thumbprint, so the same key in another form is recognised too.',
  },
  check({ key, facts: { publishedIn }, isJwk }, { report }) {
    if (publishedIn === undefined) return
    const at = isJwk ? lookUp(requiredMembers, String(key['kty']))?.find((name) => name !== 'crv') : undefined
    report({ messageId: key['kty'] === 'oct' ? 'publishedSecret' : 'published', data: { place: publishedIn }, ...(at === undefined ? {} : { at }) })
  },
})
