import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwk/oct-low-entropy',
  meta: {
    kind: 'jwk',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'error', 'asvs-l3': 'error' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The secret was not drawn at random.',
    rationale: 'Words, patterns and sample phrases are what attackers try first. Length alone does not protect.',
    remediation: 'Generate k at random: node -p "crypto.randomBytes(32).toString(\'base64url\')".',
    references: ['RFC 8725 section 3.5', 'RFC 7515 section 10.1', 'ASVS 11.5.1', 'CWE-1391'],
    messages: {
      listed: 'The secret (k) is a known sample or in a list of common secrets: it can be guessed.',
      structure: 'The secret (k) is {structure}, not a random value.',
      weakText: 'The secret (k) is plain text of {octets} characters, with at most {bits} bits of strength; at least {least} are needed.',
      text: 'The secret (k) decodes to plain text, which random octets do not: it is a passphrase, or base64 or hexadecimal text that was not decoded first.',
    },
    examples: { bad: ['{"kty":"oct","k":"eW91ci0yNTYtYml0LXNlY3JldA"}', '{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'], good: ['{"kty":"oct","k":"udqgA2W_3oRMoyUX9pIC7QLIwpEBjhFO3C6oHAvfIVg"}'] },
    notes: 'Thirty-two random octets are all printable once in 10^13 draws.',
  },
  defaults: { leastBits: 128 },
  check({ facts: { secret } }, { options: { leastBits }, report }) {
    if (!secret) return
    const { octets, listed, structure, printable, boundBits } = secret
    if (listed) report({ messageId: 'listed', at: 'k' })
    else if (structure !== undefined) report({ messageId: 'structure', data: { structure }, at: 'k', confidence: 'firm' })
    // A few random octets may well be printable; that they are too few is said by another rule.
    else if (!printable || octets < 8) return
    else if (boundBits < leastBits) report({ messageId: 'weakText', data: { octets, bits: boundBits, least: leastBits }, at: 'k', confidence: 'firm' })
    else report({ messageId: 'text', at: 'k', severity: 'info', confidence: 'firm' })
  },
})
