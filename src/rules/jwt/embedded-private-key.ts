import { isObject, type JsonValue } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { privateMembers } from '../../jwt/jwk-members.ts'
import { defineRule } from '../define.ts'

/** Members that only a private or symmetric key has (RFC 7518 sections 6.2.2, 6.3.2 and 6.4). */
const secretMembers = [...privateMembers, 'k']

export default defineRule({
  id: 'jwt/embedded-private-key',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token carries a private or secret key.',
    rationale: 'Everyone who sees the token has the key, and can sign, or prove possession, in the name of its owner.',
    remediation: 'Replace that key now, and put only the public members of a key into a token (kty, crv, x and y, or kty, n and e).',
    references: ['RFC 7515 section 4.1.3', 'RFC 7517 section 9.2', 'RFC 7800 section 3.2', 'RFC 9449 section 4.2', 'CWE-522'],
    messages: {
      leaked: 'The key at {place} is private or secret (it holds {members}): everyone who sees the token can use it.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiIsImp3ayI6eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkFBIiwieSI6IkFBIiwiZCI6IkFBIn19.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiIsImp3ayI6eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2IiwieCI6IkFBIiwieSI6IkFBIn19.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Looks at jwk and epk in the header and at cnf.jwk, sub_jwk and jwk in claims that can be read.',
  },
  check({ header, claims }, { report }) {
    const keys: readonly (readonly [string, JsonValue | undefined])[] = [
      ['header.jwk', header['jwk']],
      ['header.epk', header['epk']],
      ['claims.cnf.jwk', isObject(claims['cnf']) ? claims['cnf']['jwk'] : undefined],
      ['claims.sub_jwk', claims['sub_jwk']],
      ['claims.jwk', claims['jwk']],
    ]
    for (const [place, key] of keys) {
      if (!isObject(key)) continue
      const members = secretMembers.filter((member) => key[member] !== undefined)
      if (members.length > 0) report({ messageId: 'leaked', data: { place, members: list(members) }, at: place })
    }
  },
})
