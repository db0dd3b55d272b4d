import rule from '../../../src/rules/jwt/kid-unknown.ts'
import { testRule } from '../../rule-tester.ts'
import { unsigned } from '../../tokens.ts'

const keys = (kidFound?: boolean) => ({ facts: { keys: { supplied: 3, isSet: true, fitting: 1, ...(kidFound === undefined ? {} : { kidFound }) } } })
const code = unsigned({ alg: 'RS256', kid: 'a\u001b[2J' })

testRule(rule, {
  valid: [
    { name: 'no set', code },
    { name: 'found', code, ...keys(true) },
    { name: 'no kid', code: unsigned({ alg: 'RS256' }), ...keys() },
    { name: 'a kid that is no string is jwt/kid-injection', code: unsigned({ alg: 'RS256', kid: 5 }), ...keys(false) },
  ],
  invalid: [{ name: 'not found, shown safely', code, ...keys(false), errors: [{ messageId: 'unknown', severity: 'error', pointer: 'header.kid', says: 'a\\u{1b}[2J' }] }],
})
