import { count } from '../../core/text.ts'
import { contentEncryptionAlgorithms, signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/oct-too-short',
  meta: {
    kind: 'jwk',
    severity: 'error',
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The secret is too short for its algorithm.',
    rationale: 'One token is enough to try secrets offline, millions in a second. RFC 7518 asks for as many octets as the hash has.',
    remediation: 'Generate k at random, with 32 octets for HS256, 48 for HS384, 64 for HS512: node -p "crypto.randomBytes(32).toString(\'base64url\')".',
    references: ['RFC 7518 section 3.2', 'ASVS 11.2.3', 'CWE-326'],
    messages: {
      tooShort: 'The secret (k) has {octets}; {alg} needs {least}.',
      noAlg: 'The secret (k) has {octets}; even HS256 needs {least} (the key names no alg).',
    },
    examples: { bad: ['{"kty":"oct","alg":"HS256","k":"c2VjcmV0"}', '{"kty":"oct","k":"GawgguFyGrWKav7AX4VKUg"}'], good: ['{"kty":"oct","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"}'] },
    notes: 'Keys for AES are held against the size that their algorithm needs; passwords (PBES2) have no such size.',
  },
  check({ key, facts: { secret } }, { report }) {
    if (!secret) return
    const { alg, use, key_ops: operations } = key
    const { octets } = secret
    if (typeof alg === 'string') {
      const least = neededOctets(alg)
      if (least !== undefined && octets < least) report({ messageId: 'tooShort', data: { octets: count(octets, 'octet'), alg, least }, at: 'k' })
      return
    }
    const encrypts = use === 'enc' || (Array.isArray(operations) && !operations.some((operation) => operation === 'sign' || operation === 'verify'))
    const least = encrypts ? 16 : 32
    if (octets < least) report({ messageId: encrypts ? 'tooShort' : 'noAlg', data: { octets: count(octets, 'octet'), least, alg: 'AES-128' }, at: 'k' })
  },
})

/** Octets of key that an algorithm takes; undefined where any will do. */
function neededOctets(alg: string): number | undefined {
  const aes = /^A(128|192|256)(?:GCM)?(?:KW)?$/.exec(alg)?.[1]
  return signatureAlgorithms.get(alg)?.secretOctets ?? contentEncryptionAlgorithms.get(alg)?.key ?? (aes === undefined ? undefined : Number(aes) / 8)
}
