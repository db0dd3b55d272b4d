import rule from '../../../src/rules/cookie/refresh-lifetime-too-long.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'refresh_token=1',
    { name: '30 days', code: 'refresh_token=1; Max-Age=2592000' },
    { name: '90 days', code: 'remember_me=1; Max-Age=7776000' },
    'sid=1; Max-Age=7776000',
    'refresh_token=; Max-Age=0',
  ],
  invalid: [
    { code: 'refresh_token=1; Max-Age=2592001', errors: [{ messageId: 'long', severity: 'warn', pointer: 'Max-Age', says: '30 days' }] },
    { code: 'refresh_token=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT', errors: [{ messageId: 'long', severity: 'warn', pointer: 'Expires', says: '400 days' }] },
    { code: 'remember_me=1; Max-Age=31536000', errors: [{ messageId: 'long', severity: 'info', says: 'remember-me cookie' }] },
    { code: 'refresh_token=1; Max-Age=86401', options: { warnAboveSeconds: 86400 }, errors: [{ messageId: 'long', says: 'more than 1 day is' }] },
  ],
})
