import rule from '../../../src/rules/cookie/unknown-attribute.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1; expires=Wed, 21 Oct 2037 07:28:00 GMT; MAX-AGE=60; domain=example.com; path=/; secure; HTTPONLY; samesite=lax; partitioned; priority=high',
    { name: 'a trailing semicolon', code: 'sid=1; Secure;' },
    { name: 'a value alone', code: 'sid=1; =x' },
    { name: 'a deletion', code: 'sid=; Max-Age=0; Http-Only' },
    { name: 'quoted: another rule', code: 'sid=1; "Secure"' },
    { name: 'with one quotation mark: another rule', code: 'sid=1; Secure"' },
    { name: 'folded: another rule', code: 'a=b; Secure, c=d; Path=/' },
  ],
  invalid: [
    ...['Http-Only', 'HTTP_Only', 'HTTPSOnly', 'HttpOnl', 'Secured', 'Secur', 'Same-Site=Lax', 'SameSit=Lax', 'Partition'].map((attribute) => ({
      code: `sid=1; ${attribute}`,
      errors: [{ messageId: 'misspelled', severity: 'error' as const }],
    })),
    ...['MaxAge=60', 'Max_Age=60', 'Expire=x', 'Pat=/', 'Domains=example.com'].map((attribute) => ({
      code: `sid=1; ${attribute}`,
      errors: [{ messageId: 'misspelled', severity: 'warn' as const }],
    })),
    { code: 'sid=1; Strict', errors: [{ messageId: 'misspelled', severity: 'error', says: 'Send SameSite=Strict' }] },
    { code: 'sid=1; HttpOnly; Http-Only', errors: [{ messageId: 'similar', severity: 'warn' }] },
    { code: 'sid=1; Secure HttpOnly', errors: [{ messageId: 'glued', severity: 'error', says: 'Send: Secure; HttpOnly' }] },
    { name: 'behind a comma, after something that is no attribute', code: 'sid=1; foo, Secure', errors: [{ messageId: 'glued', severity: 'error', says: 'Send: Secure' }] },
    // Chromium's own tests: "Secure qux" switches nothing on.
    { code: 'sid=1; Secure qux', errors: [{ messageId: 'glued', severity: 'error' }] },
    { code: 'abc=1; SameSite=None; Secure // blocked in 3p contexts', errors: [{ messageId: 'glued', says: 'Send: Secure' }] },
    // A non-breaking space, as copied from a web page.
    { code: 'sid=1;\u00a0Secure', errors: [{ messageId: 'misspelled', severity: 'error', says: 'Secure was probably meant, and is not set' }] },
    { name: 'misspelled and in quotation marks', code: 'sid=1; "Http-Only"', errors: [{ messageId: 'misspelled', severity: 'error', says: 'HttpOnly was probably meant' }] },
    { code: 'theme=1; Http-Only', errors: [{ messageId: 'misspelled', severity: 'warn' }] },
    { code: 'AWSALB=1; Http-Only', errors: [{ messageId: 'misspelled', severity: 'info' }] },
    // Nothing is near enough to these.
    ...['Data=1', 'Source=x', 'Security=high', 'Foo', 'Post=1', 'Passive'].map((attribute) => ({ code: `sid=1; ${attribute}`, errors: [{ messageId: 'unknown', severity: 'info' as const }] })),
    ...['Version=1', 'Comment=x', 'Port="80"', 'Discard', 'SameParty'].map((attribute) => ({ code: `sid=1; ${attribute}`, errors: [{ messageId: 'obsolete', severity: 'info' as const }] })),
    { code: 'sid=1; x\u202ey', errors: [{ messageId: 'unknown', says: 'x\\u{202e}y' }] },
  ],
})
