import rule from '../../../src/rules/jwt/jwe-pbes2-count.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const salt = Buffer.alloc(16, 7).toString('base64url')
const encrypted = (more: object) => `${encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: salt, ...more })}.AAAA.AAAA.AAAA.AAAA`

testRule(rule, {
  valid: [
    { name: '600000 rounds', code: encrypted({ p2c: 600_000 }) },
    { name: '1200000 rounds', code: encrypted({ p2c: 1_200_000 }) },
    { name: 'another algorithm', code: encrypted({ alg: 'dir', p2c: 1 }) },
    { name: 'a signed token', code: unsigned({ alg: 'PBES2-HS256+A128KW' }) },
    { name: '8 octets of salt', code: encrypted({ p2c: 600_000, p2s: 'AAAAAAAAAAA' }) },
  ],
  invalid: [
    { name: 'too many', code: encrypted({ p2c: 1_200_001 }), errors: [{ messageId: 'tooMany', severity: 'warn', pointer: 'header.p2c', says: '1200001' }] },
    { name: 'more than a double can hold', code: encrypted({}).replace(/^[^.]*/, encode('{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"AAAAAAAAAAA","p2c":99999999999999999999}')), errors: [{ messageId: 'tooMany' }] },
    // RFC 7518 section 4.8.1.2 only recommends 1000, and the limit is an option.
    { name: 'too few', code: encrypted({ p2c: 999 }), errors: [{ messageId: 'tooFew', severity: 'warn', says: '999 rounds of PBKDF2, fewer than 1000' }] },
    { name: 'fewer than a limit of one\'s own', code: encrypted({ p2c: 5000 }), options: { errorBelowRounds: 10_000 }, errors: [{ messageId: 'tooFew', says: 'fewer than 10000' }] },
    // RFC 7517 appendix C uses 4096.
    { name: 'few', code: encrypted({ p2c: 4096 }), errors: [{ messageId: 'few', severity: 'info', says: '600000' }] },
    { name: 'no count', code: encrypted({}), errors: [{ messageId: 'missing', says: 'p2c' }] },
    { name: 'a fraction', code: encrypted({ p2c: 0.5 }), errors: [{ messageId: 'missing' }] },
    { name: 'text', code: encrypted({ p2c: '600000' }), errors: [{ messageId: 'missing' }] },
    { name: 'no salt', code: encrypted({ p2c: 600_000, p2s: undefined }), errors: [{ messageId: 'missing', says: 'p2s' }] },
    { name: '7 octets of salt', code: encrypted({ p2c: 600_000, p2s: 'AAAAAAAAAA' }), errors: [{ messageId: 'salt', severity: 'warn', pointer: 'header.p2s', says: '7 octets' }] },
  ],
})
