import rule from '../../../src/rules/cookie/lifetime-capped.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    { name: '400 days', code: 'theme=1; Max-Age=34560000' },
    { name: 'Max-Age goes first', code: 'theme=1; Max-Age=60; Expires=Wed, 21 Oct 2037 07:28:00 GMT' },
    'theme=1',
    'theme=; Max-Age=-99999999999',
    { name: 'not under your control', code: 'TS01b203e7=1; Max-Age=99999999' },
  ],
  invalid: [
    { code: 'theme=1; Max-Age=34560001', errors: [{ messageId: 'capped', severity: 'info', pointer: 'Max-Age', says: '400' }] },
    { code: 'theme=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT', errors: [{ messageId: 'capped', pointer: 'Expires', says: '3988 days' }] },
    { code: 'theme=1; Max-Age=abc; Expires=Wed, 21 Oct 2037 07:28:00 GMT', errors: [{ messageId: 'capped', pointer: 'Expires' }] },
    { code: 'theme=1; Max-Age=99999999999999999999', errors: [{ messageId: 'forever', pointer: 'Max-Age' }] },
  ],
})
