import { decodeBase64url } from '../../jwt/base64url.ts'
import { numberOf } from '../../jwt/claims.ts'
import { defineRule } from '../define.ts'

export default defineRule({
  id: 'jwt/jwe-pbes2-count',
  meta: {
    kind: 'jwt',
    severity: 'warn',
    presets: { strict: 'error', 'asvs-l1': 'off', 'asvs-l2': 'off', 'asvs-l3': 'off' },
    confidence: 'certain',
    since: '0.1.0',
    summary: 'The work or the salt of a password-encrypted token is out of bounds.',
    rationale: 'Too few rounds make the password easy to try. Too many keep the server busy that opens the token, and whoever sends it chooses the number.',
    remediation: 'Do not protect tokens with passwords. If you must: 600 000 rounds or more, 16 random octets of salt, and a fixed upper limit at the verifier.',
    references: ['RFC 8725bis section 2.10', 'RFC 8725bis section 3.13', 'RFC 7518 section 4.8.1.1', 'RFC 7518 section 4.8.1.2', 'RFC 7518 section 8.8', 'CWE-400', 'CWE-916'],
    messages: {
      missing: 'The header lacks a {name} that can be used, which {alg} needs.',
      tooMany: 'p2c asks for {rounds} rounds of PBKDF2. A few such tokens keep a server busy; refuse them above {most}.',
      tooFew: 'p2c is {rounds}; the standard demands 1000 rounds of PBKDF2 at the least.',
      few: 'p2c is {rounds} rounds of PBKDF2; {advised} are advised today.',
      salt: 'The salt (p2s) has {octets} octets; the standard demands 8 at the least.',
    },
    examples: {
      bad: ['eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJlbmMiOiJBMTI4R0NNIiwicDJjIjoyMDAwMDAwMDAwLCJwMnMiOiJBQUFBQUFBQUFBQUFBQUFBQUFBQUFBIn0.AAAA.AAAA.AAAA.AAAA'],
      good: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA'],
    },
    notes: 'Fewer rounds than advised, but no fewer than the standard demands, are information.',
  },
  defaults: { errorBelowRounds: 1000, infoBelowRounds: 600_000, errorAboveRounds: 1_200_000 },
  check({ alg, header: { p2c, p2s }, parsed: { serialization } }, { options, report }) {
    if (serialization !== 'jwe' || !alg?.startsWith('PBES2-')) return
    const rounds = numberOf(p2c)
    const at = 'header.p2c'
    if (rounds === undefined || !Number.isInteger(rounds) || rounds < 1) report({ messageId: 'missing', data: { alg, name: 'p2c' }, at })
    else if (rounds > options.errorAboveRounds) report({ messageId: 'tooMany', data: { rounds, most: options.errorAboveRounds }, at })
    else if (rounds < options.errorBelowRounds) report({ messageId: 'tooFew', data: { rounds }, at })
    else if (rounds < options.infoBelowRounds) report({ messageId: 'few', data: { rounds, advised: options.infoBelowRounds }, at, severity: 'info' })

    if (typeof p2s !== 'string') return report({ messageId: 'missing', data: { alg, name: 'p2s' }, at: 'header.p2s' })
    const octets = decodeBase64url(p2s).bytes.length
    if (octets < 8) report({ messageId: 'salt', data: { octets }, at: 'header.p2s' })
  },
})
