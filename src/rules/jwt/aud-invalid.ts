import { kindOf, type JsonValue } from '../../core/json.ts'
import { defineRule } from '../define.ts'

/** Texts that stand for nobody in particular: written on purpose, or by a program that had no value. */
const wildcards = new Set(['*', 'all', 'any', 'null', 'undefined'])

export default defineRule({
  id: 'jwt/aud-invalid',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The aud names no audience.',
    rationale: 'A verifier compares aud with its own name. Strict verifiers refuse a value that is no name, and lax ones take it to mean everyone.',
    remediation: 'Set aud to the identifier of the API or client the token is for: a string, or an array of strings.',
    references: ['RFC 7519 section 4.1.3', 'RFC 9700 section 2.3', 'RFC 9068 section 5'],
    messages: {
      notText: 'aud must be a string or an array of strings; {where} {what}.',
      empty: '{where} empty: this token is for nobody.',
      wildcard: '{where} "{value}", which names no audience.',
      pattern: '{where} "{value}". Audiences are compared exactly: an asterisk matches nothing but itself.',
      duplicate: 'aud names "{value}" twice.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOiIqIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOltdfQ.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOnsiYXBpIjp0cnVlfX0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOlsiaHR0cHM6Ly9hcGkuZXhhbXBsZSIsIiJdfQ.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlIn0.AAAA', 'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOlsiYWNjb3VudCIsImh0dHBzOi8vYXBpLmV4YW1wbGUiXX0.AAAA'],
    },
    notes: 'A name twice in the array is legal, and only information.',
  },
  check({ claims: { aud } }, { report }) {
    if (aud === undefined || aud === null) return
    const items: readonly JsonValue[] = Array.isArray(aud) ? aud : [aud]
    if (items.length === 0) return report({ messageId: 'empty', data: { where: 'The array in aud is' }, at: 'claims.aud' })
    const seen = new Set<JsonValue>()
    for (const [i, item] of items.entries()) {
      const isList = Array.isArray(aud)
      const at = isList ? `claims.aud[${i}]` : 'claims.aud'
      const where = isList ? `item ${i + 1}` : 'it'
      const claim = isList ? `Item ${i + 1} of aud is` : 'aud is'
      if (typeof item !== 'string') report({ messageId: 'notText', data: { where, what: `is ${kindOf(item)}` }, at })
      else if (item.trim() === '') report({ messageId: 'empty', data: { where: claim }, at })
      else if (wildcards.has(item.trim().toLowerCase())) report({ messageId: 'wildcard', data: { where: claim, value: item }, at })
      else if (/^\*|:\/\/\*|\/\*$/.test(item)) report({ messageId: 'pattern', data: { where: claim, value: item }, at, severity: 'warn', confidence: 'firm' })
      else if (seen.has(item)) report({ messageId: 'duplicate', data: { value: item }, at, severity: 'info', fix: 'Name it once.' })
      seen.add(item)
    }
  },
})
