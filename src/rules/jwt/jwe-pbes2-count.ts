import { count } from '../../core/text.ts'
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
    rationale: 'With too few rounds a password is quickly guessed. Too many keep the server busy that opens the token, and whoever sends it chooses the number.',
    remediation: 'Do not protect tokens with passwords. If you must, use 600000 rounds or more, 16 random octets of salt, and a fixed upper limit at the recipient.',
    references: ['RFC 8725bis section 2.10', 'RFC 8725bis section 3.13', 'RFC 7518 section 4.8.1.1', 'RFC 7518 section 4.8.1.2', 'RFC 7518 section 8.8', 'CWE-400', 'CWE-916'],
    messages: {
      missing: '{name} is missing or not {wanted}, which {alg} needs.',
      tooMany: 'p2c asks for {rounds} rounds of PBKDF2, more than {most}: a few such tokens keep a server busy.',
      tooFew: 'p2c is {rounds} rounds of PBKDF2, fewer than {least}: the password is quickly guessed.',
      few: 'p2c is {rounds} rounds of PBKDF2; at least {advised} are advised today.',
      salt: 'The salt (p2s) has {octets}; RFC 7518 demands at least 8.',
    },
    examples: {
      bad: ['eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJlbmMiOiJBMTI4R0NNIiwicDJjIjoyMDAwMDAwMDAwLCJwMnMiOiJBQUFBQUFBQUFBQUFBQUFBQUFBQUFBIn0.AAAA.AAAA.AAAA.AAAA'],
      good: ['eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA'],
    },
    notes: 'RFC 7518 recommends at least 1000 rounds, which is far too few today: between that and what is advised is only information.',
  },
  defaults: { errorBelowRounds: 1000, infoBelowRounds: 600_000, errorAboveRounds: 1_200_000 },
  check({ alg, header: { p2c, p2s }, parsed: { serialization } }, { options, report }) {
    if (serialization !== 'jwe' || !alg?.startsWith('PBES2-')) return
    const rounds = numberOf(p2c)
    const at = 'header.p2c'
    if (rounds === undefined || !Number.isInteger(rounds) || rounds < 1) report({ messageId: 'missing', data: { alg, name: 'p2c', wanted: 'a whole number above 0' }, at })
    else if (rounds > options.errorAboveRounds) report({ messageId: 'tooMany', data: { rounds, most: options.errorAboveRounds }, at })
    else if (rounds < options.errorBelowRounds) report({ messageId: 'tooFew', data: { rounds, least: options.errorBelowRounds }, at })
    else if (rounds < options.infoBelowRounds) report({ messageId: 'few', data: { rounds, advised: options.infoBelowRounds }, at, severity: 'info' })

    if (typeof p2s !== 'string') return report({ messageId: 'missing', data: { alg, name: 'p2s', wanted: 'a string' }, at: 'header.p2s' })
    const octets = decodeBase64url(p2s).bytes.length
    if (octets < 8) report({ messageId: 'salt', data: { octets: count(octets, 'octet') }, at: 'header.p2s' })
  },
})
