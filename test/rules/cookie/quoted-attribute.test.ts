import rule from '../../../src/rules/cookie/quoted-attribute.ts'
import { testRule } from '../../rule-tester.ts'

testRule(rule, {
  valid: ['sid="1"; Secure', { name: 'the value has its own rule', code: 'sid=1; SameSite="Lax"' }, 'sid=1; "Foo"', 'sid=; Max-Age=0; "Secure"'],
  invalid: [
    { code: 'sid=1; "Secure"', errors: [{ messageId: 'name', severity: 'error', says: 'Secure is not set' }] },
    { code: 'sid=1; "HttpOnly"; HttpOnly', errors: [{ messageId: 'name', severity: 'warn' }] },
    { code: 'sid=1; "SameSite=Lax"', errors: [{ messageId: 'name', severity: 'error', says: '"SameSite' }] },
    { code: 'sid=1; "Path"=/', errors: [{ messageId: 'name', severity: 'warn', says: 'Path' }] },
    { code: 'sid=1; Priority="High"', errors: [{ messageId: 'value', severity: 'info' }] },
  ],
})
