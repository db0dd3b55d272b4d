import rule from '../../../src/rules/cookie/unusual-response.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid=1', { code: 'sid=1', status: 200, responseKind: 'final' }, { code: 'sid=1', status: 302 }, { name: 'errors set cookies like any other', code: 'sid=1', status: 500 }, { code: 'sid=1', responseKind: 'unknown' }],
  invalid: [
    { code: 'sid=1', status: 103, errors: [{ messageId: 'informational', severity: 'warn', says: '103' }] },
    { code: 'sid=1', responseKind: 'informational', errors: [{ messageId: 'informational' }] },
    { code: 'sid=1', status: 200, responseKind: 'connect', errors: [{ messageId: 'connect', severity: 'warn' }] },
    { code: 'sid=1', status: 304, errors: [{ messageId: 'not-modified', severity: 'info' }] },
    { code: 'AWSALB=1', status: 103, errors: [{ messageId: 'informational', severity: 'info' }] },
  ],
})
