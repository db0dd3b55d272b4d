import rule from '../../../src/rules/cookie/deletion-keeps-value.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    ...['', '""', 'deleted', 'DELETED', 'expired', '0', '-', '+', '%20'].map((value) => `sid=${value}; Max-Age=0`),
    'theme=dark; Max-Age=0',
    'sid=abc',
    { name: 'recorded long ago, or a clock that is wrong: another rule', code: 'sid=abc; Expires=Thu, 20 Feb 2025 04:01:39 GMT' },
  ],
  invalid: [
    { code: 'sid=k7Qx2mPz9RtL4vWn; Max-Age=0', errors: [{ messageId: 'value', severity: 'info', pointer: 'value', says: 'sid=; Path=/; Max-Age=0' }] },
    { code: 'sid=k7Qx2mPz9RtL4vWn; Expires=Thu, 01-Jan-1970 00:00:01 GMT', errors: [{ messageId: 'value' }] },
  ],
})
