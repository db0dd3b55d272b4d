import rule from '../../../src/rules/jwt/too-large.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, goodClaims, unsigned } from '../../tokens.ts'

const es256 = { alg: 'ES256' }
const padded = (octets: number) => ({ ...goodClaims, groups: 'g'.repeat(octets) })
/** A token of exactly so many characters. */
const ofLength = (length: number) => {
  const start = unsigned(es256, { a: '' })
  return start + 'A'.repeat(length - start.length)
}

testRule(rule, {
  valid: [
    { name: 'an ordinary token', code: unsigned(es256) },
    { name: 'exactly 1024', code: ofLength(1024) },
    { name: 'an encrypted token', code: `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.${'A'.repeat(9000)}.AAAA` },
    { name: 'an SD-JWT', code: `${unsigned(es256, padded(5000))}~${'A'.repeat(4000)}~` },
    { name: 'a higher limit', code: ofLength(1500), options: { infoAboveOctets: 2000 } },
  ],
  invalid: [
    { name: 'one over 1024', code: ofLength(1025), errors: [{ messageId: 'long', severity: 'info' }] },
    { name: 'names the largest members', code: unsigned(es256, padded(1500)), errors: [{ messageId: 'long', says: 'claims.groups (1511 octets)' }] },
    { name: 'exactly 4096', code: ofLength(4096), errors: [{ messageId: 'long', severity: 'info' }] },
    { name: 'too much for a cookie', code: ofLength(4097), errors: [{ messageId: 'noCookie', severity: 'warn', says: '4096 octets' }] },
    { name: 'too much for a header', code: ofLength(8001), errors: [{ messageId: 'noHeader', severity: 'warn', says: '8 KB' }] },
    { name: 'a certificate chain is information', code: unsigned({ ...es256, x5c: ['A'.repeat(2000), 'A'.repeat(2000), 'A'.repeat(2000)] }), errors: [{ messageId: 'long', severity: 'info', says: 'header.x5c' }] },
    // FIPS 204: an ML-DSA-65 signature has 3309 octets.
    { name: 'an ML-DSA signature is information', code: unsigned({ alg: 'ML-DSA-65' }, padded(100), Buffer.alloc(3309).toString('base64url')), errors: [{ messageId: 'long', severity: 'info', says: 'signature (3309 octets)' }] },
    { name: 'but does not excuse large claims', code: unsigned({ alg: 'ML-DSA-65' }, padded(4000), Buffer.alloc(3309).toString('base64url')), errors: [{ messageId: 'noCookie' }] },
  ],
})
