import { count } from '../../core/text.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/signature-missing',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'Header and signature contradict each other: an algorithm without a signature, or a signature although alg is none.',
    rationale: 'Some verifiers compared zero octets of signature, or looked only at alg or only at the signature, and took a forged token for a genuine one.',
    remediation: 'Refuse the token. A genuine one is signed and says with which algorithm.',
    references: ['RFC 7515 section 5.2', 'RFC 7518 section 3.6', 'ASVS 9.1.1', 'ASVS 6.8.2', 'CWE-347', 'CVE-2020-28042'],
    messages: {
      empty: 'The signature is empty although alg is {alg}, so anyone could have written this token.',
      unexpected: 'alg is "{alg}" (unsigned), yet the token has a signature of {size}: the header was probably changed.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    },
    notes: 'A token with fewer than three parts is reported by jwt/malformed.',
  },
  check({ alg, parsed: { serialization, segments, header } }, { report }) {
    const signature = segments[2]
    if (serialization === 'jwe' || !header || segments.length !== 3 || !signature) return
    const isUnsecured = alg?.trim().toLowerCase() === 'none'
    const at = 'signature'
    if (isUnsecured && signature.text !== '') report({ messageId: 'unexpected', data: { alg, size: count(signature.bytes.length, 'octet') }, at })
    if (!isUnsecured && signature.text === '') report({ messageId: 'empty', data: { alg: alg === undefined ? 'missing' : `"${alg}"` }, at })
  },
})
