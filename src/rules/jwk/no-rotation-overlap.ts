import { count, list } from '../../core/text.ts'
import type { SetMember } from '../../jwt/jwk.ts'
import { rotationOf, signs } from '../../jwt/rotation.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/no-rotation-overlap',
  meta: {
    kind: 'jwk',
    severity: 'off',
    presets: { strict: 'info', 'asvs-l3': 'info', 'oidc-id-token': 'info', 'rfc9068-access-token': 'info', 'browser-session': 'info', api: 'info' },
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The set leaves no room for rotating keys without refusing tokens.',
    rationale: 'Clients cache the set for hours. They refuse good tokens when a new key was not published ahead of time, or an old one is removed while its tokens are still valid.',
    remediation: 'Publish the next key before signing with it, and keep the previous one until its last token has expired.',
    references: ['OpenID Connect Core section 10.1.1', 'ASVS 13.3.4', 'ASVS 11.1.1'],
    messages: {
      single: 'The set has only one key for signatures: replacing it at once would make clients refuse good tokens.',
      replaced: 'No key of the earlier set is left: tokens signed before the change are refused, and clients that cached the earlier set refuse new ones.',
      reused: 'Another key than in the earlier set goes by {kids} now: clients that cached the earlier set find the wrong key by that name, look no further, and refuse new tokens.',
      gone: '{keys} of the earlier set {verb} gone ({kids}): tokens signed with {pronoun} are refused, even if they have not expired.',
    },
    examples: { bad: ['{"keys":[{"kty":"OKP","crv":"Ed25519","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}'], good: ['{"kty":"OKP","crv":"Ed25519","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}'] },
    notes: 'One key is fine for many. With --previous the set is compared with an earlier copy of itself.',
  },
  check({ set: { keys, previous, role }, isFirst, document: { form } }, { report }) {
    if (!isFirst || role === 'private') return
    if (previous) {
      const { gone, added, stays } = rotationOf(previous, keys)
      const reused = gone.filter((old) => added.some(({ key }) => old.key['kid'] !== undefined && key['kid'] === old.key['kid']))
      const data = { keys: count(gone.length, 'key'), verb: gone.length === 1 ? 'is' : 'are', pronoun: gone.length === 1 ? 'it' : 'them', kids: list(gone.map(nameOf)) }
      if (reused.length > 0) report({ messageId: 'reused', data: { kids: list(reused.map(nameOf)) }, fix: 'Give each new key a kid of its own, such as its thumbprint (RFC 7638).' })
      if (gone.length > 0 && stays.length === 0) report({ messageId: 'replaced' })
      else if (gone.length > 0) report({ messageId: 'gone', data, severity: 'info' })
    } else if (['set', 'array', 'certificates'].includes(form) && keys.filter(signs).length === 1) report({ messageId: 'single', severity: 'info' })
  },
})

const nameOf = ({ key: { kid } }: SetMember): string => (typeof kid === 'string' ? `kid "${kid}"` : 'without kid')
