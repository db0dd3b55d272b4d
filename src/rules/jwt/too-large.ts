import { count } from '../../core/text.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import type { Jwt } from '../../jwt/jwt.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/too-large',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'off', 'oidc-id-token': 'info' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is too large for a cookie or a header field.',
    rationale: 'It travels with every request. Browsers drop cookies over 4096 octets, and many servers and proxies refuse 8 KB of header fields, so users are locked out.',
    remediation: 'Drop claims that no one reads, name groups by id or look them up on the server, or use an opaque token.',
    references: ['RFC 6265bis section 5.6', 'RFC 6265bis section 4.2.1', 'ASVS 4.2.5'],
    messages: {
      long: 'This token is {size} long, which every request has to carry. Largest parts: {largest}.',
      noCookie: 'This token is {size} long, but browsers drop cookies over 4096 octets. Largest parts: {largest}.',
      noHeader: 'This token is {size} long, but many servers and proxies refuse header fields of 8 KB and more. Largest parts: {largest}.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'Silent on encrypted tokens and SD-JWTs. A certificate chain (x5c) and an ML-DSA signature are large by nature: they count only for the information.',
  },
  defaults: { infoAboveOctets: 1024, warnAboveOctets: 4096, errorAboveOctets: 8000 },
  check(jwt, { options, report }) {
    const { parsed, alg = '' } = jwt
    if (parsed.serialization !== 'jws' || !parsed.header) return
    const size = parsed.text.length
    if (size <= options.infoAboveOctets) return
    const members = largestFirst(jwt)
    const inherent = members.filter(({ name }) => name === 'header.x5c' || (name === 'signature' && signatureAlgorithms.get(alg)?.family === 'ML-DSA'))
    // Octets become a third more characters in base64url.
    const avoidable = size - inherent.reduce((sum, { octets }) => sum + Math.ceil((octets * 4) / 3), 0)
    const largest = members.slice(0, 3).map(({ name, octets }) => `${name} (${count(octets, 'octet')})`).join(', ')
    const data = { size: count(size, 'octet'), largest }
    if (avoidable > options.errorAboveOctets) report({ messageId: 'noHeader', data })
    else if (avoidable > options.warnAboveOctets) report({ messageId: 'noCookie', data, severity: 'warn' })
    else report({ messageId: 'long', data, severity: 'info' })
  },
})

function largestFirst({ parsed, signature }: Jwt): readonly { name: string; octets: number }[] {
  const members = (['header', 'claims'] as const).flatMap((part) => {
    const json = parsed[`${part}Part`]
    return (json?.document.root?.members ?? []).map(({ name, nameStart, value }) => ({
      name: `${part}.${name}`,
      octets: Buffer.byteLength(json?.text.slice(nameStart, value.end) ?? ''),
    }))
  })
  return [...members, { name: 'signature', octets: signature?.length ?? 0 }].sort((a, b) => b.octets - a.octets)
}
