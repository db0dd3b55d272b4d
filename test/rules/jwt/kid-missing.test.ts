import rule from '../../../src/rules/jwt/kid-missing.ts'
import { testRule } from '../../rule-tester.ts'
import { encode, unsigned } from '../../tokens.ts'

const keys = (fitting: number, isSet = true) => ({ facts: { keys: { supplied: 3, isSet, fitting } } })
const code = unsigned({ alg: 'RS256' })

testRule(rule, {
  valid: [
    { name: 'no keys', code },
    { name: 'only one key fits', code, ...keys(1) },
    { name: 'no set', code, ...keys(2, false) },
    { name: 'a kid', code: unsigned({ alg: 'RS256', kid: 'a' }), ...keys(2) },
    { name: 'an encrypted token', code: `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AAAA.AAAA.AAAA.AAAA`, ...keys(2) },
    { name: 'no alg is another rule', code: unsigned({}), ...keys(2) },
  ],
  invalid: [{ name: 'two keys fit', code, ...keys(2), errors: [{ messageId: 'missing', severity: 'warn', pointer: 'header', says: '2 keys of the set fit RS256' }] }],
})
