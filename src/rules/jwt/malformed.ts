import { isObject, parseJson } from '../../core/json.ts'
import { count } from '../../core/text.ts'
import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { fromJsonSerialization } from '../../jwt/find.ts'
import { defineRule } from '../define.ts'

const cutOff = 'Copy the whole token, from the first character to the last: it is cut off, or something else is joined to it.'

export default defineRule({
  id: 'jwt/malformed',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The token is not in the compact form of a JWT: three parts, or five when encrypted, joined by dots.',
    rationale: 'A verifier must refuse what is not exactly a JWT. Those that repair it, or also accept another form, can be made to check one thing and use another.',
    remediation: 'Send the compact serialisation only: header, payload and signature in base64url, joined by dots.',
    references: ['RFC 7515 section 5.2', 'RFC 7516 section 5.2', 'RFC 7516 section 9', 'RFC 7519 section 1', 'RFC 7519 section 7.2', 'RFC 8725bis section 2.13', 'RFC 8725bis section 3.14', 'CWE-436'],
    messages: {
      jsonForm: 'This is a signed or encrypted object in JSON form, not a JWT: a JWT always has the compact form with dots.',
      parts: 'This token has {parts} between dots, but {wanted}.',
      encryptedParts: 'The header says that this token is encrypted (it has enc), so it needs 5 parts between dots, but it has {parts}.',
      sdJwtParts: 'An SD-JWT starts with a signed JWT of 3 parts before the first "~", but this one has {parts} there.',
      headerOnly: 'This token is nothing but a header: payload and signature are empty.',
      detached: 'Nothing stands between the two dots: this is a signature detached from its payload, not a JWT.',
      encrypted: '{problem} Nobody can decrypt this token.',
      character: 'Character {position} of the {segment} is "{character}", which base64url does not have.',
    },
    examples: {
      bad: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0', '{"payload":"eyJzdWIiOiIxIn0","protected":"eyJhbGciOiJFUzI1NiJ9","signature":"AAAA"}'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
    },
    notes: 'Silent on text that is no token at all: the first part must decode to a JSON object. "=", "+", "/" and white space are reported by jwt/invalid-base64url.',
  },
  check({ alg = '', parsed, facts }, { report }) {
    // RFC 9901 section 8 gives SD-JWTs a form in JSON; RFC 7519 gives JWTs none.
    if ((parsed.undone.includes(fromJsonSerialization) && parsed.serialization !== 'sd-jwt') || isJsonForm(parsed.text)) return report({ messageId: 'jsonForm' })
    const { header, segments, serialization } = parsed
    if (!header) return
    const parts = segments.length
    const data = { parts: count(parts, 'part') }
    const isEncrypted = header['enc'] !== undefined
    if (serialization === 'sd-jwt' && parts !== 3) report({ messageId: 'sdJwtParts', data })
    else if (isEncrypted && parts !== 5) report({ messageId: 'encryptedParts', data, fix: cutOff })
    else if ((parts !== 3 && parts !== 5) || (parts === 5 && !isEncrypted && signatureAlgorithms.has(alg))) report({ messageId: 'parts', data: { ...data, wanted: parts === 5 ? `alg "${alg}" is for signed tokens, which have 3` : 'a signed JWT has 3 and an encrypted one 5' }, fix: cutOff })
    else if (parts === 3 && segments[1]?.text === '') report({ messageId: segments[2]?.text === '' ? 'headerOnly' : 'detached', at: 'payload' })

    for (const { code, message } of facts.jwe?.problems ?? []) {
      if (code === 'size' || code === 'encrypted-key') report({ messageId: 'encrypted', data: { problem: message }, fix: code === 'size' ? cutOff : 'Have the issuer write the alg that it really used: only dir and ECDH-ES do without an encrypted key.' })
    }
    for (const { name, text, problems } of segments) {
      const problem = problems.find(({ code }) => code === 'character')
      if (!problem) continue
      const character = String.fromCodePoint(text.codePointAt(problem.at) ?? 0)
      report({ messageId: 'character', data: { segment: name.replaceAll('-', ' '), character, position: problem.at + 1 }, at: name })
    }
  },
})

/** RFC 7515 section 7.2 and RFC 7516 section 7.2. */
function isJsonForm(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false
  const { value } = parseJson(text)
  return isObject(value) && (typeof value['payload'] === 'string' || typeof value['ciphertext'] === 'string' || Array.isArray(value['signatures']))
}
