import rule from '../../../src/rules/cookie/folded-header.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    // One cookie each: set-cookie-parser parts the first two and loses their flags.
    'cart=a,b; Secure',
    'cart=item1,qty=2; Secure; HttpOnly',
    'sid=1; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Path=/',
    'sid=1; Expires="Wed, 21-Oct-2037 07:28:00 GMT"',
    'sid=1; Foo=1, bar=2',
    'sid=1; Path=/a,b',
    { name: 'words that are called like attributes', code: 'levels=insecure,secure-ish,path=home,domain; Secure' },
  ],
  invalid: [
    // Chromium 156 keeps a=b with the path "/, c=d".
    { code: 'a=b; Path=/, c=d; Secure', errors: [{ messageId: 'cookies', severity: 'warn', pointer: 'Path[0]', says: 'c, follows a comma' }] },
    { code: '_shopify_essential_=1; Domain=shopify.com; Expires=Tue, 01 Dec 2026 19:06:03 GMT; Secure; SameSite=Lax, _shopify_s=2; Path=/', errors: [{ messageId: 'cookies', says: '_shopify_s' }] },
    { code: 'a=b; Expires=Tue, 01 Dec 2026 19:06:03 GMT, c=d', errors: [{ messageId: 'cookies', pointer: 'Expires[0]' }] },
    { code: 'a=b; Path=/; HttpOnly, c=d; Path=/', errors: [{ messageId: 'cookies', says: 'HttpOnly' }] },
    { code: 'sid=1; Secure, HttpOnly', errors: [{ messageId: 'attributes', confidence: 'certain', says: 'Send: Secure; HttpOnly' }] },
    ...['sid=1, Secure, HttpOnly', 'sid=1,HttpOnly', 'sid=1, Path=/; Secure', 'sid=1, SameSite=Lax; Path=/', 'sid=1, Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'sid=1, Max-Age=60', 'sid=1, Domain=.example.com'].map((code) => ({ code, errors: [{ messageId: 'value', severity: 'warn' as const, pointer: 'value' }] })),
    { code: 'sid=1; Secure,SameSite=Lax', errors: [{ messageId: 'attributes' }] },
  ],
})
