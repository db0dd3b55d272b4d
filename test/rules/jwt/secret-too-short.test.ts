import rule from '../../../src/rules/jwt/secret-too-short.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const secret = (octets: number) => ({ facts: { secret: { source: 'env SECRET', octets, boundBits: octets * 6, listed: false } } })

testRule(rule, {
  valid: [
    { name: 'no secret given', code: unsigned({ alg: 'HS256' }) },
    // RFC 7518 section 3.2.
    { name: 'HS256 with 32', code: unsigned({ alg: 'HS256' }), ...secret(32) },
    { name: 'HS384 with 48', code: unsigned({ alg: 'HS384' }), ...secret(48) },
    { name: 'HS512 with 64', code: unsigned({ alg: 'HS512' }), ...secret(64) },
    { name: 'a token that is not signed with it', code: unsigned({ alg: 'RS256' }), ...secret(1) },
  ],
  invalid: [
    { name: 'HS256 with 31', code: unsigned({ alg: 'HS256' }), ...secret(31), errors: [{ messageId: 'short', severity: 'error', pointer: 'header.alg', says: 'env SECRET has 31 octets; HS256 needs at least 32' }] },
    { name: 'HS384 with 47', code: unsigned({ alg: 'HS384' }), ...secret(47), errors: [{ messageId: 'short', says: 'rand -base64 48' }] },
    { name: 'HS512 with 32', code: unsigned({ alg: 'HS512' }), ...secret(32), errors: [{ messageId: 'short', says: '64' }] },
    { name: 'one octet', code: unsigned({ alg: 'HS256' }), ...secret(1), errors: [{ messageId: 'short', says: '1 octet;' }] },
  ],
})
