import { kindOf, stringifyJson, type JsonValue } from '../../core/json.ts'
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
    summary: 'The scope is not one string with spaces between the values.',
    rationale: 'Verifiers that split scope at spaces see a list with commas as one unknown value, and nothing in an array. Two claims that differ let two services see different rights.',
    remediation: 'Write scope as one string with a space between the values: "scope":"read write".',
    references: ['RFC 9068 section 2.2.3', 'RFC 8693 section 4.2'],
    messages: {
      list: 'scope is an array; it must be one string with spaces between the values.',
      notText: 'scope is {kind}, not a string.',
      commas: 'scope is "{scope}", with commas between the values where spaces must be: verifiers see one unknown value.',
      differs: 'scope grants {scope}, but scp grants {scp}: services that read one or the other see different rights.',
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
    else if (typeof scope !== 'string') report({ messageId: 'notText', data: { kind: kindOf(scope) }, at })
    else if (/^[^\s,]+(?:,[^\s,]+)+$/.test(scope) || /,\s/.test(scope)) report({ messageId: 'commas', data: { scope }, at })
    if (scp !== undefined && values(scp) !== values(scope)) report({ messageId: 'differs', data: { scope: quoted(scope), scp: quoted(scp) }, at: 'claims.scp', fix: 'Write only one of the two, or the same values in both.' })
  },
})

const quoted = (scope: JsonValue): string => (typeof scope === 'string' || Array.isArray(scope) ? `"${values(scope)}"` : kindOf(scope))

/** Sorted; what stands in a list and is no text is shown as JSON. */
const values = (scope: JsonValue): string =>
  (Array.isArray(scope) ? scope.map((item: JsonValue) => (typeof item === 'string' ? item : stringifyJson(item))) : String(scope).split(/[\s,]+/)).filter(Boolean).sort().join(' ')
