import rule from '../../../src/rules/jwt/jti-weak.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown) => unsigned({ alg: 'ES256' }, claims, 'x')
const info = (messageId: string, says = '') => [{ messageId, severity: 'info' as const, pointer: 'claims.jti', says }]

testRule(rule, {
  valid: [
    { name: 'a UUID', code: token({ jti: '6f1c1f7e-8a53-4c39-9f39-0d6d1c1c9d11' }) },
    // RFC 9068 section 2.2.4.1
    { name: 'hex', code: token({ jti: 'dbe39bf3a3ba4238a513f51d6e1691c4' }) },
    // RFC 9449 section 4.2
    { name: 'base64url', code: token({ jti: '-BwC3ESc6acc2lTc' }) },
    { name: 'Okta', code: token({ jti: 'AT.dMrbIsZZMkLGAr7X0ESJvgl__I8Qx7JpBXkV5zdkynM' }) },
    { name: 'a random number of 128 bits', code: token({ jti: '271828182845904523536028747135266249775' }) },
    { name: 'absent', code: token({}) },
    { name: 'empty is missing', code: token({ jti: '' }) },
  ],
  invalid: [
    { name: 'a number', code: token({ jti: 17 }), errors: info('counter') },
    { name: 'a large number', code: token('{"jti":123456789012345678901}'), errors: info('counter') },
    { name: 'digits', code: token({ jti: '100045' }), errors: info('counter') },
    { name: 'an object', code: token({ jti: {} }), errors: info('notText') },
    { name: 'short hex', code: token({ jti: 'a1b2c3d4' }), errors: info('short', 'at most 32 random bits; at least 64') },
    { name: 'the subject', code: token({ sub: 'user-6f1c1f7e8a53', jti: 'user-6f1c1f7e8a53' }), errors: info('copy', 'same as sub') },
    { name: 'the time of issue', code: token({ iat: 1795197600, jti: '1795197600' }), errors: info('copy', 'same as iat') },
    { name: 'own limit', code: token({ jti: 'dbe39bf3a3ba4238' }), options: { leastBits: 96 }, errors: info('short', '64') },
  ],
})
