import rule from '../../../src/rules/cookie/session-lifetime-too-long.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1',
    { name: 'exactly a day', code: 'sid=1; Max-Age=86400' },
    { name: 'exactly a day by the clock', code: 'sid=1; Expires=Sat, 21 Nov 2026 18:00:00 GMT' },
    'sid=; Max-Age=0',
    { name: 'other roles have other limits', code: 'refresh_token=1; Max-Age=604800' },
    'remember_me=1; Max-Age=604800',
    'theme=1; Max-Age=604800',
    'csrftoken=1; Max-Age=31449600',
    'AWSALB=1; Max-Age=604800',
  ],
  invalid: [
    { code: 'sid=1; Max-Age=86401', errors: [{ messageId: 'long', severity: 'warn', pointer: 'Max-Age', says: 'more than 1 day' }] },
    { code: 'sessionid=1; Max-Age=1209600', errors: [{ messageId: 'long', says: '14 days' }] },
    { code: 'access_token=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT', errors: [{ messageId: 'long', pointer: 'Expires', says: '400 days' }] },
    { code: 'sid=1; Max-Age=43201', options: { warnAboveSeconds: 43200 }, errors: [{ messageId: 'long', says: '12 hours' }] },
    { code: 'user_token=1; Max-Age=604800', errors: [{ messageId: 'long', severity: 'warn', confidence: 'tentative' }] },
  ],
})
