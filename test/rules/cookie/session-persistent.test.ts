import rule from '../../../src/rules/cookie/session-persistent.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid=1', { name: 'ignored', code: 'sid=1; Max-Age=abc' }, 'sid=; Max-Age=0', 'remember_me=1; Max-Age=60', 'refresh_token=1; Max-Age=60', 'theme=1; Max-Age=60', 'AWSALB=1; Expires=Sat, 21 Nov 2026 18:00:00 GMT'],
  invalid: [
    { code: 'sid=1; Max-Age=60', errors: [{ messageId: 'persistent', severity: 'info', pointer: 'Max-Age', says: '__Host-sid=(value); Path=/; Secure' }] },
    { code: 'PHPSESSID=1; Expires=Sat, 21 Nov 2026 18:00:00 GMT', errors: [{ messageId: 'persistent', pointer: 'Expires' }] },
    { name: 'a Max-Age that browsers cannot read does not count', code: 'sid=1; Max-Age=1h; Expires=Sat, 21 Nov 2026 18:00:00 GMT', errors: [{ messageId: 'persistent', pointer: 'Expires', says: 'Expires makes browsers keep' }] },
    { code: 'my_session=1; Max-Age=60', errors: [{ messageId: 'persistent', confidence: 'tentative' }] },
  ],
})
