import { kindOf } from '../../core/json.ts'
import { list } from '../../core/text.ts'
import { defineRule } from '../define.ts'

/** What a kid that is only a name does not hold, and what it would do where it is used as more than a name. */
const payloads: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['path traversal', /\.\.[\\/]|[\\/]\.\.$|^\.\.$|(?:\.|%(?:25)?2e){2}(?:%(?:25)?2f|%(?:25)?5c|[\\/])/i],
  ['an absolute path', /^~?[\\/]|^[a-z]:[\\/]|^file:/i],
  ['a device file', /\/dev\//i],
  // eslint-disable-next-line no-control-regex
  ['a control character', /[\u0000-\u001f\u007f]|%00/],
  ['a quotation mark', /["'`]/],
  ['shell syntax', /[;|<>]|\$[({]|&&/],
  ['a template expression', /\{\{|#\{/],
  ['SQL', /\s--|--\s|\/\*|\bunion\s{1,9}(?:all\s{1,9})?select\b|\b(?:or|and)\s{1,9}\w{1,40}\s{0,9}=/i],
]

/** Standard base64 with padding, the form of many thumbprints (of 16 octets and more), may start with a slash and is no path. */
const isPaddedBase64 = (kid: string): boolean => kid.length % 4 === 0 && /^[A-Za-z0-9+/]{22,}={1,2}$/.test(kid)

export default defineRule({
  id: 'jwt/kid-injection',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'firm',
    since: '0.1.0',
    summary: 'The key id (kid) is not a plain name.',
    rationale: 'Where kid ends up in a file path, a query or a command, whoever writes it chooses the key: an empty file, a database row of their own, or worse.',
    remediation: 'Look kid up in a fixed list of keys, never in a path, query or command, and refuse what your own key ids do not match, such as by ^[A-Za-z0-9._~-]{1,128}$.',
    references: ['RFC 8725 section 3.10', 'RFC 7515 section 4.1.4', 'WSTG-SESS-10', 'PortSwigger JWT attacks', 'CWE-22', 'CWE-89', 'CWE-78'],
    messages: {
      notString: 'kid is {kind}, not a string: libraries differ in which key they look up for it.',
      payload: 'kid holds {what}: an attack on verifiers that use kid in a file path, a query or a command.',
      long: 'kid is {length} characters long. Key ids are short; a verifier should refuse this one before looking it up.',
      address: 'kid is a URI ({scheme}:). A verifier must look it up in a list that it trusts, and never fetch it.',
    },
    examples: {
      bad: ['eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uL2Rldi9udWxsIn0.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJIUzI1NiIsImtpZCI6IngnIFVOSU9OIFNFTEVDVCAnYSJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJIUzI1NiIsImtpZCI6IjIwMjYtMTEifQ.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Base64 with "/", "+" and "=", UUIDs, thumbprints, ARNs and names with spaces or "--" in them are fine. did: and https: key ids are only information.',
  },
  defaults: { longFromCharacters: 257 },
  check({ header }, { options, report }) {
    const kid = header['kid']
    const at = 'header.kid'
    if (kid === undefined) return
    if (typeof kid !== 'string') return report({ messageId: 'notString', data: { kind: kindOf(kid) }, at, confidence: 'certain' })
    const examined = kid.slice(0, 4096)
    const found = isPaddedBase64(examined) ? [] : payloads.filter(([, pattern]) => pattern.test(examined)).map(([what]) => what)
    const scheme = /^(did|https?):/i.exec(kid)?.[1]?.toLowerCase()
    if (found.length > 0) report({ messageId: 'payload', data: { what: list(found) }, at })
    else if (kid.length >= options.longFromCharacters) report({ messageId: 'long', data: { length: kid.length }, at, severity: 'warn' })
    else if (scheme) report({ messageId: 'address', data: { scheme }, at, severity: 'info' })
  },
})
