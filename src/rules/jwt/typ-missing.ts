import { normalizedTyp, typOfKind } from '../../jwt/token-type.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/typ-missing',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'warn', 'asvs-l3': 'warn', 'oidc-id-token': 'off', 'rfc9068-access-token': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token does not say what kind of token it is.',
    rationale: 'Where one issuer makes several kinds of tokens, one kind can be passed off as another unless each says what it is. A typ of JWT does not.',
    remediation: 'Set an explicit typ in the header, such as at+jwt for an access token, and have verifiers require it (typ: \'at+jwt\' in jose).',
    references: ['RFC 8725 section 3.11', 'RFC 8725bis section 3.11', 'RFC 9068 section 2.1', 'ASVS 9.2.2'],
    messages: {
      missing: 'The header has no typ, so this token can pass for another kind from the same issuer.',
      generic: 'typ is only "JWT", which fits every kind, so this token can pass for another kind from the same issuer.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Most issuers leave typ out, so this is information. Silent on ID tokens, which have no type of their own, and on kinds that other rules hold to theirs.',
  },
  check({ header, parsed, type }, { policy, report }) {
    // Where a type is expected, jwt/typ-mismatch says that it is not there.
    if (!parsed.header || parsed.serialization === 'jwe' || policy.typ !== undefined) return
    if (type.kind !== 'access-token' && type.kind !== 'refresh-token' && type.kind !== 'generic') return
    const typ = header['typ']
    const isSaid = typ !== undefined && normalizedTyp(typ) !== 'jwt'
    if (isSaid) return
    const explicit = type.kind === 'generic' ? undefined : typOfKind(type.kind)
    report({
      messageId: typ === undefined ? 'missing' : 'generic',
      at: typ === undefined ? 'header' : 'header.typ',
      ...(type.confidence === 'certain' ? {} : { severity: 'warn' }),
      ...(explicit === undefined ? {} : { fix: `Set typ to ${explicit} in the header, and have verifiers require it (typ: '${explicit}' in jose).` }),
    })
  },
})
