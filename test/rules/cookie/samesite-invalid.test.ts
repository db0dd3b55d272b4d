import rule from '../../../src/rules/cookie/samesite-invalid.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: [
    'sid=1',
    'sid=1; samesite=STRICT',
    'sid=1; SameSite = None; Secure',
    { name: 'the last one counts', code: 'sid=1; SameSite=bogus; SameSite=Lax' },
    { name: 'a deletion', code: 'sid=; Max-Age=0; SameSite=bogus' },
  ],
  invalid: [
    // MDN HTTP Observatory: cookies-samesite-flag-invalid.
    ...['SameSite=', 'SameSite'].map((attribute) => ({
      code: `SESSIONID=bar; Domain=mozilla.org; Path=/; Secure; HttpOnly; ${attribute}`,
      errors: [{ messageId: 'empty', severity: 'error' as const, pointer: 'SameSite', says: 'Firefox and Safari' }],
    })),
    ...['True', 'Invalid', 'bogus'].map((value) => ({ code: `SESSIONID=bar; SameSite=${value}`, errors: [{ messageId: 'value', severity: 'error' as const, says: value }] })),
    // ZAP: cookie-samesite with a bad value.
    { code: 'test=123; Path=/; SameSite=badVal', errors: [{ messageId: 'value', severity: 'error' }] },
    { code: 'sid=1; SameSite="Lax"', errors: [{ messageId: 'quoted', says: 'Send SameSite=Lax.' }] },
    { code: 'sid=1; SameSite=Lux', errors: [{ messageId: 'value', says: 'Send SameSite=Lax.' }] },
    { code: 'sid=1; SameSite=Strict; SameSite=bogus', errors: [{ messageId: 'value', pointer: 'SameSite' }] },
    { code: '_ga=1; SameSite=1', errors: [{ messageId: 'value', severity: 'warn' }] },
    { code: '__cf_bm=1; SameSite=1', errors: [{ messageId: 'value', severity: 'info' }] },
  ],
})
