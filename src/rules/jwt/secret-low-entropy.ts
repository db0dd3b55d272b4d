import { signatureAlgorithms } from '../../jwt/algorithms.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/secret-low-entropy',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'error', 'asvs-l3': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The secret is long enough, but was not drawn at random.',
    rationale: 'Words, patterns and sample phrases are what attackers try first. Length alone does not protect.',
    remediation: 'Generate the secret at random (openssl rand -base64 32). Do not use a passphrase.',
    references: ['RFC 8725 section 3.5', 'RFC 7515 section 10.1', 'OWASP JWT Cheat Sheet', 'CWE-1391', 'CWE-331'],
    messages: {
      listed: 'The secret from {source} is a known sample or in a list of common secrets: it can be guessed.',
      structure: 'The secret from {source} is {structure}, not a random value.',
      bound: 'The secret from {source} has at most {bits} bits of strength, going by its length and characters; at least {least} are needed.',
    },
    examples: { bad: [], good: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA'] },
    notes: 'The bits are an upper bound: 32 hexadecimal digits pass with exactly 128. A secret that is too short is reported only by jwt/secret-too-short.',
  },
  defaults: { leastBits: 128 },
  check({ alg = '', facts: { secret } }, { options: { leastBits }, report }) {
    const octets = signatureAlgorithms.get(alg)?.secretOctets
    if (!secret || octets === undefined || secret.octets < octets) return
    const { source, listed, structure, boundBits } = secret
    const at = 'header.alg'
    if (listed) report({ messageId: 'listed', data: { source }, at })
    else if (structure !== undefined) report({ messageId: 'structure', data: { source, structure }, at, severity: 'warn', confidence: 'firm' })
    else if (boundBits < leastBits) report({ messageId: 'bound', data: { source, bits: boundBits, least: leastBits }, at, severity: 'warn' })
  },
})
