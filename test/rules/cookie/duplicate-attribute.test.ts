import rule from '../../../src/rules/cookie/duplicate-attribute.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; Secure; HttpOnly; SameSite=Lax; Path=/',
    { name: 'unknown ones have a rule of their own', code: 'sid=1; Foo=1; Foo=2' },
    { name: 'a deletion', code: 'sid=; Path=/; Path=/app; Max-Age=0' },
  ],
  invalid: [
    { code: 'sid=1; SameSite=Strict; SameSite=None', errors: [{ messageId: 'conflict', severity: 'warn', pointer: 'SameSite[1]', says: 'SameSite=None' }] },
    { code: 'sid=1; SameSite=Strict; samesite=bogus', errors: [{ messageId: 'conflict', says: 'samesite=bogus' }] },
    { code: 'sid=1; Domain=example.com; Domain=', errors: [{ messageId: 'conflict', says: 'Domain=' }] },
    { code: 'sid=1; Max-Age=60; Max-Age=abc', errors: [{ messageId: 'conflict', says: 'Max-Age=abc' }] },
    { code: 'sid=1; Path=/a; Path=/A; Path=/a', errors: [{ messageId: 'conflict', pointer: 'Path[2]', says: '3 times' }] },
    { name: 'one that is too long does not count', code: `sid=1; Path=/x; Path=/${'p'.repeat(1024)}`, errors: [{ messageId: 'conflict', says: 'Path=/x' }] },
    { code: 'sid=1; SameSite=lax; SameSite=Lax', errors: [{ messageId: 'repeated', severity: 'info' }] },
    { code: 'sid=1; Secure; secure; HttpOnly; HttpOnly=false', errors: [{ messageId: 'repeated', severity: 'info' }, { messageId: 'repeated' }] },
    { code: 'AWSALB=1; Path=/; Path=/a', errors: [{ messageId: 'conflict', severity: 'info' }] },
  ],
})
