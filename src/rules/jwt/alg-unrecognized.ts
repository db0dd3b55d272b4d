import { kindOf } from '../../core/json.ts'
import { algorithmStanding, contentEncryptionAlgorithms, keyManagementAlgorithms, signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

const names = [...signatureAlgorithms.keys(), ...keyManagementAlgorithms, ...contentEncryptionAlgorithms.keys()]
const encFix = 'Set enc to a registered name in its exact spelling, such as A256GCM.'
const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]))

export default defineRule({
  id: 'jwt/alg-unrecognized',
  meta: {
    kind: 'jwt',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The alg of the token is missing, or is not a registered name.',
    rationale: 'A verifier that meets an algorithm it does not know must refuse. One that falls back to something else, or compares names loosely, can be led to another algorithm.',
    remediation: 'Write a registered alg in its exact spelling, such as ES256, PS256 or Ed25519.',
    references: ['RFC 7515 section 4.1.1', 'RFC 7515 section 10.13', 'RFC 7516 section 4.1.2', 'RFC 8725bis section 2.11', 'RFC 8725bis section 3.1', 'ASVS 9.1.2', 'IANA JOSE registry'],
    messages: {
      missing: 'The header has no alg, so no verifier can know how to check the token.',
      notString: 'alg is {kind}, not a string.',
      spelling: 'alg "{alg}" is misspelled: it is case-sensitive and must be "{registered}".',
      xmlSignature: 'alg "{alg}" is an identifier of XML Signature, not a JOSE name such as RS256.',
      unknown: 'alg "{alg}" is not a registered algorithm, as far as authlint knows.',
      notSigning: 'alg "{alg}" is for encrypted tokens, but this token has the three parts of a signed one.',
      notEncrypting: 'alg "{alg}" signs, but this token is encrypted: its alg must say how the key is encrypted.',
      contentOnly: 'alg "{alg}" encrypts content, which is what enc names: alg must say how the key is encrypted.',
      encMissing: 'enc of this encrypted token is {kind}, so nobody can know how to decrypt it.',
      encUnknown: 'enc "{enc}" is not a registered content encryption, such as A256GCM.',
    },
    examples: {
      bad: ['eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJoczI1NiJ9.eyJzdWIiOiIxIn0.AAAA'],
      good: ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    },
    notes: 'A name that is not known here is a warning only: it may be newer than this program. none is reported by jwt/alg-none, registered but prohibited names by jwt/alg-weak.',
  },
  check({ parsed: { header, serialization }, alg }, { report }) {
    if (!header) return
    const at = 'header.alg'
    const enc = header['enc']
    // Only an encrypted token has enc (RFC 7516 section 9); the number of parts is for jwt/malformed to judge.
    const isEncrypted = enc !== undefined || (serialization === 'jwe' && !signatureAlgorithms.has(alg ?? ''))
    if (header['alg'] === undefined || header['alg'] === '') report({ messageId: 'missing', at: 'header' })
    else if (alg === undefined) report({ messageId: 'notString', data: { kind: kindOf(header['alg']) }, at })
    else if (!isFor(isEncrypted, alg)) report({ ...misused(isEncrypted, alg), at, severity: 'warn' })

    if (!isEncrypted) return
    if (typeof enc !== 'string') report({ messageId: 'encMissing', data: { kind: enc === undefined ? 'missing' : `${kindOf(enc)}, not a string` }, at: 'header', fix: encFix })
    else if (!contentEncryptionAlgorithms.has(enc)) report({ messageId: 'encUnknown', data: { enc }, at: 'header.enc', severity: 'warn', fix: encFix })
  },
})

function isFor(isEncrypted: boolean, alg: string): boolean {
  if (alg.trim().toLowerCase() === 'none' || algorithmStanding(alg) === 'prohibited') return true
  return isEncrypted ? keyManagementAlgorithms.has(alg) : signatureAlgorithms.has(alg)
}

function misused(isEncrypted: boolean, alg: string) {
  const registered = byLowerCase.get(alg.trim().toLowerCase())
  if (registered !== undefined && registered !== alg) return { messageId: 'spelling', data: { alg, registered }, fix: `Write alg "${registered}", and have verifiers compare names exactly.` } as const
  if (/^https?:\/\/www\.w3\.org\//.test(alg)) return { messageId: 'xmlSignature', data: { alg } } as const
  if (registered === undefined) return { messageId: 'unknown', data: { alg } } as const
  if (!isEncrypted) return { messageId: 'notSigning', data: { alg }, fix: 'Write the alg that signs the token, such as ES256, or encrypt it: an encrypted token has five parts and an enc.' } as const
  return { messageId: signatureAlgorithms.has(alg) ? 'notEncrypting' : 'contentOnly', data: { alg }, fix: 'Write the alg that encrypts the key, such as RSA-OAEP-256 or ECDH-ES+A256KW.' } as const
}
