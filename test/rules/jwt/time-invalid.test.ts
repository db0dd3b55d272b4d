import rule from '../../../src/rules/jwt/time-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { testNow } from '../../subjects.ts'
import { unsigned } from '../../tokens.ts'

const token = (claims: unknown) => unsigned({ alg: 'ES256' }, claims, 'x')
const error = (messageId: string, pointer: string, says: string) => [{ messageId, severity: 'error' as const, pointer, says }]

testRule(rule, {
  valid: [
    { name: 'seconds', code: token({ exp: testNow + 600, nbf: testNow, iat: testNow, auth_time: testNow }) },
    // RFC 7519 section 2: NumericDate may be a fraction
    { name: 'fractions', code: token({ exp: testNow + 0.123456 }) },
    { name: 'the epoch', code: token({ nbf: 0 }) },
    { name: 'the year 5138', code: token({ exp: 99999999999 }) },
    { name: 'an exponent', code: token('{"exp":1.7951976e9}') },
    { name: 'other claims', code: token({ updated_at: '2026-11-20', expires: 'soon' }) },
  ],
  invalid: [
    {
      name: 'milliseconds',
      code: token({ exp: 1795198500000 }),
      errors: error('finerUnit', 'claims.exp', 'exp is in milliseconds, not in seconds: read as seconds it is 58857-07-29 10:00:00 UTC, but 2026-11-20 18:15:00 UTC is meant'),
    },
    { name: 'microseconds', code: token({ iat: 1795197600000000 }), errors: error('finerUnit', 'claims.iat', 'microseconds') },
    { name: 'nanoseconds, more digits than a double holds', code: token('{"nbf":1795197600123456789}'), errors: error('finerUnit', 'claims.nbf', 'nanoseconds') },
    { name: 'a year that will not come', code: token({ exp: 253402300799000 }), errors: error('tooLarge', 'claims.exp', '253402300799000') },
    { name: 'more than a double holds', code: token('{"exp":1e999}'), errors: error('tooLarge', 'claims.exp', '1e999') },
    { name: 'quoted', code: token({ exp: '1795198500' }), errors: error('quoted', 'claims.exp', 'the string "1795198500", not a number') },
    { name: 'a date', code: token({ exp: '2026-11-20T18:00:00Z' }), errors: error('date', 'claims.exp', '2026-11-20T18:00:00Z') },
    { name: 'empty', code: token({ exp: '' }), errors: error('date', 'claims.exp', '""') },
    { name: 'negative', code: token({ iat: -1 }), errors: error('negative', 'claims.iat', '-1') },
    { name: 'negative and huge', code: token('{"iat":-1795197600000000000001}'), errors: error('negative', 'claims.iat', '-1795197600000000000001') },
    { name: 'null', code: token({ exp: null }), errors: error('notNumber', 'claims.exp', 'exp is null') },
    { name: 'a boolean', code: token({ auth_time: true }), errors: error('notNumber', 'claims.auth_time', 'true') },
    { name: 'a list', code: token({ exp: [1] }), errors: error('notNumber', 'claims.exp', 'an array') },
    { name: 'an object', code: token({ exp: { seconds: 1 } }), errors: error('notNumber', 'claims.exp', 'an object') },
    { name: 'several', code: token({ exp: '1', iat: '2', nbf: -3 }), errors: [{ messageId: 'quoted' }, { messageId: 'negative' }, { messageId: 'quoted' }] },
    { name: 'text that would forge a line', code: token({ exp: '1\u001b[2K\nok' }), errors: error('date', 'claims.exp', '\\u{1b}[2K\\nok') },
  ],
})
