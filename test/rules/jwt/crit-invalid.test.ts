import rule from '../../../src/rules/jwt/crit-invalid.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const token = (crit: unknown, more: object = {}) => unsigned({ alg: 'ES256', ...more, crit })
const at = { pointer: 'header.crit' }

testRule(rule, {
  valid: [
    { name: 'none', code: unsigned({ alg: 'ES256' }) },
    { name: 'b64 (RFC 7797)', code: token(['b64'], { b64: true }) },
  ],
  invalid: [
    // RFC 7515 section 4.1.11.
    { name: 'empty', code: token([]), errors: [{ messageId: 'notList', severity: 'error', ...at }] },
    { name: 'a string', code: token('b64', { b64: true }), errors: [{ messageId: 'notList' }] },
    { name: 'null', code: token(null), errors: [{ messageId: 'notList' }] },
    { name: 'a number in it', code: token([1]), errors: [{ messageId: 'notList' }] },
    { name: 'a name twice', code: token(['b64', 'b64'], { b64: true }), errors: [{ messageId: 'twice', says: '"b64"' }] },
    { name: 'standard parameters', code: token(['alg', 'typ'], { typ: 'JWT' }), errors: [{ messageId: 'standard', severity: 'error', says: '"alg" and "typ"' }] },
    { name: 'absent', code: token(['exp']), errors: [{ messageId: 'absent', severity: 'error', says: '"exp"' }] },
    { name: 'a name that every object has', code: token(['constructor']), errors: [{ messageId: 'absent' }] },
    // UK Open Banking.
    { name: 'an extension of a profile', code: token(['http://openbanking.org.uk/iat'], { 'http://openbanking.org.uk/iat': 0 }), errors: [{ messageId: 'notUnderstood', severity: 'warn' }] },
    { name: 'several defects', code: token(['alg', 'x', 'y'], { y: 1 }), errors: [{ messageId: 'standard' }, { messageId: 'absent' }, { messageId: 'notUnderstood' }] },
  ],
})
