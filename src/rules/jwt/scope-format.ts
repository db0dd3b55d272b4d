import type { JsonValue } from '../../core/json.ts'
import { defineRule } from '../define.ts'
import { isKind } from '../token-kinds.ts'

export default defineRule({
  id: 'jwt/scope-format',
  meta: {
    kind: 'jwt',
    severity: 'info',
    presets: { strict: 'warn', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off', 'oidc-id-token': 'off', 'rfc9068-access-token': 'warn', 'browser-session': 'off', api: 'warn' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The scope is not one text with spaces between the values.',
    rationale: 'Verifiers that split scope at spaces see one unknown value in a list with commas and nothing in an array. Two claims that differ let two services see different rights.',
    remediation: 'Write scope as one text, the values separated by single spaces.',
    references: ['RFC 9068 section 2.2.3', 'RFC 8693 section 4.2'],
    messages: {
      list: 'scope is a list; it has to be one text with spaces between the values.',
      notText: 'scope is not a text.',
      commas: 'scope separates its values by commas; it has to be spaces.',
      differs: 'scope and scp grant different things.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJjbGllbnRfaWQiOiJjIiwic2NvcGUiOlsicmVhZCIsIndyaXRlIl19.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJjbGllbnRfaWQiOiJjIiwic2NvcGUiOiJyZWFkLHdyaXRlIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJjbGllbnRfaWQiOiJjIiwic2NvcGUiOiJyZWFkIHdyaXRlIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJjbGllbnRfaWQiOiJjIiwic2NwIjpbInJlYWQiLCJ3cml0ZSJdfQ.AAAA'],
    },
    notes: 'Entra and Okta use scp: silent where it stands alone.',
  },
  check(jwt, { report }) {
    const { scope, scp } = jwt.claims
    if (!isKind(jwt, 'access-token') || scope === undefined || scope === null) return
    const at = 'claims.scope'
    if (Array.isArray(scope)) report({ messageId: 'list', at })
    else if (typeof scope !== 'string') report({ messageId: 'notText', at })
    else if (/^[^\s,]+(?:,[^\s,]+)+$/.test(scope) || /,\s/.test(scope)) report({ messageId: 'commas', at })
    if (scp !== undefined && values(scp) !== values(scope)) report({ messageId: 'differs', at: 'claims.scp' })
  },
})

const values = (scope: JsonValue): string => (Array.isArray(scope) ? scope : String(scope).split(/[\s,]+/)).map(String).filter(Boolean).sort().join(' ')
