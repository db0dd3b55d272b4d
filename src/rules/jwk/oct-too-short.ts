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
    rationale: 'One token is enough to try secrets offline, as fast as hardware goes. RFC 7518 asks for as many octets as the hash has.',
    remediation: 'Draw a new secret at random: openssl rand -base64 32 for HS256, 48 for HS384, 64 for HS512.',
    references: ['RFC 7518 section 3.2', 'ASVS 11.2.3', 'CWE-326'],
    messages: {
      tooShort: 'The secret has {octets} octets; {alg} needs {least}.',
      noAlg: 'The secret has {octets} octets. It names no algorithm, and HS256, which needs least, needs {least}.',
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
      if (least !== undefined && octets < least) report({ messageId: 'tooShort', data: { octets, alg, least }, at: 'k' })
      return
    }
    const encrypts = use === 'enc' || (Array.isArray(operations) && !operations.some((operation) => operation === 'sign' || operation === 'verify'))
    const least = encrypts ? 16 : 32
    if (octets < least) report({ messageId: encrypts ? 'tooShort' : 'noAlg', data: { octets, least, alg: 'AES-128' }, at: 'k' })
  },
})

/** Octets of key that an algorithm takes; undefined where any will do. */
function neededOctets(alg: string): number | undefined {
  const aes = /^A(128|192|256)(?:GCM)?(?:KW)?$/.exec(alg)?.[1]
  return signatureAlgorithms.get(alg)?.secretOctets ?? contentEncryptionAlgorithms.get(alg)?.key ?? (aes === undefined ? undefined : Number(aes) / 8)
}
