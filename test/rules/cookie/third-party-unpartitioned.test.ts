import rule from '../../../src/rules/cookie/third-party-unpartitioned.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'widget=1; Secure; SameSite=None; Partitioned',
    'widget=1; Secure; SameSite=Lax',
    { name: 'single sign-on works at top level', code: 'sid=1; Secure; SameSite=None' },
    { code: 'oauth_state=1; Secure; SameSite=None' },
    { code: 'AWSALBCORS=1; Secure; SameSite=None' },
    { name: 'dropped anyway', code: 'widget=1; SameSite=None' },
    { code: 'widget=; Max-Age=0; Secure; SameSite=None' },
  ],
  invalid: [
    { code: 'widget=1; Secure; SameSite=None', errors: [{ messageId: 'unpartitioned', severity: 'info', pointer: 'SameSite' }] },
    { code: 'lang=en; Secure; SameSite=None', errors: [{ messageId: 'unpartitioned' }] },
    { code: 'sid=1; Secure; SameSite=Strict; Partitioned', errors: [{ messageId: 'sameSite', severity: 'info', pointer: 'Partitioned' }] },
  ],
})
