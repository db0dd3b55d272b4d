import rule from '../../../src/rules/cookie/flag-has-value.ts'
import { testRule } from '../../rule-tester.ts'

// web-platform-tests, cookies/attributes/secure.https.html: any value leaves the flag on.
testRule(rule, {
  valid: ['sid=1; Secure; HttpOnly; Partitioned', 'sid=1; SameSite=Lax', 'sid=; Max-Age=0; HttpOnly=false'],
  invalid: [
    { code: 'sid=1; HttpOnly=false', errors: [{ messageId: 'on', severity: 'warn', pointer: 'HttpOnly[0]', says: 'HttpOnly=false on the session cookie sid switches HttpOnly on' }] },
    { code: 'sid=1; secure=0', errors: [{ messageId: 'on', severity: 'warn', pointer: 'secure[0]' }] },
    { code: 'sid=1; Secure="no"; Partitioned=off', errors: [{ messageId: 'on' }, { messageId: 'on' }] },
    { code: 'sid=1; Secure=true', errors: [{ messageId: 'value', severity: 'info' }] },
    { code: 'sid=1; Secure=; HttpOnly=HttpOnly', errors: [{ messageId: 'value', severity: 'info' }, { messageId: 'value' }] },
  ],
})
