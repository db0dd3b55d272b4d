import rule from '../../../src/rules/cookie/refresh-path-broad.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'refresh_token=1; Path=/auth/refresh',
    '__Host-refresh_token=1; Path=/; Secure',
    { name: 'goes to /auth only', code: 'refresh_token=1', url: 'https://example.com/auth/login' },
    { name: 'no path is known', code: 'refresh_token=1' },
    'sid=1; Path=/',
    'refresh_token=; Max-Age=0; Path=/',
  ],
  invalid: [
    { code: 'refresh_token=1; Path=/', errors: [{ messageId: 'broad', severity: 'info', pointer: 'Path', says: '__Secure-refresh_token=(value); Path=/auth/refresh' }] },
    { code: 'refresh_token=1', url: 'https://example.com/login', errors: [{ messageId: 'broad', pointer: 'name' }] },
    { code: '__Secure-rt=1; Path=/; Secure', errors: [{ messageId: 'broad', confidence: 'tentative' }] },
  ],
})
