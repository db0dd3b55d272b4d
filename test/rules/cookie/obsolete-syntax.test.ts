import rule from '../../../src/rules/cookie/obsolete-syntax.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid=1', { code: 'sid=1', field: 'set-cookie' }, 'a$=1', { name: 'an attribute is another rule', code: 'sid=1; Version=1; $Path=/' }],
  invalid: [
    { code: '$Version=1; Path=/', errors: [{ messageId: 'dollar', severity: 'warn', pointer: 'name', says: '$Version' }] },
    { code: 'sid=1; Version=1', field: 'Set-Cookie2', errors: [{ messageId: 'field', severity: 'warn', says: 'Set-Cookie2' }] },
  ],
})
