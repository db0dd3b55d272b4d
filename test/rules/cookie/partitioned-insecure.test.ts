import rule from '../../../src/rules/cookie/partitioned-insecure.ts'
import { testRule } from '../../rule-tester.ts'

const url = 'https://a.example.com/x/y'

testRule(rule, {
  valid: [{ code: 'a=b; Secure; Partitioned', url }, 'a=b', { name: 'what is missing is unknown', code: 'a=b; Partitioned', attributesComplete: false }],
  invalid: [
    { code: 'a=b; Partitioned', url, errors: [{ messageId: 'dropped', severity: 'error', pointer: 'Partitioned', says: 'Secure' }] },
    { code: 'a=; Max-Age=0; Partitioned', errors: [{ messageId: 'dropped', severity: 'error' }] },
    { code: '__cf_bm=1; Partitioned', errors: [{ messageId: 'dropped', severity: 'info' }] },
  ],
})
